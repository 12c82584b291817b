"""Why a period ends when it ends: every step as data, and the same steps as sentences a party can read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from pydantic import BaseModel, ConfigDict

from workflows.domain.calendar import DayKind, DayReason
from workflows.domain.period_rule import RollOver, StartRule, Unit

ZH_WEEKDAYS = "一二三四五六日"
EN_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ZH_UNITS = {
    Unit.DAY: "日",
    Unit.WORKING_DAY: "个工作日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Unit.HOUR: "小时",
}
ONE_DAY = timedelta(days=1)


class ExcludedSpan(BaseModel):
    """A stretch that the law does not count, from its first to its last uncounted day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: date
    last: date
    zh: str
    en: str


class Explanation(BaseModel):
    """All that is needed to compute the end again, without the rule and without the calendar.

    Day periods: from ``first_counted`` count every day that is in no excluded span. Working days: leave out
    ``skipped`` as well. Months and years: take the corresponding day of ``trigger`` (the month's last day
    where there is none) and add the excluded days. Then, while the day is in ``rolled_over``, take the next.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    title: str
    title_en: str
    article: str
    article_en: str
    source: str
    length: int
    unit: Unit
    start: StartRule
    rollover: RollOver
    trigger: date | datetime
    first_counted: date | datetime
    excluded: tuple[ExcludedSpan, ...] = ()
    skipped: tuple[DayReason, ...] = ()
    month_end: bool = False
    last_counted: date | datetime
    rolled_over: tuple[DayReason, ...] = ()
    last_day: DayReason
    end: date | datetime
    closing: time | None = None
    agreed: bool = False
    outside_force: bool = False
    parameter: bool = False
    unknown_years: tuple[int, ...] = ()
    known_until: date | None = None

    @property
    def provisional(self) -> bool:
        """True when a day was looked at for which no official calendar is published."""
        return bool(self.unknown_years)

    def sentences(self, language: str = "zh") -> tuple[str, ...]:
        """Return the steps as sentences in Chinese (``zh``) or English (``en``)."""
        say = _chinese if language == "zh" else _english
        return tuple(sentence for sentence in say(self) if sentence)


def _chinese(why: Explanation) -> Sequence[str]:
    return (
        _zh_rule(why),
        _zh_start(why),
        *(f"{s.zh}：{s.first} 至 {s.last} 不计入期间。" for s in why.excluded),
        f"其间不计入的休息日共 {len(why.skipped)} 天：{_listed(why.skipped, 'zh')}。" if why.skipped else "",
        _zh_last(why),
        _zh_roll(why),
        _zh_close(why),
        _zh_doubts(why),
    )


def _zh_rule(why: Explanation) -> str:
    name = f"{why.title}（{why.rule}）" if why.rule else why.title
    agreed = "；期间长度另有规定或约定（民法典 204）" if why.agreed else ""
    return f"{name}：{why.length}{ZH_UNITS[why.unit]}。依据：{why.article or '待核实'}{agreed}。"


def _zh_start(why: Explanation) -> str:
    if isinstance(why.first_counted, datetime):
        base = (
            "民诉法解释 125，自次时起算" if why.start is StartRule.NEXT_HOUR else "民法典 201，自该时刻起算"
        )
        return f"起算事由发生于 {_moment(why.trigger)}，自 {_moment(why.first_counted)} 起算（{base}）。"
    return (
        f"起算事由发生于 {_zh_day(why.trigger)}，当日不计入，自次日 {why.first_counted} 起算（民法典 201）。"
    )


def _zh_last(why: Explanation) -> str:
    if isinstance(why.last_counted, datetime):
        return ""
    if why.unit in (Unit.MONTH, Unit.YEAR) and not why.excluded:
        what = "到期月没有对应日，以月末日为最后一日" if why.month_end else "到期月的对应日为最后一日"
        return f"{what}：{_zh_day(why.last_counted)}（民法典 202）。"
    return f"期间的最后一日：{_zh_day(why.last_counted)}。"


def _zh_roll(why: Explanation) -> str:
    if why.rolled_over:
        days = _listed(why.rolled_over, "zh")
        return f"最后一日是法定休假日（{days}），以休假日结束的次日 {_zh_day(why.end)} 为最后一日（民法典 203）。"
    if why.last_day.kind is DayKind.MAKE_UP:
        return f"{_zh_day(why.end)}是{why.last_day.zh}，属于工作日，不顺延。"
    return ""


def _zh_close(why: Explanation) -> str:
    if isinstance(why.end, datetime):
        return f"期间于 {_moment(why.end)} 届满。"
    until = f"当日停止业务活动的时间 {why.closing:%H:%M}" if why.closing else "当日二十四时"
    return f"截止时间为 {why.end} {until}（民法典 203）；期满前交邮的，不算过期（民诉法 85）。"


def _zh_doubts(why: Explanation) -> str:
    parts = []
    if why.provisional:
        years = "、".join(str(year) for year in why.unknown_years)
        parts.append(f"{years} 年的放假安排未收录，只按周末计算，日期为暂定，收录后重新计算")
    if why.outside_force:
        parts.append("起算日不在所收录规定的施行期间内，请核对当时的规定")
    if why.parameter:
        parts.append("该期间由本机构设定或尚待核实，不是已核实的法定期间")
    return "注意：" + "；".join(parts) + "。" if parts else ""


def _english(why: Explanation) -> Sequence[str]:
    return (
        _en_rule(why),
        _en_start(why),
        *(f"{s.en}: {s.first} to {s.last} are not counted." for s in why.excluded),
        f"{len(why.skipped)} rest days left out: {_listed(why.skipped, 'en')}." if why.skipped else "",
        _en_last(why),
        _en_roll(why),
        _en_close(why),
        _en_doubts(why),
    )


def _en_rule(why: Explanation) -> str:
    name = f"{why.title_en} ({why.rule})" if why.rule else why.title_en
    unit = why.unit.value.replace("-", " ") + ("s" if why.length > 1 else "")
    agreed = "; another length was set by law or agreement (Civil Code 204)" if why.agreed else ""
    return f"{name}: {why.length} {unit}. Basis: {why.article_en or 'not confirmed'}{agreed}."


def _en_start(why: Explanation) -> str:
    if isinstance(why.first_counted, datetime):
        next_hour = why.start is StartRule.NEXT_HOUR
        base = "the next full hour, SPC Interpretation 125" if next_hour else "that moment, Civil Code 201"
        first = _moment(why.first_counted)
        return f"It was triggered at {_moment(why.trigger)} and runs from {first} ({base})."
    return (
        f"It was triggered on {_en_day(why.trigger)}; that day is not counted, "
        f"the first day counted is {why.first_counted} (Civil Code 201)."
    )


def _en_last(why: Explanation) -> str:
    if isinstance(why.last_counted, datetime):
        return ""
    if why.unit in (Unit.MONTH, Unit.YEAR) and not why.excluded:
        none = "The month has no corresponding day, so its last day counts"
        what = none if why.month_end else "Corresponding day"
        return f"{what}: {_en_day(why.last_counted)} (Civil Code 202)."
    return f"Last day counted: {_en_day(why.last_counted)}."


def _en_roll(why: Explanation) -> str:
    if why.rolled_over:
        days = _listed(why.rolled_over, "en")
        return f"The last day is a day of rest ({days}); it moves to {_en_day(why.end)} (Civil Code 203)."
    if why.last_day.kind is DayKind.MAKE_UP:
        return f"{_en_day(why.end)} is a {why.last_day.en}, so it does not move."
    return ""


def _en_close(why: Explanation) -> str:
    if isinstance(why.end, datetime):
        return f"It ends at {_moment(why.end)}."
    until = f"at {why.closing:%H:%M}, when business closes" if why.closing else "at 24:00"
    posted = "what is posted before the end is in time (CPL 85)"
    return f"It ends on {why.end} {until} (Civil Code 203); {posted}."


def _en_doubts(why: Explanation) -> str:
    parts = []
    if why.provisional:
        years = ", ".join(str(year) for year in why.unknown_years)
        parts.append(f"no official calendar is held for {years}: only weekends rest, the date is provisional")
    if why.outside_force:
        parts.append("the start lies outside the time for which the rule is known to be in force")
    if why.parameter:
        parts.append("this period is set by the office or not yet verified")
    return "Note: " + "; ".join(parts) + "." if parts else ""


def _zh_day(day: date) -> str:
    return f"{day:%Y-%m-%d}（星期{ZH_WEEKDAYS[day.weekday()]}）"


def _en_day(day: date) -> str:
    return f"{day:%Y-%m-%d} ({EN_WEEKDAYS[day.weekday()]})"


def _moment(moment: date) -> str:
    return f"{moment:%Y-%m-%d %H:%M %z}"


def _listed(days: Sequence[DayReason], language: str) -> str:
    runs: list[list[DayReason]] = []
    for day in days:
        joins = runs and runs[-1][-1].day + ONE_DAY == day.day and runs[-1][-1].zh == day.zh
        runs[-1].append(day) if joins else runs.append([day])
    return ("、" if language == "zh" else ", ").join(_run(run, language) for run in runs)


def _run(run: Sequence[DayReason], language: str) -> str:
    first, last = run[0], run[-1]
    span = f"{first.day}" if first.day == last.day else f"{first.day}~{last.day}"
    return f"{span} {first.zh if language == 'zh' else first.en}"
