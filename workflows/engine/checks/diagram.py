"""A BPMN file as the rules see it: its elements by kind and id, its flows, scopes, triggers and references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workflows.domain.finding import Known, Profile
from workflows.engine.checks.element import BPMN, SPIFF, Element
from workflows.engine.checks.given_names import names_given
from workflows.engine.checks.kinds import ACTIVITIES, CODES, CONTAINERS, EVENT_DEFINITIONS, EVENTS, FLOW_NODES
from workflows.engine.checks.schema import SchemaError
from workflows.engine.checks.tools import Tool, tools_of

VENDORS = (
    "camunda",
    "zeebe",
    "activiti",
    "flowable",
    "spiffworkflow",
    "drools",
    "jboss",
    "signavio",
    "bizagi",
)


@dataclass(eq=False)
class Diagram:
    """One BPMN file. `others` are the files it imports, `beside` all files that are checked with it."""

    file: str
    root: Element
    profile: Profile = Profile.SPEC
    known: Known = field(default_factory=Known)
    others: Sequence[Diagram] = ()
    beside: Sequence[Diagram] = ()
    validated: Callable[[], Sequence[SchemaError]] = tuple

    @cached_property
    def schema_errors(self) -> Sequence[SchemaError]:
        """What the XML schema of BPMN objects to."""
        return self.validated()

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element of the file outside extensions, in order."""
        return tuple(_outside_extensions(self.root))

    @cached_property
    def _by_kind(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.elements:
            found[element.kind].append(element)
        return found

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """The elements by id; where an id is used twice, the first."""
        found: dict[str, Element] = {}
        for element in self.elements:
            if element.id:
                found.setdefault(element.id, element)
        return found

    def of(self, *kinds: str) -> list[Element]:
        """Return all elements of these *kinds*."""
        return [element for kind in sorted(kinds) for element in self._by_kind.get(kind, ())]

    @cached_property
    def nodes(self) -> list[Element]:
        """Every activity, event and gateway that stands in a container."""
        return [
            each
            for each in self.of(*FLOW_NODES)
            if each.parent is not None and each.parent.kind in CONTAINERS
        ]

    @cached_property
    def events(self) -> list[Element]:
        """Every event."""
        return self.of(*EVENTS)

    @cached_property
    def activities(self) -> list[Element]:
        """Every activity."""
        return self.of(*ACTIVITIES)

    @cached_property
    def flows(self) -> list[Element]:
        """Every sequence flow."""
        return self.of("sequenceFlow")

    @cached_property
    def flow_at(self) -> dict[str, Element]:
        """The sequence flows by their place; where an id is used twice, the first."""
        return {flow.place: flow for flow in reversed(self.flows)}

    @cached_property
    def _outgoing(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for flow in self.flows:
            found[local(flow.get("sourceRef"))].append(flow)
        return found

    @cached_property
    def _incoming(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for flow in self.flows:
            found[local(flow.get("targetRef"))].append(flow)
        return found

    def outgoing(self, node: Element) -> list[Element]:
        """Return the sequence flows that leave *node*."""
        return self._outgoing.get(node.id, []) if node.id else []

    def incoming(self, node: Element) -> list[Element]:
        """Return the sequence flows that enter *node*."""
        return self._incoming.get(node.id, []) if node.id else []

    def source(self, flow: Element) -> Element | None:
        """Return what *flow* comes from."""
        return self.by_id.get(local(flow.get("sourceRef")))

    def target(self, flow: Element) -> Element | None:
        """Return what *flow* leads to."""
        return self.by_id.get(local(flow.get("targetRef")))

    @cached_property
    def _boundaries(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for event in self.of("boundaryEvent"):
            found[local(event.get("attachedToRef"))].append(event)
        return found

    def boundaries(self, activity: Element) -> list[Element]:
        """Return the boundary events attached to *activity*."""
        return self._boundaries.get(activity.id, []) if activity.id else []

    def find(self, reference: str) -> Element | None:
        """Return the element that *reference* names, here or in a file that can be seen."""
        name = local(reference)
        here = self.by_id.get(name)
        if here is not None or not name:
            return here
        return next((other.by_id[name] for other in self.others if name in other.by_id), None)

    def elsewhere(self, owner: Element, reference: str) -> bool:
        """Return whether *reference*, written at *owner*, carries the prefix of another file."""
        prefix, colon, _ = reference.strip().rpartition(":")
        space = owner.namespaces.get(prefix)
        return bool(colon) and space is not None and space != self.root.get("targetNamespace")

    def imports(self, owner: Element, reference: str) -> bool:
        """Return whether the file that *reference* leads to is imported."""
        space = owner.namespaces.get(reference.strip().rpartition(":")[0])
        return any(each.get("namespace") == space for each in self.of("import"))

    def definitions(self, event: Element) -> list[Element]:
        """Return the triggers of *event*: those inside it and the shared ones it refers to."""
        inside = event.all(*EVENT_DEFINITIONS)
        shared = [self.find(each.text.strip()) for each in event.all("eventDefinitionRef")]
        return inside + [each for each in shared if each is not None and each.kind in EVENT_DEFINITIONS]

    def triggers(self, event: Element) -> list[str]:
        """Return the names of the triggers of *event*: message, timer, error..."""
        return [each.kind.removesuffix("EventDefinition") for each in self.definitions(event)]

    def code(self, trigger: Element) -> str:
        """Return the code of the error or escalation that *trigger* throws or catches; empty where it means any."""
        reference, code = CODES.get(trigger.kind, ("", ""))
        thing = self.find(trigger.get(reference))
        return trigger.get(reference) if thing is None else thing.get(code)

    @cached_property
    def _names_given(self) -> frozenset[str]:
        return names_given(self.root)

    @cached_property
    def names_given(self) -> frozenset[str] | None:
        """The names that values may have here; None where the file asks a table that is not here."""
        if self.known.answers is None and self.of("businessRuleTask"):
            return None
        files = (self, *self.beside)
        return (self.known.answers or frozenset[str]()).union(*(each._names_given for each in files))  # noqa: SLF001

    @cached_property
    def processes(self) -> list[Element]:
        """Every process."""
        return self.of("process")

    @cached_property
    def vendor(self) -> bool:
        """Whether the file carries the extensions of a tool that runs diagrams."""
        return any(vendor in space.lower() for vendor in VENDORS for space in self._spaces)

    @cached_property
    def _spaces(self) -> frozenset[str]:
        return frozenset(space for each in _declaring(self.root) for space in each.namespaces.values())

    @cached_property
    def _tools(self) -> frozenset[Tool]:
        return frozenset() if self.ours else tools_of(self.root.get("exporter"), self._spaces)

    def saved_by(self, *tools: Tool) -> bool:
        """Return whether the file bears the mark of one of *tools*, and is not drawn for Hewei."""
        return not self._tools.isdisjoint(tools)

    @cached_property
    def exported(self) -> bool:
        """Whether another tool saved the file: it names its exporter, or carries a tool's extensions."""
        return (self.vendor or bool(self.root.get("exporter"))) and not self.ours

    @cached_property
    def ours(self) -> bool:
        """Whether the file is drawn for Hewei."""
        return self.profile is Profile.HOUSE or carries_ours(self.root)

    def executable(self, element: Element) -> bool:
        """Return whether *element* is part of a process that says isExecutable="true"."""
        process = element if element.kind == "process" else element.above("process")
        return process is not None and process.is_true("isExecutable")

    def runs(self, element: Element) -> bool:
        """Return whether *element* is part of a process that the engine would run."""
        process = element if element.kind == "process" else element.above("process")
        return process is not None and not process.is_false("isExecutable")


def local(reference: str) -> str:
    """Return the name in a reference without its prefix."""
    return reference.strip().rpartition(":")[2]


def scope(element: Element) -> Element | None:
    """Return the process, sub-process or choreography in which *element* stands."""
    return element.above(*CONTAINERS)


def mapped_by_tool(activity: Element) -> bool:
    """Return whether *activity* carries a tool's extensions, by which the tool maps its data in its own way."""
    return any(each.children for each in activity.all("extensionElements"))


def event_sub_process(container: Element | None) -> bool:
    """Return whether *container* is a sub-process started by an event."""
    return container is not None and container.is_true("triggeredByEvent")


def carries_ours(root: Element) -> bool:
    """Return whether Hewei's extensions are declared in the file, at its root or further inside."""
    return any(SPIFF in each.namespaces.values() for each in _declaring(root))


def _declaring(root: Element) -> Iterator[Element]:
    """Yield *root* and all inside it that declare namespaces of their own."""
    return (
        each for each in root.walk() if each.parent is None or each.namespaces is not each.parent.namespaces
    )


def is_bpmn(root: Element) -> bool:
    """Return whether *root* opens a BPMN 2.0 file."""
    return root.kind == "definitions" and BPMN in root.namespaces.values()


def _outside_extensions(root: Element) -> list[Element]:
    found: list[Element] = []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        found.append(element)
        if element.kind != "extensionElements":
            waiting.extend(reversed(element.children))
    return found
