"""Expressions as other tools write them, put into FEEL's own spelling where only one meaning is possible."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_LENGTH = 20_000
_SPACES = re.compile(r"\s{50,}")
_WRAPPED = re.compile(r"^[$#]\{(.*)\}$", re.DOTALL)
_STRING = re.compile(
    r"""("(?:[^"\\]|\\.)*"|(?<!\w)'(?:[^'\\]|\\.)*')"""
)  # no text begins inside "Student's name"
_TEXT = "\ue000{}\ue001"
_TEXT_PLACE = re.compile("\ue000(\\d+)\ue001")
_START = "(?<![\\w.\ue000\ue001])"  # a word is looked at from its start only, or a long one takes its square
_WORD = "[\\w.\ue000\ue001]+"
_METHODS = {
    "contains": "contains",
    "startsWith": "starts with",
    "endsWith": "ends with",
    "matches": "matches",
}
_METHOD = re.compile(rf"{_START}({_WORD})\.(contains|startsWith|endsWith|matches|equals)\(([^()]*)\)")
_ASKED = re.compile(
    r"(?:\b\w+[.:])?(?:getVariable|getData(?:Object|Input|Output)|get(?:Process|Activity|Event)Property)"
    "\\((?:\ue000\\d+\ue001\\s*,\\s*)?\ue000(\\d+)\ue001\\)(?:/text\\(\\))?"
)
_SWAPS = (
    (re.compile(r"^return\b\s*"), ""),
    (re.compile(r"\s*;\s*$"), ""),
    (re.compile(r"\$([^\W\d]\w*)"), r"\1"),
    (re.compile(r"==="), "="),
    (re.compile(r"=="), "="),
    (re.compile(r"!=="), "!="),
    (re.compile(r"&&"), " and "),
    (re.compile(r"\|\|"), " or "),
    (re.compile(r"\bNone\b"), "null"),
    (re.compile(r"\bTrue\b"), "true"),
    (re.compile(r"\bFalse\b"), "false"),
    (re.compile(rf"({_START}[\w.]+|\([^()]*\))\s*%\s*([\w.]+)"), r"modulo(\1, \2)"),
    (re.compile(r"!(?!=)\s*\("), "not("),
    (re.compile(rf"!(?!=)\s*({_WORD}(?:\([^()]*\))?)"), r"not(\1)"),
    (re.compile(r"\bnot\s+(?!\(|empty\b)([\w.]+)"), r"not(\1)"),
)
_WORDS = (
    (re.compile(r"\bstring-length\("), "string length("),
    (re.compile(r"\bstarts-with\("), "starts with("),
    (re.compile(r"\b(true|false)\(\)"), r"\1"),
    (re.compile(rf"{_START}([\w.]+)\.size\(\)"), r"count(\1)"),
    (re.compile(rf"{_START}([\w.]+)\.length\(\)"), r"string length(\1)"),
    (re.compile(rf"{_START}([\w.]+)\.isEmpty\(\)"), r'list contains([null, "", []], \1)'),
    (re.compile(r"\s+eq\s+"), " = "),
    (re.compile(r"\s+ne\s+"), " != "),
    (re.compile(r"\s+gt\s+"), " > "),
    (re.compile(r"\s+ge\s+"), " >= "),
    (re.compile(r"\s+lt\s+"), " < "),
    (re.compile(r"\s+le\s+"), " <= "),
    (re.compile(r"\s+div\s+"), " / "),
    (re.compile(rf"{_START}([\w.]+)\s+mod\s+([\w.]+)"), r"modulo(\1, \2)"),
    (re.compile(r"\bnot\s+empty\s+([\w.]+)"), r'not(list contains([null, "", []], \1))'),
    (re.compile(r"\bempty\s+([\w.]+)"), r'list contains([null, "", []], \1)'),
    (re.compile(r"^([^?]+)\?([^?:]+):([^?:]+)$"), r"if \1 then \2 else \3"),
)


def is_foreign(source: str) -> bool:
    """Tell whether the expression stands in ``${}``: in a language whose names hold no spaces."""
    return _WRAPPED.match(source.strip()) is not None


@lru_cache(maxsize=4096)
def plain_feel(source: str) -> str:
    """Return *source* in FEEL's own spelling: without ``${}`` or a leading ``=``, with ``=`` for ``==``."""
    if len(source) > MAX_LENGTH:
        return source  # whoever reads it refuses it by its length
    text = _SPACES.sub(" ", source.strip())
    wrapped = _WRAPPED.match(text)
    if wrapped:
        text = wrapped.group(1).strip()
    if text.startswith("=") and not text.startswith("=="):
        text = text[1:].strip()
    texts: list[str] = []
    text = _STRING.sub(lambda found: _kept(texts, found.group(1)), text)
    text = _ASKED.sub(lambda found: _asked(texts, found), text)
    text = _METHOD.sub(_method, text)
    for pattern, replacement in (*_SWAPS, *(_WORDS if wrapped else ())):
        text = pattern.sub(replacement, text)
    return _TEXT_PLACE.sub(lambda found: texts[int(found.group(1))], text)


def _kept(texts: list[str], text: str) -> str:
    texts.append(text if text.startswith('"') else '"' + text[1:-1].replace('"', '\\"') + '"')
    return _TEXT.format(len(texts) - 1)


def _asked(texts: list[str], found: re.Match[str]) -> str:
    """Return the fact that a call such as ``execution.getVariable("x")`` asks for, where its name is plain."""
    name = texts[int(found.group(1))][1:-1]
    return name if name.isidentifier() else found.group(0)


def _method(found: re.Match[str]) -> str:
    subject, name, argument = found.groups()
    return f"({subject} = {argument})" if name == "equals" else f"{_METHODS[name]}({subject}, {argument})"
