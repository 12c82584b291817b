"""One drawn element of a procedure, as pages and checks name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Element:
    """A node of a diagram: `kind` is BPMN's own word (userTask), `line` its place in `file`.

    `after` are the ids that its flows reach; `attached_to` is the host of a boundary event.
    """

    id: str
    name: str = ""
    name_en: str = ""
    kind: str = ""
    process: str = ""
    lane: str = ""
    lane_name: str = ""
    lane_name_en: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    file: str = ""
    attached_to: str = ""
    after: tuple[str, ...] = ()
