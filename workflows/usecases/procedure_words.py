"""What procedure.toml must say, so that a procedure can be listed, shown and published."""

from __future__ import annotations

import tomllib
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workflows.errors import ProcedureFileRefused


class PhaseWords(BaseModel):
    """One phase of a main procedure."""

    model_config = ConfigDict(strict=True)

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    title_en: str = ""


class ProcedureWords(BaseModel):
    """The entries that everything else reads; others are left as they are."""

    model_config = ConfigDict(strict=True)

    title: str = Field(min_length=1)
    title_en: str = ""
    kind: Literal["main", "part"] = "part"
    law: list[str] = Field(default_factory=list)
    phases: list[PhaseWords] = Field(default_factory=list)


def must_say_what_it_is(content: bytes) -> None:
    """Let a procedure.toml pass that can be read.

    Raises:
        ProcedureFileRefused: it is no TOML, or lacks a title, or an entry is not what it must be.
    """
    try:
        ProcedureWords.model_validate(tomllib.loads(content.decode()))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise _refused(str(broken)) from broken
    except ValidationError as broken:
        first = broken.errors()[0]
        raise _refused(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from broken


def _refused(why: str) -> ProcedureFileRefused:
    return ProcedureFileRefused(
        f"procedure.toml cannot be read ({why}); it is kept as it was. Correct it and save again.",
        zh=f"procedure.toml 无法读取（{why}），没有保存；请更正后再保存。",
        file="procedure.toml",
    )
