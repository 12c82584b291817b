"""Which flows of the drawn procedures scenarios walked, and which nobody ever did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workflows.engine.xml import read_xml

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """One diagram: every flow by its id, in words, and those that were walked."""

    file: Path
    flows: Mapping[str, str]
    walked: frozenset[str]

    @property
    def missed(self) -> Mapping[str, str]:
        """Return the flows that nobody walked."""
        return {flow: words for flow, words in self.flows.items() if flow not in self.walked}

    @property
    def share(self) -> float:
        """Return which part of the flows was walked; a diagram without flows is whole."""
        return 1 - len(self.missed) / len(self.flows) if self.flows else 1.0


def coverage(diagrams: Iterable[Path], walked: Iterable[str]) -> tuple[Coverage, ...]:
    """Return what of each diagram was walked; *walked* names flows as `process/flow`.

    Raises:
        RefusedXml: a diagram cannot be read.
    """
    taken = frozenset(walked)
    return tuple(_covered(file, taken) for file in diagrams)


def _covered(file: Path, taken: frozenset[str]) -> Coverage:
    root = read_xml(file.read_bytes(), str(file))
    flows: dict[str, str] = {}
    walked = set()
    for process in root.iter(f"{BPMN}process"):
        names = {each.get("id", ""): each.get("name", "") for each in process.iter()}
        for flow in process.iter(f"{BPMN}sequenceFlow"):
            ident = flow.get("id", "")
            ends = (flow.get(end, "") for end in ("sourceRef", "targetRef"))
            flows[ident] = " → ".join(names.get(end) or end for end in ends)
            if f"{process.get('id')}/{ident}" in taken:
                walked.add(ident)
    return Coverage(file=file, flows=flows, walked=frozenset(walked))
