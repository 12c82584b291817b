"""Closures for function calls and function definitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workflows.errors import FeelFunctionFailed, HeweiError
from workflows.feel import nodes as n
from workflows.feel.builtins.strings import PATTERN_SECOND, the_pattern
from workflows.feel.comparing import ORDERED
from workflows.feel.limits import LIMITS, Run, exceeded
from workflows.feel.places import Misplaced
from workflows.feel.registry import BUILTINS, Builtin
from workflows.feel.scope import Lexical, Scope, Thunk, compile_node, compile_sized, compiles
from workflows.feel.types import Type, conforms, parse_type
from workflows.feel.values import MISSING, Function, Mismatch, lift


@compiles(n.Call)
def _call(node: n.Call, lexical: Lexical) -> Thunk:
    args = [compile_node(arg, lexical) for arg in node.args]
    if isinstance(node.target, n.Name):
        return _named_call(node, node.target.name, args, lexical)
    target = compile_node(node.target, lexical)
    _note_method(node.target, lexical)

    def call(scope: Scope) -> object:
        return _guard(
            lambda: _apply(target(scope), "", [arg(scope) for arg in args], node.names, scope.run),
            node,
            scope,
        )

    return call


def _note_method(target: n.Node, lexical: Lexical) -> None:
    """Note a call on a property of a free variable, `order.total()`: plain data hold no functions."""
    names: list[str] = []
    while isinstance(target, n.Path):
        names.insert(0, target.name)
        target = target.base
    if names and isinstance(target, n.Name) and lexical.is_static(target.name):
        lexical.found.functions.add(".".join((target.name, *names)))


def _named_call(node: n.Call, name: str, args: list[Thunk], lexical: Lexical) -> Thunk:
    builtin = BUILTINS.get(name)
    if builtin is not None and lexical.is_static(name):
        return _constant_call(node, builtin, lexical) or _builtin_call(node, builtin, args)
    if builtin is None and lexical.is_static(name):
        lexical.found.functions.add(name)

    def call(scope: Scope) -> object:
        values = [arg(scope) for arg in args]
        return _guard(lambda: _dispatch(name, values, node.names, scope), node, scope)

    return call


def _constant_call(node: n.Call, builtin: Builtin, lexical: Lexical) -> Thunk | None:
    """Return the closure of a call of nothing but literals, such as duration("P30D"), that is answered once for all.

    One that has no value, such as date("2026-02-30"), is noted: it cannot be meant.
    """
    given = [arg.value for arg in node.args if isinstance(arg, n.Literal) and arg.value is not None]
    if not given or len(given) < len(node.args):
        _check_pattern(node, builtin, lexical)
        return None
    try:
        value = builtin.invoke(given, node.names, Run(None, None, None))
    except Mismatch as mismatch:
        _cannot_be_meant(lexical, Misplaced(node.at, mismatch.message, mismatch.zh))
        return None
    if value is None:
        english, chinese = _nothing(builtin.name)
        _cannot_be_meant(lexical, Misplaced(node.at, english, chinese))
    return (lambda _: value) if type(value) in ORDERED else None


def _check_pattern(node: n.Call, builtin: Builtin, lexical: Lexical) -> None:
    """Note a pattern that is written down and is none, whatever it will be asked of."""
    flagless = len(node.args) == PATTERN_SECOND.get(builtin.name) and node.names is None
    second = node.args[1] if flagless else None
    if isinstance(second, n.Literal) and isinstance(second.value, str):
        try:
            the_pattern(second.value, None)
        except Mismatch as mismatch:
            _cannot_be_meant(lexical, Misplaced(second.at, mismatch.message, mismatch.zh))


def _cannot_be_meant(lexical: Lexical, why: Misplaced) -> None:
    lexical.found.wrong = lexical.found.wrong or why


def _builtin_call(node: n.Call, builtin: Builtin, args: list[Thunk]) -> Thunk:
    names = node.names

    def call(scope: Scope) -> object:
        run = scope.run
        given = [arg(scope) for arg in args]
        try:
            found = builtin.invoke(given, names, run)
        except Mismatch as mismatch:
            run.warn("bad-argument", mismatch.message, mismatch.zh, node.at)
            return None
        if found is None and run.warnings is not None:
            _warn_of_nothing(builtin.name, given, node.at, run)
        return found

    return call


def _warn_of_nothing(name: str, given: list[object], at: int, run: Run) -> None:
    """Say that a function has no value for what it was given, unless that was null itself."""
    if all(each is not None for each in given):
        run.warn("no-value", *_nothing(name), at)


def _nothing(name: str) -> tuple[str, str]:
    return (
        f"The function “{name}” has no value for what stands in its brackets; correct that.",
        f"函数“{name}”对括号中的内容得不出值；请更正括号中的内容。",
    )


def _guard(work: Callable[[], object], node: n.Call, scope: Scope) -> object:
    try:
        return work()
    except Mismatch as mismatch:
        scope.run.warn("bad-argument", mismatch.message, mismatch.zh, node.at)
        return None


def _dispatch(name: str, args: list[object], names: tuple[str, ...] | None, scope: Scope) -> object:
    level: Scope | None = scope
    while level is not None:
        found = level.vars.get(name)
        if isinstance(found, Function):
            return _apply(found, name, args, names, scope.run)
        level = level.parent
    if name in BUILTINS:
        return BUILTINS[name].invoke(args, names, scope.run)
    host = scope.run.functions.get(name)
    if host is None:
        raise Mismatch(f"There is no function “{name}”.", f"没有函数“{name}”。")
    return call_host(host, name, args, names, scope.run)


def call_host(
    host: Callable[..., object], name: str, args: Sequence[object], names: tuple[str, ...] | None, run: Run
) -> object:
    """Return what a function of the host makes of FEEL values; named arguments become keywords.

    Raises:
        FeelFunctionFailed: the function raised something that is not an error of Hewei.
    """
    run.spend(10)
    try:
        if names is None:
            return lift(host(*args), run)
        keywords = {key.replace(" ", "_"): value for key, value in zip(names, args, strict=True)}
        return lift(host(**keywords), run)
    except (HeweiError, Mismatch, RecursionError):
        raise
    except Exception as cause:
        raise FeelFunctionFailed(
            f"The function “{name}” failed: {type(cause).__name__}.",
            zh=f"函数“{name}”执行失败：{type(cause).__name__}。",
            function=name,
        ) from cause


def _apply(
    function: object, name: str, args: list[object], names: tuple[str, ...] | None, run: Run
) -> object:
    if not isinstance(function, Function):
        raise Mismatch(f"“{name}” is no function.", f"“{name}”不是函数。")
    if names is not None:
        if set(names) != set(function.params):
            raise Mismatch("The named parameters are not those of the function.", "参数名称与函数定义不符。")
        given = dict(zip(names, args, strict=True))
        args = [given[param] for param in function.params]
    return invoke(function, args, run)


def invoke(function: Function, args: Sequence[object], run: Run) -> object:
    """Return the result of a function value. Raises FeelBudgetExceeded when calls nest too deep."""
    run.calls += 1
    if run.calls > LIMITS.calls:
        raise exceeded("calls")
    run.spend(2)
    try:
        return function.body(args, run)
    finally:
        run.calls -= 1


@compiles(n.FunctionDefinition)
def _definition(node: n.FunctionDefinition, lexical: Lexical) -> Thunk:
    names = tuple(parameter.name for parameter in node.parameters)
    types = tuple(_type(parameter, lexical) for parameter in node.parameters)
    body, size = compile_sized(node.body, lexical.binding(names))

    def define(scope: Scope) -> object:
        def run_body(args: Sequence[object], run: Run) -> object:
            run.spend(size)
            return body(Scope(_bind(names, types, args, run), scope, run))

        return Function("", names, run_body)

    return define


def _type(parameter: n.Parameter, lexical: Lexical) -> Type | None:
    if parameter.type is None:
        return None
    found = parse_type(parameter.type, lexical.found.types)
    if found is None:
        raise Misplaced(
            parameter.at, f"There is no type “{parameter.type}”.", f"没有“{parameter.type}”这种类型。"
        )
    return found


def _bind(
    names: tuple[str, ...], types: tuple[Type | None, ...], args: Sequence[object], run: Run
) -> dict[str, object]:
    if len(args) != len(names):
        raise Mismatch(
            f"The function takes {len(names)} arguments, but was given {len(args)}.",
            f"函数需要 {len(names)} 个参数，实际给出 {len(args)} 个。",
        )
    bound: dict[str, object] = {}
    for name, wanted, value in zip(names, types, args, strict=True):
        fitted = value if wanted is None else conforms(value, wanted, run)
        if fitted is MISSING:
            raise Mismatch(f"“{name}” is not of its declared type.", f"参数“{name}”与声明的类型不符。")
        bound[name] = fitted
    return bound
