"""A section of the case document, and the kinds of text it holds."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(max_length=20_000, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(max_length=120, pattern=r"^[A-Za-z0-9_.:-]+$")]
Money = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)]


class Section(BaseModel):
    """A part of the case document: frozen, strict about names, lenient about what is not known yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")
