"""Slips in the spelling of a template, told in Chinese."""

from __future__ import annotations

import pytest
from jinja2 import Environment, TemplateSyntaxError

from workflows.documents.syntax_words import in_chinese


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% if %}", "这里缺少内容，紧接着就是“%}”"),
        ("{% if a %}地点", "这里的“if”到文件末尾还没有写结束标记"),
        ("{% if a %}{% endfor %}", "“endfor”不该在这里；前面的“if”还没有写结束标记"),
        ("{% fi a %}", "不认识“fi”"),
        ("{{ 地点 | nosuch }}", "没有叫“nosuch”的转换方法"),
        ("{{ a b }}", "这里应当是“}}”，写成了“b”"),
        ("{{ (a }}", "这里应当是“)”，写成了“}”"),
        ("{{ a $ }}", "这里不能用字符“$”"),
        ("{{ a", "括号或者引号没有写完"),
    ],
)
def test_a_slip_in_a_template_is_told_in_chinese(text: str, said: str) -> None:
    """Whoever edits letters reads what is wrong, not what the reader of templates says in English."""
    with pytest.raises(TemplateSyntaxError) as slip:
        Environment(autoescape=True).from_string(text)
    assert in_chinese(str(slip.value.message)) == said


def test_what_has_no_words_yet_is_passed_on() -> None:
    """A sentence of a later version of the reader is better than none."""
    assert in_chinese("something new") == "something new"
