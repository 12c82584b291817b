"""Cutting source text into the words of FEEL; this is where names with spaces and open ranges are told apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from lark import Token
from lark.lexer import Lexer, LexerState

from workflows.feel.hints import hint
from workflows.feel.limits import LIMITS, exceeded
from workflows.feel.names import RESERVED, WORD, KnownNames, is_plain, normal, sequence, type_end
from workflows.feel.places import syntax_error

_SPACE: Final = re.compile(r"(?:\s+|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)+")
_NUMBER: Final = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TEMPORAL: Final = re.compile(r'@\s*"([^"\\]*)"')
_INSTANCE_OF: Final = re.compile(r"instance\s+of\b")
_KEY: Final = re.compile(r"([^\s:,{}()\[\]\"][^:,{}()\[\]\"]*):")
_ARGUMENT: Final = re.compile(r"([^\W\d][^:,{}()\[\]\"]*):")
_STOPPERS: Final = re.compile(
    r"\s*(?:[,)\]}=]|$|!=|\.(?![0-9])|(?:and|or|then|else|return|satisfies|in|instance\s+of)\b)"
)
_SIGNS: Final = {
    "..": "DOTS",
    "**": "POWER",
    "<=": "CMP",
    ">=": "CMP",
    "!=": "CMP",
    "=": "CMP",
    "<": "CMP",
    ">": "CMP",
    "+": "PLUS",
    "-": "MINUS",
    "*": "STAR",
    "/": "SLASH",
    ".": "DOT",
    ",": "COMMA",
    ":": "COLON",
    "(": "LPAR",
    ")": "RPAR",
    "[": "LSQ",
    "]": "RSQ",
    "{": "LBRACE",
    "}": "RBRACE",
}
_ENDS_OPERAND: Final = frozenset(
    {"NAME", "NUMBER", "STRING", "TEMPORAL", "CONSTANT", "RPAR", "RSQ", "RBRACE", "OPEN_END", "TYPE"}
)
_WRONG: Final = ("==", "&&", "||", "/*")


class _Bracket:
    __slots__ = ("dots", "kind")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.dots = False


class Words:
    """The words of one source text, read once from left to right."""

    def __init__(self, source: str, known: KnownNames, types: KnownNames) -> None:
        self._source = source
        self._known = known
        self._types = types
        self._at = 0
        self._last = ""
        self._last_text = ""
        self._open: list[_Bracket] = [_Bracket("")]
        self._count = 0
        self._readers: tuple[Callable[[], Token | None], ...] = (
            self._labelled,
            self._type,
            self._name,
            self._literal,
            self._sign,
        )

    def __iter__(self) -> Iterator[Token]:
        """Yield every word; raises FeelSyntaxError or FeelBudgetExceeded."""
        self._skip()
        while self._at < len(self._source):
            self._count += 1
            if self._count > LIMITS.tokens:
                raise exceeded("tokens")
            token = self._next()
            self._last, self._last_text = token.type, str(token)
            yield token
            self._skip()

    def _skip(self) -> None:
        space = _SPACE.match(self._source, self._at)
        if space is not None:
            self._at = space.end()

    def _next(self) -> Token:
        for reader in self._readers:
            token = reader()
            if token is not None:
                return token
        message, zh = hint(self._source, self._at)
        raise syntax_error(self._source, self._at, message, zh)

    def _token(self, kind: str, end: int, text: str | None = None) -> Token:
        token = Token(kind, self._source[self._at : end] if text is None else text, start_pos=self._at)
        self._at = end
        return token

    def _labelled(self) -> Token | None:
        """Read what stands before a colon: a context key, an argument name or a parameter."""
        bracket = self._open[-1].kind
        if bracket == "params" and self._last in {"LPAR", "COMMA"}:
            end = sequence(self._source, self._at)
            return (
                self._token("PARAMETER", end, normal(self._source[self._at : end]))
                if end > self._at
                else None
            )
        if bracket == "{" and self._last in {"LBRACE", "COMMA"}:
            return self._label(_KEY, "KEY")
        if bracket == "call" and self._last in {"LPAR", "COMMA"}:
            return self._label(_ARGUMENT, "ARGUMENT")
        return None

    def _label(self, pattern: re.Pattern[str], kind: str) -> Token | None:
        match = pattern.match(self._source, self._at)
        if match is None:
            return None
        name = normal(match[1])
        if kind == "KEY":
            self._known.add(name)
        return self._token(kind, match.end(1), name)

    def _type(self) -> Token | None:
        wanted = self._last == "INSTANCE_OF" or (self._last == "COLON" and self._open[-1].kind == "params")
        end = type_end(self._source, self._at, self._types) if wanted else self._at
        return self._token("TYPE", end, normal(self._source[self._at : end])) if end > self._at else None

    def _name(self) -> Token | None:
        source, at = self._source, self._at
        known = self._known.end(source, at)
        word = WORD.match(source, at)
        if self._last != "DOT" and word is not None and known <= word.end():
            if word[0] in RESERVED:
                return self._token(RESERVED[word[0]], word.end())
            instance_of = _INSTANCE_OF.match(source, at)
            if instance_of is not None:
                return self._token("INSTANCE_OF", instance_of.end())
        if source[at] == "?":
            return self._token("NAME", at + 1)
        end = max(known, sequence(source, at))
        return self._token("NAME", end, normal(source[at:end])) if end > at else None

    def _literal(self) -> Token | None:
        for kind, pattern in (("NUMBER", _NUMBER), ("STRING", _STRING), ("TEMPORAL", _TEMPORAL)):
            match = pattern.match(self._source, self._at)
            if match is not None:
                text = match[1] if kind == "TEMPORAL" else match[0]
                token = self._token(kind, match.end(), text)
                if kind == "STRING" and self._open[-1].kind == "{" and self._last in {"LBRACE", "COMMA"}:
                    self._learn_key(text[1:-1])
                return token
        return None

    def _learn_key(self, key: str) -> None:
        """Learn the key of a context; one such as "docking.reply" must not hide the path case.docking.reply."""
        parts = key.split(".")
        if len(parts) == 1 or not all(map(is_plain, parts)):
            self._known.add(key)

    def _sign(self) -> Token | None:
        two = self._source[self._at : self._at + 2]
        if two in _WRONG:
            return None
        text = two if two in _SIGNS else two[0]
        kind = _SIGNS.get(text)
        if kind is None:
            return None
        return self._token(self._bracketed(kind), self._at + len(text))

    def _bracketed(self, kind: str) -> str:
        if kind == "DOTS":
            self._open[-1].dots = True
        elif kind in {"LPAR", "LBRACE", "LSQ"}:
            return self._opening(kind)
        elif kind == "RSQ" and self._last not in _ENDS_OPERAND and self._last != "LSQ":
            self._push("[")
            return "OPEN_START"
        elif kind in {"RPAR", "RSQ", "RBRACE"} and len(self._open) > 1:
            self._open.pop()
        return kind

    def _opening(self, kind: str) -> str:
        operand = self._last in _ENDS_OPERAND
        if kind == "LSQ" and operand and self._open[-1].dots and _STOPPERS.match(self._source, self._at + 1):
            self._open.pop()
            return "OPEN_END"
        if kind == "LPAR":
            self._push("call" if operand else "params" if self._last == "FUNCTION" else "(")
        else:
            self._push("{" if kind == "LBRACE" else "[")
        return kind

    def _push(self, kind: str) -> None:
        if len(self._open) > LIMITS.nesting:
            raise exceeded("nesting")
        self._open.append(_Bracket(kind))


class FeelLexer(Lexer):
    """The door by which lark takes words that are already cut."""

    __future_interface__ = 2

    def __init__(self, lexer_conf: object) -> None:
        """Take the configuration lark hands over; nothing in it is needed."""

    def lex(self, lexer_state: LexerState, parser_state: object) -> Iterator[Token]:  # noqa: ARG002 - lark's call
        """Yield the words given to parse."""
        words: Words = lexer_state.text  # type: ignore[assignment]
        return iter(words)
