"""The builtin functions of FEEL, one module a topic; importing this package registers them all."""

from __future__ import annotations

from typing import Final

from workflows.feel.builtins import (
    contexts,
    conversion,
    lists,
    logic,
    numbers,
    ordering,
    ranges,
    strings,
    temporal,
)

ALL: Final = (contexts, conversion, lists, logic, numbers, ordering, ranges, strings, temporal)
