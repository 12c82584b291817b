"""The calculator of periods: from a day to a day, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.period import PeriodResult
from workflows.domain.period_rule import Unit
from workflows.domain.permission import Action
from workflows.errors import PeriodLengthRefused, PeriodStartRefused, Refused
from workflows.usecases.app import App
from workflows.web.doors import PageDoor
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import show
from workflows.web.whole_number import whole_number
from workflows.web.words import say

router = APIRouter(include_in_schema=False, route_class=Aside)


@dataclass(frozen=True)
class Asked:
    """The question as it was typed."""

    start: str = ""
    rule: str = ""
    length: str = ""
    unit: str = ""


@router.get("/period", dependencies=[Depends(PageDoor(Action.COMPUTE_PERIOD))])
def period(
    request: Request,
    machine: Machine,
    start: str = "",
    rule: str = "",
    length: str = "",
    unit: str = "",
) -> Response:
    """Show the calculator, and the answer where a question was asked."""
    asked = Asked(start.strip(), rule.strip(), length.strip(), unit.strip())
    law = machine.law("")
    rules = [each for each in law.rules if each.unit is not Unit.HOUR]
    language = language_of(request)
    result, problem = None, ""
    if asked.start:
        try:
            result = _answer(machine, asked)
        except Refused as refused:
            problem = in_words(refused, language)
    if asked.start and result is None and not problem:
        problem = say(language, "period.incomplete")
    sentences = result.explanation.sentences(language) if result else ()
    return show(
        request, "period.html", asked=asked, rules=rules, result=result, sentences=sentences, problem=problem
    )


def _answer(machine: App, asked: Asked) -> PeriodResult | None:
    law = machine.law("")
    length = _length(asked.length)
    start = _day(asked.start)
    if asked.rule:
        return law.held(law.due(asked.rule, start, length=length, unit=asked.unit or None))
    return law.held(law.after(start, length, asked.unit)) if length and asked.unit else None


def _length(typed: str) -> int | None:
    if not typed:
        return None
    number = whole_number(typed)
    if number is None:
        raise PeriodLengthRefused(zh="长度应为不小于 1 的整数；请更正。", length=typed)
    return number


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as broken:
        raise PeriodStartRefused(zh="起算日应写成 2026-01-30 这样的日期；请更正。", start=typed) from broken
