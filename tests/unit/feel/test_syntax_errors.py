"""A designer who writes no FEEL is told where, and what to write instead, in Chinese and English."""

from __future__ import annotations

import pytest

from workflows import feel

WRONG = [
    ("amount == 5", 1, 8, "write a = b", "请写 a = b"),
    ("a && b", 1, 3, "write a and b", "请写 a and b"),
    ("a || b", 1, 3, "write a or b", "请写 a or b"),
    ("!a", 1, 1, "not(a)", "not(a)"),
    ("a = 'x'", 1, 5, "double quotes", "双引号"),
    ("a = \uff085\uff09", 1, 5, "full-width", "全角"),
    ("\u201ca\u201d", 1, 1, "full-width", "全角"),
    ("a \uff1e 5", 1, 3, "write > instead", "半角 >"),
    ('a = "x', 1, 5, "closing quote", "双引号"),
    ("1 +", 1, 4, "ends too early", "不完整"),
    ("if a then 1", 1, 12, "expected else", "else"),
    ("(1 + 2", 1, 7, "closing )", "右括号 )"),
    ("1 + 2)", 1, 6, "cannot stand here", "不能写"),
    ("a\n  + * 2", 2, 5, "cannot stand here", "第 2 行第 5 列"),
    ("for x in xs", 1, 12, "return", "return"),
    ("some x in xs", 1, 13, "satisfies", "satisfies"),
    ("(1, 2)", 1, 1, "square brackets", "方括号"),
    ("> 5", 1, 1, "cannot stand here", "不能写"),
    ("f(> 5)", 1, 3, "needs a value before it", "缺少一个值"),
    ('@"tomorrow"', 1, 1, "no date", "不是日期"),
    ("{a: 1, a: 2}", 1, 1, "written twice", "重复"),
    ("f(a: 1, a: 2)", 1, 6, "named twice", "写了两次"),
    ("x instance of banana", 1, 3, "no type", "没有"),
    ("function(a: banana) a", 1, 10, "no type", "没有"),
    ("50%", 1, 3, "modulo", "modulo"),
    ("/* never closed", 1, 1, "add */", "*/"),
    ("#", 1, 1, "no meaning", "不认识"),
    ("", 1, 1, "no expression", "没有表达式"),
    ("  \n ", 1, 1, "no expression", "没有表达式"),
    ('"\\U110000"', 1, 1, "no character", "没有编码"),
]


@pytest.mark.parametrize(("source", "line", "column", "english", "chinese"), WRONG)
def test_what_is_wrong_is_said_with_its_place(
    source: str, line: int, column: int, english: str, chinese: str
) -> None:
    """The refusal names line and column and says in both languages what to write."""
    refusal = feel.check(source)
    assert refusal is not None
    assert (refusal.line, refusal.column) == (line, column)
    assert english in refusal.message
    assert chinese in refusal.zh


def test_check_gives_the_error_instead_of_raising_it() -> None:
    """A checker asks for the error of an expression and gets it, or nothing."""
    assert feel.check("a + 1") is None
    error = feel.check("a +")
    assert error is not None
    assert error.code == "feel-syntax-error"
