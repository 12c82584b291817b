"""What a paper of a procedure prints comes from its case, not only from the sample beside its template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workflows.documents import Templates

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = Templates(ROOT / "templates")
WANTED = re.compile(r'name="document" value="([a-z-]+)"|<[^>]*document[^>]*>([a-z-]+)<')
USE = re.compile(r"(?P<before>.{0,40})paper\.(?P<word>lines|due_on|due_reason|content|subject)\b")


def made_by_procedures() -> list[str]:
    """Return the documents that some shipped diagram makes."""
    drawn = (path.read_text("utf-8") for path in (ROOT / "bpmn").rglob("*.bpmn"))
    named = {match[1] or match[2] for text in drawn for match in WANTED.finditer(text)}
    return sorted(named & set(TEMPLATES.ids()))


def bare_uses(document: str) -> list[str]:
    """Return the words about the paper that a template prints although no machine fills them for it."""
    info = TEMPLATES.info(document)
    filled = {"lines"} if info.lines else set()
    filled |= {"due_on", "due_reason"} if info.period else set()
    body = (ROOT / "templates" / document / "body.html.j2").read_text("utf-8")
    return [
        use["word"]
        for use in USE.finditer(body)
        if use["word"] not in filled and not re.search(r"\bor $|\bif $", use["before"])
    ]


def asked_first(document: str) -> set[str]:
    """Return the words that a template prints only where it asks first whether they are there."""
    body = (ROOT / "templates" / document / "body.html.j2").read_text("utf-8")
    return set(re.findall(r"\{% (?:el)?if paper\.(\w+)(?: or [^%]*)? %\}", body)) | set(
        re.findall(r"\{% else %\}\s*\{\{ paper\.(\w+)", body)
    )


@pytest.mark.parametrize("document", made_by_procedures())
def test_a_paper_is_filled_from_its_case(document: str) -> None:
    """Lists, days and contents that only a sample could give would be blank on every real paper."""
    assert set(bare_uses(document)) - asked_first(document) == set()
