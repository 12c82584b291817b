"""Invented drafts of agreements, sound ones and ones with planted faults, put together from agreement_sayings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from workflows.documents.amount import capitals, figures
from workflows.domain.case import (
    Agent,
    Agreement,
    CaseDocument,
    Claim,
    Instalment,
    Party,
    PartyKind,
    PartyRole,
)

FOLDER = Path(__file__).with_name("agreement_sayings")
SAYINGS: Mapping[str, Any] = tomllib.loads((FOLDER / "sayings.toml").read_text("utf-8"))
FAULTS: Sequence[Mapping[str, Any]] = tomllib.loads((FOLDER / "faults.toml").read_text("utf-8"))["fault"]
BESIDE = [fault for fault in FAULTS if fault.get("beside")]
SIGNED = date(2025, 11, 28)
NUMERALS = "一二三四五六七八九十"
Parts = tuple[tuple[Decimal, date], ...]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One draft: who pays whom, its clauses, and in which way it was handed in (`style`: terms, fields, paper)."""

    kind: str
    title: str
    payer: str
    payee: str
    firm: bool
    total: Decimal
    parts: Parts
    pay: str
    method: str
    breach: str
    ends: str
    style: str
    more: tuple[str, ...] = ()
    signature: str = ""
    agent: str = ""
    minor: bool = False
    signs: bool = True
    row: Mapping[str, Any] = field(default_factory=dict)
    planted: frozenset[str] = frozenset()

    def document(self) -> CaseDocument:
        """Return the case document of the draft."""
        if self.style == "paper":
            return CaseDocument(
                claim=Claim(type=self.kind), agreement=Agreement(signature_kind=self.signature)
            )
        summary = f"双方因{self.title}发生争议，经多次协商未果。"
        return CaseDocument(
            parties=self._parties(),
            claim=Claim(type=self.kind, title=self.title, summary=summary),
            agreement=Agreement(
                agreed_on=SIGNED,
                facts=summary,
                signature_kind=self.signature,
                ends_dispute=self.ends,
                breach=self.breach,
                **self._terms(),
            ),
        )

    def text(self) -> str:
        """Return the whole paper, or "" for a draft in fields."""
        if self.style != "paper":
            return ""
        clauses = [self.pay, self.method, *self.more, self.breach, self.ends]
        whole: str = SAYINGS["paper"].format(
            payer=self.payer,
            payee=self.payee,
            title=self.title,
            ward="，2010年5月出生，未成年" if self.minor else "",
            agent=f"，法定代理人（母亲）{self.agent}" if self.agent else "",
            clauses=_numbered([each for each in clauses if each], "{}、"),
        )
        return whole + (SAYINGS["signs"] if self.signs else "")

    def _parties(self) -> tuple[Party, ...]:
        agent = Agent(name=self.agent, special_authority=False) if self.agent else None
        age = 15 if self.minor else 44
        kind = PartyKind.ORGANISATION if self.firm else PartyKind.PERSON
        head = "丁代表" if self.firm else ""
        return (
            Party(id="p1", role=PartyRole.APPLICANT, name=self.payee, age=age, agent=agent),
            Party(id="p2", role=PartyRole.RESPONDENT, name=self.payer, kind=kind, representative=head),
        )

    def _terms(self) -> dict[str, Any]:
        """Return the terms as they stand in their field, and the plan of performance where there is one."""
        if self.style != "fields":
            lines = [line for line in (self.pay, self.method, *self.more) if line]
            return {"terms": _numbered(lines, "{}.")}
        table = SAYINGS["table"].format(payer=self.payer, payee=self.payee)
        rows = [
            Instalment(payer=self.payer, payee=self.payee, amount=amount, due_on=due, method="银行转账")
            for amount, due in self.parts
        ]
        rows[0] = rows[0].model_copy(update=dict(self.row))
        return {
            "terms": _numbered([table, *self.more], "{}."),
            "amount": self.total,
            "instalments": tuple(rows),
        }


def drafts(seed: int, count: int = 200) -> list[Draft]:
    """Return *count* drafts: a third without faults, the others with one to three."""
    dice = Random(seed)  # noqa: S311 - makes up examples, keeps no secret
    made: list[Draft] = []
    while len(made) < count:
        draft, faults = sound(dice), len(made) % 3 and dice.choice([1, 1, 2, 3])
        for number in range(faults):
            fault = dice.choice(BESIDE) if number else FAULTS[len(made) * 7 % len(FAULTS)]
            draft = plant(dice, draft, fault)
        if draft.planted or not faults:
            made.append(draft)
    return made


def sound(dice: Random) -> Draft:
    """Return a draft without faults."""
    kind = dice.choice(list(SAYINGS["kinds"]))
    dispute = SAYINGS["kinds"][kind]
    firm = dispute.get("firm", False) or dice.random() < 0.3
    people = SAYINGS["people"]
    names = {"payer": dice.choice(SAYINGS["firms"] if firm else people[:5]), "payee": dice.choice(people[5:])}
    total = Decimal(dice.randrange(20, 900) * 100) + dice.choice([Decimal(0), Decimal("50.50"), Decimal(8)])
    parts = _split(dice, total, dice.choice([1, 1, 2, 3]))
    chosen = {each: dice.choice(SAYINGS[each]).format(**names) for each in ("method", "breach", "ends")}
    works = [each.format(**names) for each in dispute.get("works", ()) if dice.random() < 0.3]
    return Draft(
        **names,
        **chosen,
        kind=kind,
        title=dispute["title"],
        firm=firm,
        total=total,
        parts=parts,
        pay=_pay(dice, names | {"what": dispute["what"]}, total, parts),
        style=dice.choice(["terms", "fields", "paper", "paper", "terms"]),
        more=tuple(works[:1]),
        signature=dice.choice(["wet", "fingerprint", "electronic", ""]),
    )


def plant(dice: Random, draft: Draft, fault: Mapping[str, Any]) -> Draft:
    """Return *draft* with the *fault* in it, or as it is where this kind of draft cannot have it."""
    in_rows = draft.style == "fields" and "row" in fault
    if draft.style == "fields" and not {"row", "more", "shift"} & fault.keys():
        return draft
    changes = _changes(dice, draft, fault)
    if in_rows:
        empty = {name: None if value is False else value for name, value in fault["row"].items()}
        changes["row"] = {**draft.row, **empty}
    elif "more" in fault:
        changes["more"] = (*draft.more, dice.choice(fault["more"]).format(**_words(dice, draft)))
    if fault.get("alone"):
        changes["more"] = ()
    return replace(draft, **changes, planted=draft.planted | frozenset(fault["rules"]))


def _changes(dice: Random, draft: Draft, fault: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the *fault* says instead of the clauses and particulars of *draft*."""
    words = _words(dice, draft)
    said = {name: fault[name].format(**words) for name in ("method", "breach", "ends") if name in fault}
    changes = {**fault.get("set", {}), **said}
    if fault.get("fields") and draft.style == "paper":
        changes["style"] = "terms"
    if "kinds" in fault:
        changes["kind"], changes["title"] = dice.choice(fault["kinds"])
    if "pay" in fault:
        changes["pay"] = dice.choice(fault["pay"]).format(**words)
    if "shift" in fault:
        parts = _split(dice, draft.total, 3)
        wrong = ((parts[0][0] + fault["shift"], parts[0][1]), *parts[1:])
        names = {"payer": draft.payer, "payee": draft.payee, "what": "赔偿款"}
        changes |= {"parts": wrong, "pay": _pay(dice, names, draft.total, wrong)}
    return changes


def _words(dice: Random, draft: Draft) -> dict[str, str]:
    money, total = partial(_money, dice), draft.total
    half = (total / 2).quantize(Decimal(100))
    return {
        "payer": draft.payer,
        "payee": draft.payee,
        "plain": f"{total:f}",
        "total": money(total),
        "wrong": capitals(total + dice.choice([1000, 90, 10000])),
        "half": money(half),
        "other": money(total - half),
        "rest": f"{total - 900:f}",
        "above": money(total + 13),
    }


def _pay(dice: Random, words: Mapping[str, str], total: Decimal, parts: Parts) -> str:
    """Return the clause that promises *total* in *parts*."""
    whole = _money(dice, total)
    if len(parts) == 1:
        once: str = dice.choice(SAYINGS["once"])
        return once.format(**words, total=whole, due=_day(dice, parts[0][1]))
    listed = "；".join(
        SAYINGS["part"].format(n=NUMERALS[n], due=_day(dice, due), amount=_money(dice, amount))
        for n, (amount, due) in enumerate(parts)
    )
    clause: str = SAYINGS["parts"]
    return clause.format(**words, total=whole, count=NUMERALS[len(parts) - 1], listed=listed)


def _money(dice: Random, amount: Decimal) -> str:
    """Return an amount in figures and words, in one of the ways people write it."""
    said: str = dice.choice(SAYINGS["money"])
    return said.format(plain=f"{amount:f}", words=capitals(amount), figures=figures(amount))


def _day(dice: Random, when: date) -> str:
    said: str = dice.choice(SAYINGS["day"])
    return said.format(y=when.year, m=when.month, d=when.day)


def _split(dice: Random, total: Decimal, count: int) -> Parts:
    """Return *total* in *count* parts with days."""
    part = (total / count).quantize(Decimal(100))
    days = [SIGNED + timedelta(days=20 * (number + 1) + dice.randrange(9)) for number in range(count)]
    return (*((part, day) for day in days[:-1]), (total - part * (count - 1), days[-1]))


def _numbered(lines: Sequence[str], sign: str) -> str:
    marks = NUMERALS if "、" in sign else [str(n) for n in range(1, 20)]
    return "\n".join(sign.format(mark) + line for mark, line in zip(marks, lines, strict=False))
