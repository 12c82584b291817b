"""The catalogues of words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workflows.domain.permission import Action
from workflows.web.words import LANGUAGES, catalogue, chosen_language, knows, say

ROOT = Path(__file__).parents[3]
WEB = ROOT / "workflows" / "web"
NOTED = re.compile(r'(?:kind=|\bFact\(|\bnote\([^()"]*)"([A-Z][A-Za-z]+)"')
USED = re.compile(r"""\bt\(\s*'([a-z0-9_.-]+)'\s*[,)]""")
SAID = re.compile(r"""\bsay\([^,]+,\s*"([a-z0-9_.-]+)"[,)]""")
HOLES = re.compile(r"{(\w+)}")


def test_both_languages_have_the_same_words() -> None:
    """Whatever is said in Chinese is said in English, and the other way round."""
    assert set(catalogue("zh")) == set(catalogue("en"))


def holes(language: str) -> dict[str, set[str]]:
    """What is filled into each sentence of a language."""
    return {key: set(HOLES.findall(words)) for key, words in catalogue(language).items()}


def test_both_languages_say_the_same_things() -> None:
    """What is filled into a sentence stands in both languages, and neither is empty."""
    assert holes("zh") == holes("en")
    empty = [key for each in LANGUAGES for key, words in catalogue(each).items() if not words.strip()]
    assert empty == []


def test_every_word_used_is_there() -> None:
    """No page asks for words that no catalogue has."""
    pages = {key for page in WEB.rglob("*.html") for key in USED.findall(page.read_text("utf-8"))}
    code = {key for file in WEB.rglob("*.py") for key in SAID.findall(file.read_text("utf-8"))}
    assert pages
    assert code
    assert pages | code <= set(catalogue("zh"))


def test_chinese_is_not_left_in_english() -> None:
    """The English catalogue is English; only the product's own name is Chinese."""
    chinese = {key for key, words in catalogue("en").items() if re.search(r"[\u4e00-\u9fff]", words)}
    assert chinese == {"product.footer"}


def test_an_unknown_word_is_an_error() -> None:
    """A forgotten word is noticed when the page is made, not by a reader."""
    with pytest.raises(KeyError):
        say("zh", "no.such.word")


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        (None, "", "zh"),
        (None, "en-GB,en;q=0.9", "en"),
        (None, "zh-CN,en;q=0.5", "zh"),
        ("en", "zh-CN", "en"),
        ("zh", "en", "zh"),
        ("fr", "de", "zh"),
    ],
)
def test_the_language_is_chosen(asked: str | None, accepted: str, expected: str) -> None:
    """What was switched to goes first, then what the browser prefers, then Chinese."""
    assert chosen_language(asked, accepted) == expected


@pytest.mark.parametrize(("count", "words"), [(0, "0 tasks"), (1, "1 task"), (2, "2 tasks")])
def test_one_thing_is_called_one_thing(count: int, words: str) -> None:
    """English says “1 task” and “2 tasks”; Chinese needs no second word."""
    assert say("en", "desk.lines", count=count) == words
    assert say("zh", "desk.lines", count=count) == f"{count} 项"


def test_the_auditor_reads_words_and_no_code() -> None:
    """Whatever is asked of Hewei, and whatever is noted of a person or a case, has words in the audit."""
    folders = (ROOT / "workflows" / "usecases", ROOT / "tasks")
    code = "\n".join(file.read_text("utf-8") for folder in folders for file in folder.rglob("*.py"))
    noted = {*NOTED.findall(code), *(action.value for action in Action)}
    assert {word for word in noted if not knows(f"fact.{word}") and not knows(f"audit.word.{word}")} == set()
    assert {"SignedIn", "FormSubmitted", "read-case"} <= noted
