"""The words of payments that come again: how often, from when, on which day and until when."""

from __future__ import annotations

import re

from workflows.domain.drafting.word_list import one_of

_N = "[一二三四五六七八九十]"
_SO_MANY = r"[\d一二两三四五六七八九十百]+"
_EACH = "每个?[年月季天]"

PERIODIC = re.compile(
    one_of(
        "每(?:个)?(?:自然)?(?:月|季度?|年|周|半年) 按(?:月|季度?|年)(?!息|利|均) 逐月 逐年 定期(?:支付|给付)"
    )
)
FROM = re.compile(
    one_of(
        r"[自从]\d{4}年\d{1,2}月 (?:[\d一二三四五六七八九十]月份?|[\d一二三四五六七八九十][日号])(?:之?日)?(?:起|开始)",
        r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?份?(?:起|开始) \d{4}年(?:\d{1,2}月份?)?(?:\d{1,2}[日号])?至",
        r"(?:\d{4}年度?[、和及])+\d{4}年 \d{4}年度?(?:及|和)?(?:其)?以后 \d{4}年度?起",
        r"自[^,。;]{0,24}(?:起|开始) 从[^,。;]{0,24}(?:起|开始) 起付 开始(?:支付|给付) 月(?:份)?(?:开头|起头|起算)",
        "首[月期次] (?:首|第一)(?:次|期|笔)[^,。;]{0,20}[年月日]",
    )
)
ON = re.compile(
    one_of(
        rf"(?:\d|{_N}){{1,3}}\s*[日号] (?:月|季|年)?(?:底|末|初)前? \d{{1,2}}月前 最后一[天日]",
        "腊月 正月 农历 春节 中秋 端午 清明 发薪日 同前 同上",
    )
)
EACH_ON = re.compile(
    one_of("每(?:个)?(?:月|季度?|年|周|期) 当[月年季期] 次[月年]")
    + r"[^。;\n]{0,24}?"
    + one_of(rf"\d{{1,2}}[日号] {_N}{{1,3}}[日号] 月?(?<!周)[底末初]")
)
"""The day of each payment, wherever the draft says it (转账时间: 每月抚养费于当月15日前)."""
UNTIL = re.compile(
    one_of(
        f"至 到 止 直至 付清 还清 共{_SO_MANY}(?:期|次|个月|年) {_SO_MANY}(?:期|个月|年)(?:付|还)?清?",
        "终老 去世 百年 终身 成年 独立生活 周岁 毕业 为期 期限",
    )
)
UNTIL_DAY = re.compile(r"[至到][^,。;至到]{0,30}?\d日[)]?(?:为?止|时)")
RATE = re.compile(
    one_of(
        rf"元[^,。;\d]{{0,4}}[(][^()]*{_EACH}[^()]*[)]",
        rf"{_EACH}[^,。;]{{0,12}}元?[^,。;]{{0,4}},[^,。;]{{0,6}}(?:共计?|合计|计)",
        rf"{_EACH}[^,。;]{{0,12}}元[,]已[^,。;]{{1,10}}(?:折|计|扣)",
    )
)
AT_RATE = re.compile(r"按每个?[月年天季]\d")
ONCE_WAS = re.compile(r"[(][^()]*原(?:为|来|价|是|定)[^()]*[)]")
"""In brackets, what something cost before it was lowered (每月服务费原为4200元)."""
