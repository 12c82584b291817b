"""Random procedures: no token is ever lost or doubled, whatever is drawn and in whatever order people work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.engine.drawn import Run, end, flow, node, script, start, user


@dataclass
class Net:
    """A random well-nested procedure, with the number of times each task must be done."""

    random: Random
    parts: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    number: int = 0

    def name(self, key: str) -> str:
        """Return a fresh id."""
        self.number += 1
        return f"{key}{self.number}"

    def block(self, depth: int) -> tuple[str, str]:
        """Draw a block and return its first and last element."""
        kinds: list[Callable[[int], tuple[str, str]]] = [self.task]
        if depth:
            kinds = [
                self.task,
                self.sequence,
                self.parallel,
                self.exclusive,
                self.inclusive,
                self.subprocess,
                self.many,
            ]
        return self.random.choice(kinds)(depth - 1)

    def task(self, _depth: int) -> tuple[str, str]:
        """Draw a user task."""
        name = self.name("u")
        self.parts.append(user(name))
        self.tasks.append(name)
        return name, name

    def sequence(self, depth: int) -> tuple[str, str]:
        """Draw two blocks one after the other."""
        (first, a), (b, last) = self.block(depth), self.block(depth)
        self.parts.append(flow(a, b))
        return first, last

    def parallel(self, depth: int) -> tuple[str, str]:
        """Draw a parallel block of two or three branches."""
        return self._branches(
            "parallelGateway", depth, ["", ""] + [""] * self.random.randint(0, 1), [True] * 3
        )

    def inclusive(self, depth: int) -> tuple[str, str]:
        """Draw an inclusive block of which one or two branches are taken."""
        taken = [True, self.random.random() < 0.5]
        return self._branches("inclusiveGateway", depth, [str(each).lower() for each in taken], taken)

    def exclusive(self, depth: int) -> tuple[str, str]:
        """Draw a choice of which the second branch is taken."""
        return self._branches("exclusiveGateway", depth, ["false", "true"], [False, True])

    def _branches(self, kind: str, depth: int, conditions: list[str], taken: list[bool]) -> tuple[str, str]:
        split, join = self.name("g"), self.name("g")
        self.parts += [node(kind, split), node(kind, join)]
        for condition, counts in zip(conditions, taken, strict=False):
            before = len(self.tasks)
            first, last = self.block(depth)
            if not counts:
                del self.tasks[before:]
            self.parts += [flow(split, first, when=condition), flow(last, join)]
        return split, join

    def subprocess(self, depth: int) -> tuple[str, str]:
        """Draw a subprocess around a block."""
        outer, self.parts = self.parts, []
        name = self.name("s")
        first, last = self.block(depth)
        begin, finish = self.name("b"), self.name("e")
        inner = [start(begin), end(finish), *self.parts, flow(begin, first), flow(last, finish)]
        self.parts = [*outer, node("subProcess", name, "".join(inner))]
        return name, name

    def many(self, _depth: int) -> tuple[str, str]:
        """Draw a task for two people, at once or one by one."""
        name = self.name("u")
        flag = self.random.choice(["true", "false"])
        loop = f'<multiInstanceLoopCharacteristics isSequential="{flag}"><loopCardinality>2</loopCardinality>'
        self.parts.append(user(name, loop + "</multiInstanceLoopCharacteristics>"))
        self.tasks += [name, name]
        return name, name


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_every_task_is_done_exactly_as_often_as_it_is_drawn(seed: int) -> None:
    """随机生成的流程中,每个任务恰好执行应有的次数,案件必定结束。"""
    net = Net(Random(seed))  # noqa: S311 - not for secrets
    first, last = net.block(4)
    run = Run(start(), *net.parts, end(), flow("start", first), flow(last, "end")).start()
    done: list[str] = []
    while run.step.tasks:
        task = net.random.choice(run.step.tasks)
        done.append(task.element)
        run.step = run.engine.complete(
            run.digest, run.step.state, task.id, case_id="c1", case={}, now=run.now
        )
    assert run.step.status == "completed"
    assert sorted(done) == sorted(net.tasks)


@settings(max_examples=30)
@given(st.integers(0, 10**9))
def test_what_every_branch_wrote_is_there_at_the_end(seed: int) -> None:
    """各分支写入的事实在结束时一个不少。"""
    random = Random(seed)  # noqa: S311 - not for secrets
    branches = [f"s{number}" for number in range(random.randint(2, 6))]
    run = Run(
        start(), node("parallelGateway", "g"), node("parallelGateway", "j"), end(),
        *(script(f"w{each}", f"{{{each}: 1}}") for each in branches), *(user(each) for each in branches),
        flow("start", "g"), flow("j", "end"), *(flow("g", each, f"w{each}", "j") for each in branches),
    ).start()  # fmt: skip
    while run.step.tasks:
        run.do(random.choice(run.step.tasks).element)
    assert run.step.facts == dict.fromkeys(branches, 1)
