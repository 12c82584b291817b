"""A procedure made ready to run: SpiffWorkflow's workflow spec with every process of the bundle in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from workflows.engine.drawing.model import EventDefinition, Node, Process
from workflows.engine.instance import Listening, Standing, Token
from workflows.engine.spiff import WorkflowSpec
from workflows.engine.tables import Tables
from workflows.errors import RefusedDiagram, UnknownElement


@dataclass
class Frame:
    """What begins when a scope begins: starts, listening event subprocesses, and the one that compensates.

    `loose` are the activities beside start events that no flow leads to: they begin with their scope (10.3).
    """

    starts: tuple[Standing, ...] = ()
    loose: tuple[Standing, ...] = ()
    listeners: tuple[Listening, ...] = ()
    undo: Standing | None = None


class Throws(Protocol):
    """Throws what an element throws."""

    def throw(self, spec: Standing, token: Token, definition: EventDefinition) -> None:
        """Throw a message, a signal or an escalation."""

    def catches(self, start: Token, kind: str, code: str) -> bool:
        """Tell whether somebody around *start* catches it."""

    def raise_inside(self, start: Token, kind: str, code: str, payload: object) -> bool:
        """Let the nearest handler catch it; tell whether there is one."""


class Plan(WorkflowSpec):  # type: ignore[misc]
    """Frozen after building: no step changes it, so all cases of a version share it."""

    task_specs: dict[str, Standing]

    def __init__(self, procedure: str, digest: str, processes: Mapping[str, Process], tables: Tables) -> None:
        super().__init__(procedure)
        self.digest = digest
        self.processes = dict(processes)
        self.tables = tables
        self.specs: list[Standing] = []
        self.frames: dict[str, Frame] = {}
        self.root: Standing
        self.thrower: Throws
        self.has_joins = False
        self.has_data = False
        self.has_conditions = False
        self.has_timers = False

    def _add_notify(self, task_spec: Standing) -> None:
        if task_spec.name in self.task_specs:
            node = task_spec.node if hasattr(task_spec, "node") else None
            where = f" ({node.file} line {node.line})" if node is not None else ""
            raise RefusedDiagram(
                f"The id {task_spec.name!r}{where} is used twice in one process; give each element an id of its own.",
                zh=f"标识 {task_spec.name!r} 在同一流程中重复；请为每个元素使用不同的标识。",
                element=task_spec.name,
            )
        self.task_specs[task_spec.name] = task_spec

    def register(self, spec: Standing) -> int:
        """Give the spec its number, by which stored states name it."""
        self.specs.append(spec)
        return len(self.specs) - 1

    def spec_of(self, name: str) -> Standing:
        """Return the spec by its name.

        Raises:
            UnknownElement: there is none.
        """
        found = self.task_specs.get(name)
        if found is None:
            raise UnknownElement(
                f"There is no element {name!r} in this version of {self.name}; look at the diagram.",
                zh=f"{self.name} 的这一版本中没有元素 {name!r}；请查看流程图。",
                element=name,
            )
        return found

    def nodes(self) -> list[Node]:
        """Return every drawn node, outer before inner."""
        return [node for process in self.processes.values() for _, node in process.walk()]
