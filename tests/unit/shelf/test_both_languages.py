"""Chinese first, English complete: every text on the shelf that a person reads stands there in both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from workflows.domain.form import Field, read_form

ROOT = Path(__file__).resolve().parents[3]
SHELF = ROOT / "bpmn"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
HAN = re.compile("[\u4e00-\u9fff]")
DIAGRAMS = sorted(SHELF.rglob("*.bpmn"))
FORMS = sorted(SHELF.rglob("forms/*.json"))
TABLES = sorted(SHELF.rglob("*.dmn"))
WORDS = sorted([*SHELF.rglob("*.toml"), *(ROOT / "templates").rglob("document.toml")])
TWINS = {"zh": "en"} | {
    name: f"{name}_en"
    for name in ("title", "name", "label", "trigger", "at_end", "who", "reason", "words", "at_end")
}
UNTRANSLATED = frozenset({"notices"})
"""Titles of the notices from which a calendar comes: quoted as published, for whoever looks for the source."""


def texts_of(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield what people read at an element of a diagram, each with its English twin."""
    box = element.find(f"{BPMN}extensionElements")
    said = (
        {}
        if box is None
        else {each.get("name", ""): each.get("value", "") for each in box.iter(f"{SPIFF}property")}
    )
    told = None if box is None else box.find(f"{SPIFF}instructionsForEndUser")
    yield element.get("name", ""), said.get("name-en", "")
    yield (told.text or "") if told is not None else "", said.get("instructions-en", "")
    for name in ("law", "no-period"):
        yield said.get(name, ""), said.get(f"{name}-en", "")


def speaks_both(chinese: str, english: str) -> bool:
    """Return whether a text that has Chinese has English too, without a Chinese word left in it."""
    return not HAN.search(chinese) or (bool(english.strip()) and not HAN.search(english))


def place(path: Path) -> str:
    """Return where a file stands, for a test's name."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", DIAGRAMS, ids=place)
def test_every_text_in_a_diagram_speaks_both_languages(path: Path) -> None:
    """Names, instructions, law and reasons for no period stand in each diagram in Chinese and in English."""
    silent = [
        (element.get("id"), chinese)
        for element in etree.parse(str(path)).iter(f"{BPMN}*")
        if element.tag not in {f"{BPMN}participant", f"{BPMN}message", f"{BPMN}signal", f"{BPMN}error"}
        for chinese, english in texts_of(element)
        if not speaks_both(chinese, english)
    ]
    assert silent == []


def test_one_chinese_text_has_one_english_text() -> None:
    """The same reason, article or instruction reads the same in English wherever it stands."""
    found: dict[str, set[str]] = {}
    for path in DIAGRAMS:
        for element in etree.parse(str(path)).iter(f"{BPMN}*"):
            for chinese, english in list(texts_of(element))[1:]:
                found.setdefault(chinese, set()).add(english)
    assert {chinese: english for chinese, english in found.items() if len(english) > 1} == {}


def silent_in(field: Field) -> Iterator[str]:
    """Yield the words of a question, its items and its choices that lack one language."""
    pairs = [(field.label, field.label_en), *((each.label, each.label_en) for each in field.choices)]
    yield from (chinese or english for chinese, english in pairs if not (chinese and english))
    if bool(field.description) != bool(field.description_en):
        yield field.description or field.description_en
    for each in field.items:
        yield from silent_in(each)


def test_every_question_speaks_both_languages() -> None:
    """Each question, each hint and each choice has its Chinese and its English."""
    silent = [
        (place(path), each.path, words)
        for path in FORMS
        for each in read_form(path.stem, path.read_bytes()).fields
        for words in silent_in(each)
    ]
    assert silent == []


@pytest.mark.parametrize("path", TABLES, ids=place)
def test_what_a_table_answers_in_words_speaks_both_languages(path: Path) -> None:
    """Where a decision table answers with a sentence, the column beside it holds the English one in each row."""
    silent = []
    for table in etree.parse(str(path)).iter("{*}decisionTable"):
        names = [each.get("name", "") for each in table.findall("{*}output")]
        for rule in table.findall("{*}rule"):
            cells = [each.findtext("{*}text") or "" for each in rule.findall("{*}outputEntry")]
            row = dict(zip(names, cells, strict=True))
            silent += [
                text
                for name, text in row.items()
                if not speaks_both(text, row.get(f"{name}_en", "").strip('"'))
            ]
    assert silent == []


def silent_words(found: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the Chinese words of a data file whose twin is missing, with the key above them."""
    if isinstance(found, list):
        for each in found:
            yield from silent_words(each, above)
    elif isinstance(found, dict):
        for name, value in found.items():
            twin = found.get(TWINS.get(name, ""), "")
            if isinstance(value, str):
                if name in TWINS and above not in UNTRANSLATED and not speaks_both(value, str(twin)):
                    yield above, value
            else:
                yield from silent_words(value, name)


def test_titles_and_words_in_data_speak_both_languages() -> None:
    """Titles of procedures, packs, phases and papers, and the words of the law's periods, have their English."""
    silent = [
        (place(path), *words)
        for path in WORDS
        for words in silent_words(tomllib.loads(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
