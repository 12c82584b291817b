"""Random procedures: no token is ever lost or doubled, whatever is drawn and in whatever order people work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.engine.drawn import Run, end, flow, node, script, start, user

ENOUGH = {"claim": {"title": "enough"}}
CONDITION = '<completionCondition>case.claim.title = "enough"</completionCondition>'


@dataclass
class Free:
    """An ad hoc subprocess: the tasks behind each step that can be begun, and the steps that still must be done."""

    steps: dict[str, list[str]]
    sequential: bool
    cancels: bool
    alone: bool
    left: set[str] = field(default_factory=set)

    def of(self, tasks: list[str]) -> Counter[str]:
        """Return those of the *tasks* that lie in it."""
        return Counter(task for task in tasks if any(task in each for each in self.steps.values()))


@dataclass
class Net:
    """A random well-nested procedure, with the number of times each task must be done."""

    random: Random
    parts: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    free: list[Free] = field(default_factory=list)
    number: int = 0
    nesting: int = 0

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
                self.ad_hoc,
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

    def ad_hoc(self, depth: int) -> tuple[str, str]:
        """Draw an ad hoc subprocess of up to three steps; inside another one, which may run twice, at once."""
        outer, self.parts = self.parts, []
        name, steps = self.name("f"), dict[str, list[str]]()
        ordering = "Parallel" if self.nesting else self.random.choice(["Parallel", "Sequential"])
        cancels = ordering == "Sequential" or self.random.random() < 0.5
        self.nesting += 1
        for _ in range(self.random.randint(1, 3)):
            before = len(self.tasks)
            first, _ = self.block(depth)
            steps[first] = self.tasks[before:]
        self.nesting -= 1
        self.free.append(Free(steps, ordering == "Sequential", cancels, not self.nesting, set(steps)))
        inner = "".join([*self.parts, self.beside(), CONDITION])
        flag = {} if cancels else {"cancelRemainingInstances": "false"}
        self.parts = [*outer, node("adHocSubProcess", name, inner, ordering=ordering, **flag)]
        return name, name

    def beside(self) -> str:
        """Draw what else an ad hoc subprocess holds."""
        return ""


class Worked:
    """One case of a net in which people begin steps of ad hoc subprocesses while they work."""

    def __init__(self, seed: int, case: dict[str, object]) -> None:
        self.net = net = Net(Random(seed))  # noqa: S311 - not for secrets
        first, last = net.ad_hoc(3) if net.random.random() < 0.5 else net.block(4)
        self.run = Run(start(), *net.parts, end(), flow("start", first), flow(last, "end"), case=case).start()
        self.wanted, self.done = Counter(net.tasks), Counter[str]()
        self.heard()

    def heard(self) -> None:
        """Hear what was done, and see that one step at most is open where they come one by one, and nothing is lost."""
        run = self.run
        for visit in run.step.visits:
            for free in self.net.free if visit.outcome == "completed" else ():
                free.left.discard(visit.element)
        for free in self.net.free:
            assert (
                not free.sequential
                or sum(any(map(run.open.__contains__, t)) for t in free.steps.values()) < 2
            )
        seen = run.engine.look(run.digest, run.step.state, case_id="c1", case=run.case, now=run.now)
        assert (seen.tasks, seen.status) == (run.step.tasks, run.step.status)

    def work(self) -> str:
        """Do one of the open tasks and return its element."""
        run, task = self.run, self.net.random.choice(self.run.step.tasks)
        self.done[task.element] += 1
        run.step = run.engine.complete(
            run.digest, run.step.state, task.id, case_id="c1", case=run.case, now=run.now
        )
        self.heard()
        return task.element

    def begin(self) -> None:
        """Begin a step, where that can be: what stands behind it is to be done once more, if it is not to be yet."""
        run = self.run
        chances = [(task.id, element) for task in run.step.tasks for element in task.beside]
        if not chances:
            return
        task, element = self.net.random.choice(chances)
        run.begin_beside(task, element)
        free = next(each for each in self.net.free if element in each.steps)
        if not free.sequential or element not in free.left:
            self.wanted.update(free.steps[element])
        free.left.add(element)
        self.heard()


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_every_task_is_done_exactly_as_often_as_it_is_drawn_and_begun(seed: int) -> None:
    """随机生成的流程中,每个任务恰好执行应有的次数,自由子流程中另办的步骤也不多不少,案件必定结束。"""
    at = Worked(seed, {})
    for _ in range(6):
        if at.net.random.random() < 0.7:
            at.begin()
        if at.run.step.tasks:
            at.work()
    while at.run.step.tasks:
        at.work()
    assert at.run.step.status == "completed"
    assert at.done == at.wanted


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_nothing_begins_in_an_ad_hoc_subprocess_once_its_condition_holds(seed: int) -> None:
    """随机的流程里,完成条件一成立,自由子流程不再有步骤开始;该取消的取消,案件照常结束。"""
    at = Worked(seed, {})
    for _ in range(3):
        at.begin()
        if at.run.step.tasks and at.net.random.random() < 0.5:
            at.work()
    at.run.case = ENOUGH
    while at.run.step.tasks:
        before = at.run.open
        element = at.work()
        assert not any(task.beside for task in at.run.step.tasks)
        for free in at.net.free:
            if free.alone and free.steps.get(element) == [element]:
                left = free.of(at.run.open)
                assert not left if free.cancels else left < free.of(before)
    assert at.run.step.status == "completed"
    assert at.done <= at.wanted


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
