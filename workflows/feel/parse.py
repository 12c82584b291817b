"""Turning source text into a syntax tree; every refusal names line and column and says what to write."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NoReturn

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedToken, VisitError

from workflows.errors import FeelRefused, FeelSyntaxError
from workflows.feel import nodes as n
from workflows.feel.lexer import FeelLexer, Words
from workflows.feel.limits import LIMITS, exceeded
from workflows.feel.names import NO_TYPES, Declared, KnownNames
from workflows.feel.places import Misplaced, syntax_error
from workflows.feel.temporal_text import parse_temporal
from workflows.feel.values import number

_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ESCAPED: Final = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    '"': '"',
    "\\": "\\",
    "'": "'",
    "/": "/",
    "b": "\b",
    "f": "\f",
}
_CONSTANTS: Final = {"true": True, "false": False, "null": None}


def unescape(text: str, at: int = 0) -> str:
    """Return what a text literal (without its quotes) means."""

    def replace(match: re.Match[str]) -> str:
        digits = match[1] or match[2]
        if digits:
            code = int(digits, 16)
            if code > 0x10FFFF:
                raise Misplaced(at, f"There is no character {digits}.", f"没有编码为 {digits} 的字符。")
            return chr(code)
        return _ESCAPED.get(match[3], "\\" + match[3])

    plain = _ESCAPE.sub(replace, text) if "\\" in text else text
    return (
        plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if "\\u" in text.lower()
        else plain
    )


def _number(token: Token) -> n.Literal:
    at = token.start_pos or 0
    if len(token) > LIMITS.digits:
        raise exceeded("digits")
    value = number(Decimal(str(token)))
    if value is None:
        raise Misplaced(at, "This number is too large.", "数字过大。")
    return n.Literal(at, value)


def _at(token: Token) -> int:
    return token.start_pos or 0


@v_args(inline=True)
class _Build(Transformer[Token, n.Node]):
    """One method for each rule of the grammar."""

    def expression(self, expr: n.Node) -> n.Node:
        return expr

    def any_value(self, dash: Token) -> n.Node:
        return n.UnaryTests(_at(dash), ())

    def unary_tests(self, tests: tuple[n.Node, ...]) -> n.Node:
        first = tests[0]
        if len(tests) == 1 and isinstance(first, n.Call) and first.target == n.Name(first.at, "not"):
            return n.UnaryTests(first.at, first.args, negated=True)
        if len(tests) == 1 and isinstance(first, n.Tests):
            return n.UnaryTests(first.at, first.tests)
        return n.UnaryTests(first.at, tests)

    def disjunction(self, first: n.Node, *rest: n.Node | Token) -> n.Node:
        return self._logic("or", first, rest)

    def conjunction(self, first: n.Node, *rest: n.Node | Token) -> n.Node:
        return self._logic("and", first, rest)

    def _logic(self, word: str, first: n.Node, rest: tuple[n.Node | Token, ...]) -> n.Node:
        return n.Logic(first.at, word, (first, *(item for item in rest if isinstance(item, n.Node))))

    def compare(self, left: n.Node, sign: Token, right: n.Node) -> n.Node:
        return n.Compare(_at(sign), str(sign), left, right)

    def within(self, value: n.Node, word: Token, tests: n.Node) -> n.Node:
        return n.In(_at(word), value, tests.tests if isinstance(tests, n.Tests) else (tests,))

    def between(self, value: n.Node, word: Token, low: n.Node, _and: Token, high: n.Node) -> n.Node:
        return n.Between(_at(word), value, low, high)

    def chain(self, first: n.Node, *rest: n.Node | Token) -> n.Node:
        if not rest:
            return first
        pairs = zip(rest[::2], rest[1::2], strict=True)
        return n.Chain(first.at, first, tuple((str(s), o) for s, o in pairs if isinstance(o, n.Node)))

    def negate(self, sign: Token, operand: n.Node) -> n.Node:
        if isinstance(operand, n.Literal) and isinstance(operand.value, Decimal):
            return n.Literal(_at(sign), -operand.value)
        return n.Negate(_at(sign), operand)

    def instance_of(self, value: n.Node, word: Token, name: Token) -> n.Node:
        return n.InstanceOf(_at(word), value, str(name))

    def path(self, base: n.Node, _dot: Token, name: Token) -> n.Node:
        return n.Path(_at(name), base, str(name))

    def filter(self, base: n.Node, bracket: Token, predicate: n.Node, _end: Token) -> n.Node:
        return n.Filter(_at(bracket), base, predicate)

    def call(self, target: n.Node, _open: Token, arguments: n.Call | None, _end: Token) -> n.Node:
        if arguments is None:
            return n.Call(target.at, target, ())
        return n.Call(target.at, target, arguments.args, arguments.names)

    def positional(self, *args: n.Node | Token) -> n.Node:
        found = tuple(item for item in args if isinstance(item, n.Node))
        return n.Call(found[0].at, found[0], found)

    def named(self, *args: tuple[str, n.Node] | Token) -> n.Node:
        pairs = [item for item in args if isinstance(item, tuple)]
        names = tuple(name for name, _ in pairs)
        values = tuple(value for _, value in pairs)
        if len(set(names)) < len(names):
            raise Misplaced(values[0].at, "A parameter is named twice.", "同一个参数写了两次。")
        return n.Call(values[0].at, values[0], values, names)

    def argument(self, name: Token, _colon: Token, value: n.Node) -> tuple[str, n.Node]:
        return str(name), value

    def number_literal(self, token: Token) -> n.Node:
        return _number(token)

    def string_literal(self, token: Token) -> n.Node:
        return n.Literal(_at(token), unescape(token[1:-1], _at(token)))

    def temporal_literal(self, token: Token) -> n.Node:
        value = parse_temporal(str(token))
        return n.Literal(_at(token), value, str(token) or " " if value is None else "")

    def constant(self, token: Token) -> n.Node:
        return n.Literal(_at(token), _CONSTANTS[str(token)])

    def name(self, token: Token) -> n.Node:
        return n.Name(_at(token), str(token))

    def paren(self, bracket: Token, tests: tuple[n.Node, ...], _end: Token) -> n.Node:
        if len(tests) == 1 and not isinstance(tests[0], n.Comparator):
            return tests[0]
        return n.Tests(_at(bracket), tests)

    def list_literal(self, bracket: Token, items: tuple[n.Node, ...] | None, _end: Token) -> n.Node:
        return n.ListLiteral(_at(bracket), items or ())

    def context_literal(
        self, bracket: Token, entries: tuple[tuple[str, n.Node], ...] | None, _end: Token
    ) -> n.Node:
        keys = [key for key, _ in entries or ()]
        if len(set(keys)) < len(keys):
            raise Misplaced(
                _at(bracket), "An entry of this context is written twice.", "上下文中有重复的键。"
            )
        return n.ContextLiteral(_at(bracket), entries or ())

    def interval(self, start: Token, low: n.Node, _dots: Token, high: n.Node, end: Token) -> n.Node:
        return n.Interval(_at(start), low, high, start.type == "LSQ", end.type == "RSQ")

    def if_then_else(
        self, word: Token, condition: n.Node, _then: Token, yes: n.Node, _else: Token, no: n.Node
    ) -> n.Node:
        return n.If(_at(word), condition, yes, no)

    def for_return(
        self, word: Token, iterations: tuple[n.Iteration, ...], _return: Token, body: n.Node
    ) -> n.Node:
        return n.For(_at(word), iterations, body)

    def quantified(
        self, word: Token, iterations: tuple[n.Iteration, ...], _s: Token, condition: n.Node
    ) -> n.Node:
        return n.Quantified(_at(word), str(word), iterations, condition)

    def function_definition(
        self, word: Token, _open: Token, parameters: tuple[n.Parameter, ...] | None, _end: Token, body: n.Node
    ) -> n.Node:
        return n.FunctionDefinition(_at(word), parameters or (), body)

    def comparator(self, sign: Token, operand: n.Node) -> n.Node:
        return n.Comparator(_at(sign), str(sign), operand)

    def tests(self, *items: n.Node | Token) -> tuple[n.Node, ...]:
        return tuple(item for item in items if isinstance(item, n.Node))

    items = tests

    def entries(self, *items: tuple[str, n.Node] | Token) -> tuple[tuple[str, n.Node], ...]:
        return tuple(item for item in items if isinstance(item, tuple))

    def entry(self, key: Token, _colon: Token, value: n.Node) -> tuple[str, n.Node]:
        return (unescape(key[1:-1], _at(key)) if key.type == "STRING" else str(key)), value

    def parameters(self, *items: n.Parameter | Token) -> tuple[n.Parameter, ...]:
        return tuple(item for item in items if isinstance(item, n.Parameter))

    def parameter(self, name: Token, _colon: Token | None = None, typed: Token | None = None) -> n.Parameter:
        return n.Parameter(_at(name), str(name), None if typed is None else str(typed))

    def iterations(self, *items: n.Iteration | Token) -> tuple[n.Iteration, ...]:
        return tuple(item for item in items if isinstance(item, n.Iteration))

    def iteration(
        self, name: Token, _in: Token, source: n.Node, _dots: Token | None = None, end: n.Node | None = None
    ) -> n.Iteration:
        return n.Iteration(_at(name), str(name), source, end)


@cache
def _grammar() -> Lark:
    """Return the grammar, built when the first expression is read: a program that reads none starts sooner."""
    return Lark(
        files("workflows.feel").joinpath("grammar.lark").read_text(encoding="utf-8"),
        parser="lalr",
        lexer=FeelLexer,
        start=["expression", "unary"],
        transformer=_Build(),
        maybe_placeholders=True,
    )


FEW = 4
"""So many things that could stand there help; a longer list is noise."""
_EXPECTED: Final = {
    "THEN": ("then", "then"),
    "ELSE": ("else", "else"),
    "RETURN": ("return", "return"),
    "SATISFIES": ("satisfies", "satisfies"),
    "RPAR": ("a closing )", "右括号 )"),
    "RSQ": ("a closing ]", "右括号 ]"),
    "RBRACE": ("a closing }", "右括号 }"),
    "IN": ("in", "in"),
    "COLON": ("a colon :", "冒号 :"),
    "NUMBER": ("a value", "一个值"),
}


@lru_cache(maxsize=64)
def _type_names(types: Declared) -> KnownNames:
    """Return the names of types that are more than one word; a model has many expressions and the same types."""
    return KnownNames.of_types(name for name, _ in types)


def parse(source: str, *, unary: bool, names: frozenset[str], types: Declared = NO_TYPES) -> n.Node:
    """Return the syntax tree of an expression or, with unary, of the tests of a decision cell.

    Raises:
        FeelSyntaxError: the source is not FEEL; with line, column and what to write.
        FeelBudgetExceeded: the source is too long or too deeply nested.
    """
    if len(source) > LIMITS.source:
        raise exceeded("source")
    broken = _SURROGATE.search(source)
    if broken is not None:
        raise syntax_error(
            source, broken.start(), "Half a character stands here; remove it.", "此处字符不完整，请删除。"
        )
    if not source.strip():
        raise syntax_error(source, 0, "There is no expression here; write one.", "这里没有表达式，请填写。")
    try:
        words = Words(source, KnownNames(names), _type_names(types))
        tree = _grammar().parse(words, start="unary" if unary else "expression")
    except UnexpectedToken as unexpected:
        raise _explain(source, unexpected) from None
    except Misplaced as refusal:
        raise syntax_error(source, refusal.at, refusal.message, refusal.zh) from None
    except VisitError as wrapped:
        _unwrap(source, wrapped)
    if not isinstance(tree, n.Node):
        raise syntax_error(source, 0, "This is not an expression.", "这不是表达式。")
    return tree


def _unwrap(source: str, wrapped: VisitError) -> NoReturn:
    cause = wrapped.orig_exc
    if isinstance(cause, Misplaced):
        raise syntax_error(source, cause.at, cause.message, cause.zh) from None
    if isinstance(cause, FeelRefused):
        raise cause from None
    raise cause


def _explain(source: str, unexpected: UnexpectedToken) -> FeelSyntaxError:
    expected = [_EXPECTED[name] for name in _EXPECTED if name in unexpected.expected]
    english = " or ".join(words for words, _ in expected) or "the end of the expression"
    chinese = "或".join(words for _, words in expected) or "表达式在此结束"
    token = unexpected.token
    if token.type == "$END":
        end = len(source.rstrip())
        return syntax_error(
            source,
            end,
            f"The expression ends too early; expected {english}.",
            f"表达式不完整，此处还应有{chinese}。",
        )
    few = len(expected) <= FEW
    return syntax_error(
        source,
        token.start_pos or 0,
        f"“{token}” cannot stand here" + (f"; expected {english}." if few else "."),
        f"此处不能写“{token}”" + (f"，应为{chinese}。" if few else "。"),
    )
