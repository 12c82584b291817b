"""A scenario: the life of a case in sentences, read from a YAML file that a mediator can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

import yaml

from workflows.errors import UnreadableScenario

CHINESE = {
    "名称": "name",
    "英文名称": "name_en",
    "辖区": "pack",
    "程序": "procedure",
    "立案日": "opened",
    "经办": "opened_by",
    "机构": "org",
    "说明": "note",
    "依据": "source",
    "核对": "checks",
    "步骤": "steps",
    "已知": "known",
    "提交": "submit",
    "由": "by",
    "填写": "with",
    "过了": "after",
    "到": "on",
    "收到": "message",
    "应当": "expect",
    "应被拒绝": "refused",
    "待办": "tasks",
    "期限": "deadlines",
    "告知": "told",
    "文书": "papers",
    "状态": "status",
    "阶段": "phase",
    "案情": "document",
    "送达": "letters",
    "故障": "incidents",
    "退回": "send_back",
    "撤回": "withdraw",
    "转办": "hand_over",
    "委派": "delegate",
    "挂起": "suspend",
    "中止": "suspend",
    "恢复": "resume",
    "延长": "extend",
    "催办": "urge",
    "抄送": "copy",
    "补记": "note_suit",
    "转到": "move",
    "公布日历": "publish_calendar",
    "日历公布至": "calendars_until",
}
BESIDE = (
    "send_back",
    "withdraw",
    "hand_over",
    "delegate",
    "suspend",
    "resume",
    "extend",
    "urge",
    "copy",
    "note_suit",
    "move",
    "publish_calendar",
)
"""What people do beside the diagram, and what happens to the law meanwhile."""

VERBS = ("submit", "after", "on", "message", *BESIDE, "expect")
KNOWN = frozenset(CHINESE.values())
EXPECTED = frozenset(
    {"tasks", "deadlines", "told", "papers", "status", "phase", "document", "letters", "incidents"}
)


@dataclass(frozen=True, kw_only=True)
class ScenarioStep:
    """One sentence: a verb, what it applies to, by whom and with what; `number` counts from one."""

    number: int
    verb: str
    what: Any
    by: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One life of a case: where, by which procedure, from which day, and its steps."""

    file: str
    name: str
    pack: str
    procedure: str
    opened: date
    opened_by: str = ""
    org: str = ""
    known: Mapping[str, Any] = field(default_factory=dict)
    checks: Sequence[str] = ()
    calendars_until: int | None = None
    steps: tuple[ScenarioStep, ...] = ()


def read_scenario(text: str | bytes, file: str = "") -> Scenario:
    """Return the scenario that *text* (YAML) tells.

    Raises:
        UnreadableScenario: it is not YAML, a word is unknown, or a step has no verb; file and step are named.
    """
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as broken:
        raise _unreadable(file, f"it is not YAML ({broken})", f"不是有效的 YAML（{broken}）") from broken
    if not isinstance(raw, dict):
        raise _unreadable(file, "it says nothing", "内容为空")
    words = _english(raw, file)
    missing = [key for key in ("name", "pack", "procedure", "opened", "steps") if key not in words]
    if missing:
        raise _unreadable(file, f"it lacks {', '.join(missing)}", f"缺少 {'、'.join(missing)}")
    return Scenario(
        file=file,
        name=str(words["name"]),
        pack=str(words["pack"]),
        procedure=str(words["procedure"]),
        opened=_day(words["opened"], file),
        opened_by=str(words.get("opened_by", "")),
        org=str(words.get("org", "")),
        known=words.get("known") or {},
        checks=tuple(map(str, words.get("checks") or ())),
        calendars_until=int(words["calendars_until"]) if words.get("calendars_until") else None,
        steps=tuple(_step(number, step, file) for number, step in enumerate(words["steps"], start=1)),
    )


def _english(raw: Mapping[str, Any], file: str) -> dict[str, Any]:
    words: dict[str, Any] = {}
    for key, value in raw.items():
        word = CHINESE.get(str(key), str(key))
        if word not in KNOWN:
            raise _unknown(file, str(key))
        words[word] = value
    return words


def _unknown(file: str, word: str) -> UnreadableScenario:
    """Return the refusal of *word* with the one that may be meant, or with all there are."""
    near = get_close_matches(word, [*CHINESE, *KNOWN], 1, cutoff=0.5)
    if near:
        said, said_zh = f"; did you mean {near[0]!r}?", f"，是否应为 {near[0]!r}？"
    else:
        said, said_zh = f"; there are {', '.join(sorted(KNOWN))}", f"；可用的有：{'、'.join(CHINESE)}"
    return _unreadable(file, f"the word {word!r} is unknown{said}", f"不认识的词 {word!r}{said_zh}")


def _step(number: int, raw: Any, file: str) -> ScenarioStep:
    if not isinstance(raw, dict):
        raise _unreadable(file, f"step {number} is no mapping", f"第 {number} 步不是键值")
    words = _english(raw, file)
    verb = next((each for each in VERBS if each in words), "")
    if not verb:
        raise _unreadable(file, f"step {number} does nothing", f"第 {number} 步没有动作")
    expect = _english(words.get("expect") or {}, file)
    if wrong := set(expect) - EXPECTED:
        raise _unreadable(
            file, f"step {number} expects unknown {wrong}", f"第 {number} 步的期望不认识：{wrong}"
        )
    return ScenarioStep(
        number=number,
        verb=verb,
        what=words[verb],
        by=str(words.get("by", "")),
        answers=words.get("with") or {},
        expect=expect,
        refused=str(words.get("refused", "")),
        note=str(words.get("note", "")),
    )


def _day(value: Any, file: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as broken:
        raise _unreadable(file, f"{value!r} is no date", f"{value!r} 不是日期") from broken


def _unreadable(file: str, says: str, zh: str) -> UnreadableScenario:
    return UnreadableScenario(
        f"The scenario {file} cannot be read: {says}.", zh=f"场景 {file} 无法读取：{zh}。", file=file
    )
