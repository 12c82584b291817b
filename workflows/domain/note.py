"""Notes that colleagues write beside a case, and whom they mention in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

LONGEST = 2000
MARK = re.compile(
    r"(?<![A-Za-z0-9._-])[@\uff20]([^\s@\uff20,.;:!?\uff0c\u3002\uff1b\uff1a\uff01\uff1f\u3001]+)"
)


@dataclass(frozen=True, kw_only=True)
class Note:
    """One note; `mentions` are the accounts named in it with an @."""

    id: str
    case_id: str
    author: str
    at: datetime
    text: str
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One note as it stands on the desk of somebody it mentions; `seen_at` is None until they have read it.

    The words of a note that is `damaged` cannot be opened.
    """

    note: Note
    seen_at: datetime | None
    damaged: bool = False


def mentioned(text: str, people: Mapping[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the accounts that *text* mentions and the words after an @ that are nobody.

    *people* maps what can stand after the @ (a login or a name) to the account. A Chinese name needs no space after
    it: of all that begin the word, the longest is meant.
    """
    found, unknown = set(), set()
    for word in MARK.findall(text):
        name = max((each for each in people if each and word.startswith(each)), key=len, default="")
        if name:
            found.add(people[name])
        else:
            unknown.add(word)
    return frozenset(found), frozenset(unknown)
