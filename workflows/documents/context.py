"""What a paper knows beside the case: who makes it, under which number, on which day, about which item."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A part of the context: frozen and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Body(Part):
    """One body as a paper names it: the committee that makes it, the court or office that receives it."""

    name: str = ""
    short: str = ""
    address: str = ""
    phone: str = ""


class Line(Part):
    """One line of a list that a paper prints: a paper in the dossier, a piece of evidence, a row of a report."""

    title: str = ""
    pages: str = ""
    count: int | None = None
    rate: Decimal | None = None
    required: str = ""
    remark: str = ""


class Mark(Part):
    """One signature on a paper: its place, whose it is, and the handwriting as SVG path data."""

    place: str
    name: str
    path: str


class PaperContext(Part):
    """Everything a paper needs that is not in the case document.

    `item` is the index of the session, follow-up or hand-over that the paper is about (the last one when it
    is None). `lines` are the rows of lists and reports. `sample` prints the mark 示例 at the head. `check` is the
    beginning of the address that the QR code opens. `link` is an address that a letter hands to a party, as text and as
    a QR code, with one-time `codes`; such a letter is never kept. `signatures` are drawn where `sign_place` is.
    """

    organisation: Body = Body()
    court: Body = Body()
    recipient: Body = Body()
    pack: str = ""
    number: str = ""
    case_number: str = ""
    made_on: date | None = None
    made_by: str = ""
    opened_on: date | None = None
    due_on: date | None = None
    due_reason: str = ""
    period_from: date | None = None
    period_to: date | None = None
    subject: str = ""
    content: str = ""
    item: int | None = Field(default=None, ge=0)
    copies: int | None = Field(default=None, ge=1, le=99)
    pages: int | None = Field(default=None, ge=0)
    lines: tuple[Line, ...] = ()
    sample: bool = False
    check: str = ""
    link: str = ""
    codes: tuple[str, ...] = ()
    signatures: tuple[Mark, ...] = ()
