"""What to tell a designer who wrote a sign that FEEL does not know."""

from __future__ import annotations

from typing import Final

_HINTS: Final[tuple[tuple[str, str, str], ...]] = (
    ("==", "FEEL compares with a single = ; write a = b.", "FEEL 用单个 = 比较，请写 a = b。"),
    ("&&", "FEEL says and ; write a and b.", "FEEL 用 and 表示“并且”，请写 a and b。"),
    ("||", "FEEL says or ; write a or b.", "FEEL 用 or 表示“或者”，请写 a or b。"),
    ("!", "FEEL says not(...) ; write not(a).", "FEEL 用 not(...) 表示“非”，请写 not(a)。"),
    ("'", 'Texts stand in double quotes " ... ".', '文本请用英文双引号 " ... "。'),
    ('"', 'This text has no closing quote; add " at its end.', '文本缺少结尾的双引号，请补上 "。'),
    (
        "@",
        'After @ comes a date or duration in quotes, for example @"2026-01-31".',
        '@ 后面应为引号中的日期或期间，例如 @"2026-01-31"。',
    ),
    (
        "%",
        "FEEL has no % sign; use modulo(a, b) or divide by 100.",
        "FEEL 没有 % 号，请用 modulo(a, b) 或除以 100。",
    ),
    ("/*", "This comment has no end; add */ .", "注释没有结尾，请补上 */。"),
)
_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_TO_PLAIN: Final = 0xFEE0
_LOOKALIKES: Final = {
    "\u3001": ",", "\u3002": ".", "\u201c": '"', "\u201d": '"', "\u2018": '"', "\u2019": '"', "\u3010": "[",
    "\u3011": "]", "\u00d7": "*", "\u00f7": "/", "\u2265": ">=", "\u2264": "<=", "\u2260": "!=", "\u2014": "-",
    "\u2013": "-", "\u2212": "-", "\u300c": '"', "\u300d": '"', "\uffe5": "", "\uff5e": "..",
}  # fmt: skip


def _plain(sign: str) -> str | None:
    if ord(sign) in _FULL_WIDTH:
        return chr(ord(sign) - _TO_PLAIN)
    return _LOOKALIKES.get(sign)


def hint(source: str, at: int) -> tuple[str, str]:
    """Return the sentence, in English and Chinese, for the sign at this place that cannot be read."""
    sign = source[at]
    plain = _plain(sign)
    if plain is not None:
        return (
            f"The full-width sign {sign} is not FEEL; write {plain} instead.",
            f"这里是全角符号 {sign}，请改用半角 {plain}。",
        )
    for start, message, zh in _HINTS:
        if source.startswith(start, at):
            return message, zh
    return f"The sign {sign!r} has no meaning in FEEL; remove it.", f"FEEL 不认识符号 {sign!r}，请删除。"
