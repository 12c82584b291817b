"""Builtins of contexts: reading entries, adding entries, making contexts."""

from __future__ import annotations

from workflows.feel.limits import Run
from workflows.feel.registry import builtin
from workflows.feel.values import MISSING, Mismatch, entry, lift

Context = dict[str, object]


@builtin("get value(m: context, key: string)")
def _get_value(run: Run, context: Context, key: str) -> object:
    found = entry(context, key, run)
    return None if found is MISSING else found


@builtin("get value(m: context, keys: list)")
def _get_path(run: Run, context: Context, keys: list[object]) -> object:
    value: object = context
    for key in keys:
        if not isinstance(value, dict) or not isinstance(key, str):
            return None
        value = _get_value(run, value, key)
    return value if keys else None


@builtin("get entries(m: context)")
def _get_entries(run: Run, context: Context) -> list[object]:
    run.room(len(context))
    return [{"key": str(key), "value": lift(value, run)} for key, value in context.items()]


@builtin("context(entries: list)")
def _context(run: Run, entries: list[object]) -> Context:
    made: Context = {}
    for item in entries:
        run.spend(1)
        if not isinstance(item, dict) or not isinstance(item.get("key"), str) or "value" not in item:
            raise Mismatch(
                "An entry needs a text as its key, and a value.", "每个条目都要有文本 key 和 value。"
            )
        if item["key"] in made:
            raise Mismatch("A key is given twice.", "key 重复。")
        made[item["key"]] = lift(item["value"], run)
    return made


@builtin("context put(context: context, key: string, value: any)")
def _put(run: Run, context: Context, key: str, value: object) -> Context:
    run.room(len(context) + 1)
    return {**context, key: value}


@builtin("context put(context: context, keys: list, value: any)")
def _put_deep(run: Run, context: Context, keys: list[object], value: object) -> Context:
    if not keys or not isinstance(keys[0], str):
        raise Mismatch("The keys should be a list of texts.", "keys 应为文本列表。")
    if len(keys) == 1:
        return _put(run, context, keys[0], value)
    inner = context.get(keys[0], {})
    if not isinstance(inner, dict):
        raise Mismatch("There is no context at this key.", "该 key 处不是上下文。")
    return _put(run, context, keys[0], _put_deep(run, inner, keys[1:], value))


@builtin("context merge(contexts...: list)")
def _merge(run: Run, contexts: list[object]) -> Context:
    merged: Context = {}
    for part in contexts:
        if not isinstance(part, dict):
            raise Mismatch("Only contexts can be merged.", "只能合并上下文。")
        run.room(len(merged) + len(part))
        merged |= part
    return merged
