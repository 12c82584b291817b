"""What is wrong with the spelling of a template, in Chinese: the engine that reads it speaks English only."""

from __future__ import annotations

import re

WORDS = {
    "end of statement block": "“%}”",
    "end of print statement": "“}}”",
    "end of template": "文件末尾",
    "begin of print statement": "“{{”",
    "begin of statement block": "“{%”",
}
"""What the reader calls parts of a template, and how an editor sees them."""

SENTENCES = (
    (r"Expected an expression, got '(.+)'", "这里缺少内容，紧接着就是{0}"),
    (r"expected token '(.+)', got '(.+)'", "这里应当是{0}，写成了{1}"),
    (r"unexpected '(.+?)', expected '(.+)'", "这里应当是{1}，写成了{0}"),
    (r"unexpected '(.+?)'", "这里不应当有{0}"),
    (
        r"Encountered unknown tag '(.+?)'\..*innermost block.* is '(.+?)'\.",
        "{0}不该在这里；前面的{1}还没有写结束标记",
    ),
    (r"Encountered unknown tag '(.+?)'\..*", "不认识{0}"),
    (
        r"Unexpected end of template\..* innermost block .* is '(.+?)'\.",
        "这里的{0}到文件末尾还没有写结束标记",
    ),
    (r"(?:No filter named|Unknown filter) '(.+?)'.*", "没有叫{0}的转换方法"),
    (r"(?:No test named|Unknown test) '(.+?)'.*", "没有叫{0}的判断方法"),
    (r"unexpected char ['\"](.+?)['\"] at \d+", "这里不能用字符{0}"),
    (r"wide braces '(.+?)', write '(.+?)'", "{0}是全角符号，会照样印在文书上；应写成半角的{1}"),
    (r"unexpected end of .*", "括号或者引号没有写完"),
)


def in_chinese(message: str) -> str:
    """Return the reader's *message* in Chinese; as it is where nobody has put it into words yet."""
    for pattern, sentence in SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return sentence.format(*(WORDS.get(each, f"“{each}”") for each in found.groups()))
    return message
