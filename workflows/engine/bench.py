"""Measures the engine beside stock SpiffWorkflow in the same run: load, complete one task, run, save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
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
        """Write the state and commit."""

    def find(self, case_id: str) -> bytes:
        """Read the state."""


def run(keeper: Keeper, cases: int = CASES) -> list[BenchLine]:
    """Return the figures of *cases* whole cases; both engines save in *keeper*, so that the comparison is fair."""
    ours, sizes = _ours(keeper, cases)
    stock, stock_size = _stock(keeper, cases)
    note = "load, complete one user task, run, save durably; 30 elements; median over whole cases"
    return [
        BenchLine(name="engine step", value=_ms(ours), unit="ms CPU", note=note),
        BenchLine(name="stock SpiffWorkflow 3.2.0 step", value=_ms(stock), unit="ms CPU", note=note),
        BenchLine(name="times faster than stock", value=round(median(stock) / median(ours), 1), unit="x"),
        BenchLine(
            name="engine state", value=max(sizes), unit="bytes", note="largest of all revisions of a case"
        ),
        BenchLine(name="stock state", value=stock_size, unit="bytes", note="JSON, largest of all revisions"),
        BenchLine(
            name="step 200 beside step 1", value=_flat(keeper), unit="x", note="one case, a task in a loop"
        ),
        *bench_feel.run(),
    ]


def _ms(nanoseconds: list[int]) -> float:
    return round(median(nanoseconds) / 1e6, 3)


def _timed(act: Callable[[], object]) -> int:
    begun = process_time_ns()
    act()
    return process_time_ns() - begun


def _ours(keeper: Keeper, cases: int) -> tuple[list[int], list[int]]:
    engine = Engine(None, secret=b"bench")
    digest = engine.load(Bundle(procedure="bench", files={"bench/bench.bpmn": drawing()}))
    spent: list[int] = []
    sizes: list[int] = []
    for number in range(cases):
        case_id = f"ours-{number}"
        step = engine.start(digest, case_id=case_id, case={}, now=NOW, facts=FACTS)
        keeper.keep(case_id, step.state)
        tasks = [task.id for task in step.tasks]

        def complete(case_id: str = case_id, tasks: list[str] = tasks) -> None:
            state = keeper.find(case_id)
            done = engine.complete(
                digest, state, tasks[0], case_id=case_id, case={}, now=NOW, facts={"done": tasks[0]}
            )
            keeper.keep(case_id, done.state)
            tasks[:] = [task.id for task in done.tasks]
            sizes.append(len(done.state))

        while tasks:
            spent.append(_timed(complete))
    return spent, sizes


def _stock(keeper: Keeper, cases: int) -> tuple[list[int], int]:
    parser = SpiffBpmnParser()
    parser.add_bpmn_xml(read_xml(drawing(), "bench.bpmn").getroottree(), "bench.bpmn")
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))
    spent: list[int] = []
    largest = 0
    for number in range(cases):
        case_id = f"stock-{number}"
        workflow = BpmnWorkflow(parser.get_spec("bench"), parser.get_subprocess_specs("bench"))
        workflow.task_tree.data.update(FACTS)
        workflow.do_engine_steps()
        keeper.keep(case_id, serializer.serialize_json(workflow).encode())
        while not workflow.is_completed():
            begun = process_time_ns()
            workflow = serializer.deserialize_json(keeper.find(case_id).decode())
            task = workflow.get_next_task(state=TaskState.READY, manual=True)
            task.data["done"] = str(task.id)
            task.run()
            workflow.do_engine_steps()
            state = serializer.serialize_json(workflow).encode()
            keeper.keep(case_id, state)
            spent.append(process_time_ns() - begun)
            largest = max(largest, len(state))
    return spent, largest


def _flat(keeper: Keeper) -> float:
    data = drawing().replace(
        b'sourceRef="archive" targetRef="closed"', b'sourceRef="archive" targetRef="register"'
    )
    engine = Engine(None, secret=b"bench")
    digest = engine.load(Bundle(procedure="bench", files={"bench/bench.bpmn": data}))
    step = engine.start(digest, case_id="long", case={}, now=NOW, facts=FACTS)
    keeper.keep("long", step.state)
    tasks = [task.id for task in step.tasks]

    def complete() -> None:
        done = engine.complete(digest, keeper.find("long"), tasks[0], case_id="long", case={}, now=NOW)
        keeper.keep("long", done.state)
        tasks[:] = [task.id for task in done.tasks]

    spent = [_timed(complete) for _ in range(ROUNDS)]
    lap = len(USERS)
    return round(median(spent[-2 * lap :]) / median(spent[lap : 3 * lap]), 2)
