"""Closures for arithmetic, and/or, comparisons, in, between, instance of, if and unary tests."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from workflows.feel import nodes as n
from workflows.feel.arithmetic import arithmetic, negate
from workflows.feel.comparing import ORDERS, SIMPLE, comparable, describe, equal, includes, member, order
from workflows.feel.limits import Run
from workflows.feel.places import Misplaced
from workflows.feel.scope import Lexical, Scope, Thunk, compile_node, compiles
from workflows.feel.types import is_instance, parse_type
from workflows.feel.values import CTX, Range, kind, lift, number

Test = Callable[[Scope, object], bool | None]


@compiles(n.Negate)
def _negate(node: n.Negate, lexical: Lexical) -> Thunk:
    operand = compile_node(node.operand, lexical)
    return lambda scope: negate(operand(scope))


@compiles(n.Chain)
def _chain(node: n.Chain, lexical: Lexical) -> Thunk:
    first = compile_node(node.first, lexical)
    rest = [(sign, compile_node(operand, lexical), operand.at) for sign, operand in node.rest]
    if len(rest) == 1 and rest[0][0] in _QUICK:
        return _quick(first, *rest[0])

    def chain(scope: Scope) -> object:
        value = first(scope)
        for sign, operand, at in rest:
            value = _join(sign, value, operand(scope), at, scope.run)
        return value

    return chain


_QUICK = {"+": CTX.add, "-": CTX.subtract, "*": CTX.multiply}


def _quick(first: Thunk, sign: str, second: Thunk, at: int) -> Thunk:
    compute = _QUICK[sign]

    def quick(scope: Scope) -> object:
        left, right = first(scope), second(scope)
        if type(left) is Decimal and type(right) is Decimal:
            return number(compute(left, right))
        return _join(sign, left, right, at, scope.run)

    return quick


def _join(sign: str, left: object, right: object, at: int, run: Run) -> object:
    value = arithmetic(sign, left, right, run)
    if value is None and run.warnings is not None:
        run.warn(
            "no-arithmetic",
            f"{kind(left)} {sign} {kind(right)} has no value.",
            f"{kind(left)} {sign} {kind(right)} 没有结果。",
            at,
        )
    return value


@compiles(n.Logic)
def _logic(node: n.Logic, lexical: Lexical) -> Thunk:
    operands = [compile_node(operand, lexical) for operand in node.operands]
    decisive = node.word == "or"

    def logic(scope: Scope) -> object:
        answer: bool | None = not decisive
        for operand in operands:
            value = operand(scope)
            if value is decisive:
                return decisive
            if value is not (not decisive):
                answer = None
        return answer

    return logic


@compiles(n.Compare)
def _compare(node: n.Compare, lexical: Lexical) -> Thunk:
    left, right = compile_node(node.left, lexical), compile_node(node.right, lexical)
    if node.sign in {"=", "!="}:
        return _equality(left, right, node.at, wanted=node.sign == "=")
    sign, at, test = node.sign, node.at, ORDERS[node.sign]

    def compare(scope: Scope) -> object:
        a, b = left(scope), right(scope)
        if type(a) is Decimal and type(b) is Decimal:
            return test(a, b)
        return _ordered(sign, a, b, at, scope.run)

    return compare


def _ordered(sign: str, left: object, right: object, at: int, run: Run) -> bool | None:
    if not comparable(left, right):
        if run.warnings is not None:
            run.warn("not-comparable", *describe(left, right), at)
        return None
    return order(sign, left, right)


def _equality(left: Thunk, right: Thunk, at: int, *, wanted: bool) -> Thunk:
    def equality(scope: Scope) -> object:
        a, b = left(scope), right(scope)
        if type(a) is type(b) and type(a) in SIMPLE:
            return (a == b) is wanted
        same = equal(a, b, scope.run)
        if same is None:
            if scope.run.warnings is not None:
                scope.run.warn("not-comparable", *describe(a, b), at)
            return None
        return same is wanted

    return equality


@compiles(n.Between)
def _between(node: n.Between, lexical: Lexical) -> Thunk:
    value, low, high = (compile_node(part, lexical) for part in (node.value, node.low, node.high))
    at = node.at

    def between(scope: Scope) -> object:
        found = value(scope)
        above = _ordered("<=", low(scope), found, at, scope.run)
        below = _ordered("<=", found, high(scope), at, scope.run)
        if above is False or below is False:
            return False
        return None if above is None or below is None else True

    return between


@compiles(n.In)
def _in(node: n.In, lexical: Lexical) -> Thunk:
    value = compile_node(node.value, lexical)
    tests = [_membership(test, lexical) for test in node.tests]

    def within(scope: Scope) -> object:
        found = value(scope)
        answer: bool | None = False
        for test in tests:
            outcome = test(scope, found)
            if outcome is True:
                return True
            answer = None if outcome is None else answer
        return answer

    return within


def _membership(node: n.Node, lexical: Lexical) -> Test:
    if isinstance(node, n.Comparator):
        return _signed(node, lexical)
    thunk, at = compile_node(node, lexical), node.at

    def test(scope: Scope, value: object) -> bool | None:
        of = thunk(scope)
        answer = member(value, of, scope.run)
        if answer is None:
            scope.run.warn("not-comparable", *describe(value, of), at)
        return answer

    return test


def _signed(node: n.Comparator, lexical: Lexical) -> Test:
    operand, sign, at = compile_node(node.operand, lexical), node.sign, node.at

    def test(scope: Scope, value: object) -> bool | None:
        other = operand(scope)
        if sign not in {"=", "!="}:
            return _ordered(sign, value, other, at, scope.run)
        same = equal(value, other, scope.run)
        return None if same is None else same is (sign == "=")

    return test


@compiles(n.InstanceOf)
def _instance_of(node: n.InstanceOf, lexical: Lexical) -> Thunk:
    value, wanted = compile_node(node.value, lexical), parse_type(node.type, lexical.found.types)
    if wanted is None:
        raise Misplaced(node.at, f"There is no type “{node.type}”.", f"没有“{node.type}”这种类型。")
    return lambda scope: is_instance(value(scope), wanted, scope.run)


@compiles(n.If)
def _if(node: n.If, lexical: Lexical) -> Thunk:
    condition, yes, no = (compile_node(part, lexical) for part in (node.condition, node.yes, node.no))
    return lambda scope: yes(scope) if condition(scope) is True else no(scope)


@compiles(n.UnaryTests)
def _unary(node: n.UnaryTests, lexical: Lexical) -> Thunk:
    tests = [_cell(test, lexical) for test in node.tests]
    negated = node.negated

    def unary(scope: Scope) -> object:
        if not tests:
            return True
        value = lift(scope.vars.get("?"), scope.run)
        answer: bool | None = False
        for test in tests:
            outcome = test(scope, value)
            if outcome is True:
                return not negated
            answer = None if outcome is None else answer
        return answer if answer is None or not negated else True

    return unary


def _cell(node: n.Node, lexical: Lexical) -> Test:
    if isinstance(node, n.Comparator):
        return _signed(node, lexical)
    thunk = compile_node(node, lexical)
    own = n.mentions(node, "?") and not isinstance(node, n.Name)  # the sign alone names the value

    def test(scope: Scope, value: object) -> bool | None:
        found = thunk(scope)
        if isinstance(found, bool) and (own or not isinstance(value, bool)):
            return found
        if isinstance(found, Range):
            return found == value if isinstance(value, Range) else includes(found, value)
        return member(value, found, scope.run)

    return test
