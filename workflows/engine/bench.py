"""Measures the engine beside stock SpiffWorkflow in the same run: load, complete one task, run, save."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from statistics import median
from time import process_time_ns
from typing import Protocol

from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState

from workflows.domain.bench import BenchLine
from workflows.domain.procedure import Bundle
from workflows.engine import bench_feel
from workflows.engine.bench_drawing import USERS, drawing
from workflows.engine.door import Engine
from workflows.engine.xml import read_xml

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
FACTS: Mapping[str, object] = {"admitted": True, "agreement": True, "rank": 3, "town": "示例镇"}
CASES = 40
ROUNDS = 200


class Keeper(Protocol):
    """Keeps the state of a case durably, as a database would."""

    def keep(self, case_id: str, state: bytes) -> None:
        """Write the first state of a case and commit."""

    def change(self, case_id: str, step: Callable[[bytes], bytes]) -> None:
        """Read the state, write what *step* makes of it, and commit: one transaction, as every step of a case is."""


Case = Callable[[str], Iterator[tuple[int, int]]]
"""Runs a whole case of this id; yields what each step took, in nanoseconds, and how large its state is."""


def run(keeper: Keeper, cases: int = CASES) -> list[BenchLine]:
    """Return the figures of *cases* whole cases; both engines save in *keeper*, and take turns case by case.

    So the comparison is fair: they keep alike, and a machine that is busy is so for both.
    """
    ours, stock = _ours(keeper), _stock(keeper)
    steps: list[tuple[int, int]] = []
    stock_steps: list[tuple[int, int]] = []
    for number in range(cases):
        steps += ours(f"ours-{number}")
        stock_steps += stock(f"stock-{number}")
    note = "load, complete one user task, run, save: one transaction; 30 elements; median over whole cases"
    (own, size), (theirs, stock_size) = _told(steps), _told(stock_steps)
    return [
        BenchLine(name="engine step", value=round(own, 3), unit="ms CPU", note=note),
        BenchLine(name="stock SpiffWorkflow 3.2.0 step", value=round(theirs, 3), unit="ms CPU", note=note),
        BenchLine(name="times faster than stock", value=round(theirs / own, 1), unit="x"),
        BenchLine(name="engine state", value=size, unit="bytes", note="largest of all revisions of a case"),
        BenchLine(name="stock state", value=stock_size, unit="bytes", note="JSON, largest of all revisions"),
        BenchLine(
            name="step 200 beside step 1", value=_flat(keeper), unit="x", note="one case, a task in a loop"
        ),
        *bench_feel.run(),
    ]


def _told(steps: Sequence[tuple[int, int]]) -> tuple[float, int]:
    """Return the median of what steps took, in milliseconds, and the size of the largest state."""
    return median(spent for spent, _ in steps) / 1e6, max(size for _, size in steps)


def _timed(act: Callable[[], object]) -> int:
    begun = process_time_ns()
    act()
    return process_time_ns() - begun


def _ours(keeper: Keeper) -> Case:
    engine = Engine(None, secret=b"bench")
    digest = engine.load(Bundle(procedure="bench", files={"bench/bench.bpmn": drawing()}))

    def whole(case_id: str) -> Iterator[tuple[int, int]]:
        step = engine.start(digest, case_id=case_id, case={}, now=NOW, facts=FACTS)
        keeper.keep(case_id, step.state)

        def complete(state: bytes) -> bytes:
            nonlocal step
            task, facts = step.tasks[0].id, {"done": step.tasks[0].id}
            step = engine.complete(digest, state, task, case_id=case_id, case={}, now=NOW, facts=facts)
            return step.state

        while step.tasks:
            yield _timed(partial(keeper.change, case_id, complete)), len(step.state)

    return whole


def _stock(keeper: Keeper) -> Case:
    parser = SpiffBpmnParser()
    parser.add_bpmn_xml(read_xml(drawing(), "bench.bpmn").getroottree(), "bench.bpmn")
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))

    def whole(case_id: str) -> Iterator[tuple[int, int]]:
        workflow = BpmnWorkflow(parser.get_spec("bench"), parser.get_subprocess_specs("bench"))
        workflow.task_tree.data.update(FACTS)
        workflow.do_engine_steps()
        after: bytes = serializer.serialize_json(workflow).encode()
        keeper.keep(case_id, after)

        def complete(state: bytes) -> bytes:
            nonlocal workflow, after
            workflow = serializer.deserialize_json(state.decode())
            task = workflow.get_next_task(state=TaskState.READY, manual=True)
            task.data["done"] = str(task.id)
            task.run()
            workflow.do_engine_steps()
            after = serializer.serialize_json(workflow).encode()
            return after

        while not workflow.is_completed():
            yield _timed(partial(keeper.change, case_id, complete)), len(after)

    return whole


def _flat(keeper: Keeper) -> float:
    """Return what a step of a case costs after two hundred beside one of a young case; the two take turns."""
    data = drawing().replace(
        b'sourceRef="archive" targetRef="closed"', b'sourceRef="archive" targetRef="register"'
    )
    engine = Engine(None, secret=b"bench")
    digest = engine.load(Bundle(procedure="bench", files={"bench/bench.bpmn": data}))
    lap = len(USERS)

    def steps(case_id: str) -> Iterator[int]:
        step = engine.start(digest, case_id=case_id, case={}, now=NOW, facts=FACTS)
        keeper.keep(case_id, step.state)

        def complete(state: bytes) -> bytes:
            nonlocal step
            task = step.tasks[0].id
            step = engine.complete(digest, state, task, case_id=case_id, case={}, now=NOW)
            return step.state

        while True:
            yield _timed(partial(keeper.change, case_id, complete))

    old, young = steps("long"), steps("young")
    deque(islice(old, ROUNDS), maxlen=0)
    turns = [(next(old), next(young)) for _ in range(2 * lap)]
    return round(median(late for late, _ in turns) / median(early for _, early in turns), 2)
