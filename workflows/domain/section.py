"""A section of the case document, and the kinds of text it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(max_length=20_000, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(max_length=120, pattern=r"^[A-Za-z0-9_.:-]+$")]
Money = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)]


@dataclass(frozen=True)
class Personal:
    """Marks a field that says who or where a person is; `sought` ones can be searched for exactly (个人信息)."""

    kind: str
    sought: bool = False


IdNumber = Annotated[Line, Personal("id-number", sought=True)]
Phone = Annotated[Line, Personal("phone", sought=True)]
Address = Annotated[Line, Personal("address")]
BankAccount = Annotated[Line, Personal("account")]
Contact = Annotated[Line, Personal("contact")]
Talk = Annotated[Text, Personal("talk")]
BirthDay = Annotated[date | None, Personal("birth")]


class Section(BaseModel):
    """A part of the case document: frozen, strict about names, lenient about what is not known yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")
