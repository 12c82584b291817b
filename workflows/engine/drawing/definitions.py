"""Reads event definitions and loop characteristics, with the messages, signals and errors they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from workflows.engine.drawing.foreign import VENDORS, zeebe
from workflows.engine.drawing.model import EMPTY, EventDefinition, Loop
from workflows.engine.xml import flag

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
_REFS = {"message": "messageRef", "signal": "signalRef", "error": "errorRef", "escalation": "escalationRef"}
_CODES = {"error": "errorCode", "escalation": "escalationCode"}
_TIMERS = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace; empty outside the BPMN namespace."""
    tag = element.tag
    return tag[len(BPMN) :] if isinstance(tag, str) and tag.startswith(BPMN) else ""


def text_of(element: etree._Element, path: str) -> str:
    """Return the stripped text of the first child at *path*, or nothing."""
    found = element.find(path)
    return (found.text or "").strip() if found is not None else ""


def expression_of(element: etree._Element, path: str) -> str:
    """Return the expression at *path*; one that says it is in another language than FEEL as ``${...}``."""
    found = element.find(path)
    if found is None:
        return ""
    text, language = (found.text or "").strip(), found.get("language", "").lower()
    foreign = bool(language) and "feel" not in language and text[:2] not in {"${", "#{"}
    return f"${{{text}}}" if text and foreign else text


def vendor(element: etree._Element, name: str) -> str:
    """Return the attribute of this name that Camunda, Activiti or Flowable keep in their own namespace."""
    return next((found for space in VENDORS if (found := element.get(space + name, ""))), "")


@dataclass(frozen=True)
class Catalogue:
    """The messages, signals, errors, escalations and shared event definitions of one file, by id."""

    named: dict[str, etree._Element]
    definitions: dict[str, etree._Element]
    retrievals: dict[str, dict[str, str]]

    @classmethod
    def of(cls, root: etree._Element) -> Catalogue:
        """Collect them from the definitions element."""
        named: dict[str, etree._Element] = {}
        definitions: dict[str, etree._Element] = {}
        for child in root:
            kind = local(child)
            if kind in _REFS or kind == "signal":
                named[child.get("id", "")] = child
        for child in root.iter(BPMN + "*"):
            if local(child).endswith("EventDefinition"):
                definitions[child.get("id", "")] = child
        return cls(named, definitions, _retrievals(root))

    def name(self, ref: str) -> str:
        """Return the name (or the code) that the reference leads to; the reference itself if it is not drawn."""
        ident = ref.strip().rpartition(":")[2]
        found = self.named.get(ident)
        if found is None:
            return ident
        code = found.get(_CODES[local(found)], "") if local(found) in _CODES else ""
        return code or found.get("name", "") or ident

    def codeless(self, ref: str) -> bool:
        """Return whether the error or escalation is drawn without a code: whoever catches by it catches any."""
        found = self.named.get(ref.strip().rpartition(":")[2])
        return found is not None and local(found) in _CODES and not found.get(_CODES[local(found)], "")

    def keys(self, ref: str) -> Mapping[str, str]:
        """Return the correlation properties of the message, each with the path of its value in the payload."""
        return MappingProxyType(self.retrievals.get(ref.strip().rpartition(":")[2], {}))

    def key(self, ref: str) -> str:
        """Return the expression that Zeebe correlates the message by, or nothing."""
        found = self.named.get(ref.strip().rpartition(":")[2])
        return zeebe(found, "subscription", "correlationKey") if found is not None else ""

    def bindings(self, process: etree._Element) -> Mapping[str, str]:
        """Return what the process expects each correlation property to be (its correlation subscriptions)."""
        found: dict[str, str] = {}
        for binding in process.iterfind(f"{BPMN}correlationSubscription/{BPMN}correlationPropertyBinding"):
            ident = binding.get("correlationPropertyRef", "").rpartition(":")[2]
            path = expression_of(binding, BPMN + "dataPath")
            if ident and path:
                found[ident] = path
        return MappingProxyType(found)

    def texts(self, ref: str) -> tuple[str, str]:
        """Return the variable and the payload expression written at the definition referred to."""
        found = self.named.get(ref.strip().rpartition(":")[2])
        if found is None:
            return "", ""
        variable = text_of(found, f"{BPMN}extensionElements/{SPIFF}variableName")
        variable = variable or text_of(found, f"{BPMN}extensionElements/{SPIFF}messageVariable")
        payload = text_of(found, f"{BPMN}extensionElements/{SPIFF}payloadExpression")
        return variable, payload or text_of(found, f"{BPMN}extensionElements/{SPIFF}messagePayload")


def _retrievals(root: etree._Element) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for holder in root.iterfind(BPMN + "correlationProperty"):
        for each in holder.iterfind(BPMN + "correlationPropertyRetrievalExpression"):
            path = expression_of(each, BPMN + "messagePath")
            if path:
                message = each.get("messageRef", "").rpartition(":")[2]
                found.setdefault(message, {})[holder.get("id", "")] = path
    return found


def read_definition(
    element: etree._Element, catalogue: Catalogue, variable: str, payload: str
) -> EventDefinition:
    """Return the event definition; *variable* and *payload* come from the event that carries it."""
    kind = local(element).removesuffix("EventDefinition")
    if kind == "timer":
        return _timer(element)
    if kind in _REFS:
        ref = element.get(_REFS[kind], "") or text_of(element, BPMN + _REFS[kind])
        own, expression = catalogue.texts(ref)
        name = catalogue.name(ref) if ref else ""
        own = variable or own or vendor(element, f"{kind}CodeVariable")
        keys, key = (catalogue.keys(ref), catalogue.key(ref)) if kind == "message" else (EMPTY, "")
        payload = payload or expression
        return EventDefinition(
            kind=kind,
            name=name,
            catches_all=catalogue.codeless(ref),
            variable=own,
            payload=payload,
            key=key,
            keys=keys,
        )
    if kind == "conditional":
        return EventDefinition(kind=kind, text=expression_of(element, BPMN + "condition"))
    if kind == "compensate":
        waits = flag(element, "waitForCompletion", default=True)
        return EventDefinition(
            kind="compensation", activity=element.get("activityRef", "").rpartition(":")[2], waits=waits
        )
    if kind == "link":
        target = catalogue.definitions.get(text_of(element, BPMN + "target").rpartition(":")[2])
        return EventDefinition(kind=kind, name=(element if target is None else target).get("name", ""))
    return EventDefinition(kind=kind, name=element.get("name", ""))


def _timer(element: etree._Element) -> EventDefinition:
    for tag, form in _TIMERS.items():
        text = text_of(element, BPMN + tag)
        if text:
            return EventDefinition(kind="timer", form=form, text=text)
    return EventDefinition(kind="timer", form="date")


def read_loop(element: etree._Element, catalogue: Catalogue, fact: Callable[[str], str]) -> Loop | None:
    """Return how the activity repeats, or None; *fact* names the routing fact that a data reference means."""
    standard = element.find(BPMN + "standardLoopCharacteristics")
    if standard is not None:
        return Loop(
            kind="standard",
            condition=expression_of(standard, BPMN + "loopCondition"),
            maximum=standard.get("loopMaximum", "") or text_of(standard, BPMN + "loopMaximum"),
            test_before=flag(standard, "testBefore"),
        )
    many = element.find(BPMN + "multiInstanceLoopCharacteristics")
    return _many(many, catalogue, fact) if many is not None else None


def _many(many: etree._Element, catalogue: Catalogue, fact: Callable[[str], str]) -> Loop:
    one, none = (catalogue.definitions.get(many.get(f"{key}BehaviorEventRef", "")) for key in ("one", "none"))
    return Loop(
        kind="sequential" if flag(many, "isSequential") else "parallel",
        cardinality=expression_of(many, BPMN + "loopCardinality"),
        collection=fact(text_of(many, BPMN + "loopDataInputRef"))
        or vendor(many, "collection")
        or zeebe(many, "loopCharacteristics", "inputCollection"),
        item=_item(many, "inputDataItem")
        or vendor(many, "elementVariable")
        or zeebe(many, "loopCharacteristics", "inputElement"),
        output=fact(text_of(many, BPMN + "loopDataOutputRef"))
        or zeebe(many, "loopCharacteristics", "outputCollection"),
        output_item=_item(many, "outputDataItem"),
        output_from=zeebe(many, "loopCharacteristics", "outputElement"),
        condition=expression_of(many, BPMN + "completionCondition"),
        behavior=many.get("behavior", "All"),
        one=read_definition(one, catalogue, "", "") if one is not None else None,
        none=read_definition(none, catalogue, "", "") if none is not None else None,
        complex=tuple(_complex(many, catalogue)),
    )


def _complex(many: etree._Element, catalogue: Catalogue) -> list[tuple[str, EventDefinition]]:
    found = []
    for entry in many.findall(BPMN + "complexBehaviorDefinition"):
        thrown = entry.find(BPMN + "event")
        inner = (
            [child for child in thrown if local(child).endswith("EventDefinition")]
            if thrown is not None
            else []
        )
        if inner:
            found.append((text_of(entry, BPMN + "condition"), read_definition(inner[0], catalogue, "", "")))
    return found


def _item(many: etree._Element, tag: str) -> str:
    found = many.find(BPMN + tag)
    return (found.get("name") or found.get("id") or "") if found is not None else ""
