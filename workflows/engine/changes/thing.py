"""A thing that a file is made of, and how two versions of it differ, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Words = tuple[str, str]
"""What is said in English and in Chinese."""
LONGEST = 80
_MARK = "\0"
"""Stands in no XML and in no typed text."""


def reference(ident: str, name: str) -> str:
    """Return the value of a fact that names another thing: compared by its id, shown by its name."""
    return f"{ident}{_MARK}{name or ident}"


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One step, flow, lane, question, column or row: what it is, its name, and what is said of it.

    `facts` are by what they are called, each with its value; a fact without a value is not there. `title` is how a
    sentence names what has no name, such as a row; it is not compared.
    """

    word: Words
    name: str
    facts: Mapping[Words, str] = field(default_factory=dict)
    title: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference between two versions: the file, the element in it, and the sentence in both languages."""

    file: str
    element: str
    message: str
    zh: str


def differences(
    file: str, old: Mapping[str, Thing], new: Mapping[str, Thing], *, ordered: bool
) -> Iterator[Change]:
    """Yield what was removed, added, renamed and said otherwise; and that the order is another, where it matters."""
    for ident, thing in old.items():
        if ident not in new:
            yield _change(file, ident, _said(thing, ident, "Removed the {}.", "删去了{}。"))
    for ident, thing in new.items():
        before = old.get(ident)
        if before is None:
            yield _change(file, ident, _said(thing, ident, "Added the {}.", "增加了{}。"))
        elif before != thing:
            yield from (_change(file, ident, words) for words in _altered(ident, before, thing))
    if ordered and [each for each in old if each in new] != [each for each in new if each in old]:
        yield _change(file, "", ("The order is another.", "先后顺序变了。"))


def _altered(ident: str, old: Thing, new: Thing) -> Iterator[Words]:
    english, chinese = _said(old, ident, "The {}", "{}")
    if old.word != new.word:
        yield f"{english} is a {new.word[0]} now.", f"{chinese}改成了{new.word[1]}。"
    if old.name != new.name:
        named = quoted(new.name)
        yield f"{english} is called {named} now.", f"{chinese}改名为{named}。"
    for label in dict.fromkeys([*old.facts, *new.facts]):
        was, now = old.facts.get(label, ""), new.facts.get(label, "")
        if was.partition(_MARK)[0] != now.partition(_MARK)[0]:
            said, said_zh = _fact(label, was, now)
            yield f"{english}: {said}.", f"{chinese}：{said_zh}。"


def _fact(label: Words, was: str, now: str) -> Words:
    english, chinese = label
    if not was:
        return f"{english} is {quoted(now)} now", f"{chinese}设为{quoted(now)}"
    if not now:
        return f"no {english} any more, it was {quoted(was)}", f"{chinese}清除了，原为{quoted(was)}"
    return (
        f"{english} was {quoted(was)} and is {quoted(now)} now",
        f"{chinese}由{quoted(was)}改为{quoted(now)}",
    )


def _said(thing: Thing, ident: str, english: str, chinese: str) -> Words:
    """Return both patterns with the kind and the name of *thing* in the place of their braces."""
    name = quoted(thing.name or thing.title or ident)
    return english.replace("{}", f"{thing.word[0]} {name}"), chinese.replace("{}", f"{thing.word[1]}{name}")


def _change(file: str, element: str, words: Words) -> Change:
    return Change(file=file, element=element.partition(" ")[0], message=words[0], zh=words[1])


def quoted(text: str) -> str:
    """Return *text* in one line, not too long, in the marks of both languages."""
    plain = " ".join(text.rpartition(_MARK)[2].split())
    return f"“{plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + '…'}”"
