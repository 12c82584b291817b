"""What the rules on refusal grounds say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflows.domain.drafting.rule import RuleWords
from workflows.domain.finding import Severity

_CLEAR = "人民调解法第二十九条；民诉法解释第三百五十八条第五项"
_REFUSED = "民诉法解释第三百五十五条"
_DISMISSED = "民诉法解释第三百五十八条"
_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

GROUNDS: Mapping[str, RuleWords] = MappingProxyType(
    {
        "title-fixing": RuleWords(
            _W,
            _REFUSED + "第五项",
            "涉及物权或者知识产权确权，法院不受理司法确认申请",
            "declares title, which courts do not confirm",
            "将付款、腾退等给付内容另行约定，确权部分依法登记或者起诉",
            "put payments into a separate agreement; register or sue for the title",
        ),
        "title-transfer-assist": RuleWords(
            _I,
            _CLEAR,
            "财产归属变动而没有约定协助办理过户登记",
            "moves property without a duty to help register it",
            "写明由谁、在何时前协助办理过户登记和费用由谁承担",
            "say who helps to register, until when and at whose cost",
        ),
        "status-relation": RuleWords(
            _E,
            _REFUSED + "第三项",
            "涉及婚姻、亲子、收养等身份关系的成立或者解除",
            "decides on personal status",
            "身份关系到登记机关或者法院办理，财产部分另行约定",
            "go to the registry or court; agree on property separately",
        ),
        "special-procedure": RuleWords(
            _E,
            _REFUSED + "第四项",
            "属于其他特别程序、公示催告或者破产程序",
            "belongs to another special procedure",
            "依相应程序办理",
            "use that procedure",
        ),
        "outside-civil": RuleWords(
            _E,
            _REFUSED + "第一项；" + _DISMISSED + "第一项",
            "处分刑事、行政责任，不属于民事调解",
            "bargains over criminal or administrative liability",
            "删去该项；谅解可另行出具，由办案机关依法处理",
            "strike it; forgiveness may be declared separately",
        ),
        "against-law": RuleWords(
            _E,
            _DISMISSED + "第一项、第三项；民法典第一百五十三条",
            "违反法律强制性规定或者公序良俗",
            "is against mandatory law or public order",
            "删去或者改为合法的内容",
            "strike it or agree on what is lawful",
        ),
        "interest-cap": RuleWords(
            _E,
            "民间借贷司法解释(2020年第二次修正)第二十五条",
            "约定利率超过一年期贷款市场报价利率的四倍",
            "has interest above four times the loan prime rate",
            "降到上限以内",
            "lower it below the cap",
        ),
        "public-interest": RuleWords(
            _E,
            _DISMISSED + "第二项；民事诉讼法第一百一十五条",
            "损害国家、社会公共利益或者他人利益，有虚假调解的嫌疑",
            "harms public or other people's interests",
            "删去该项；发现虚假调解的停止调解并报告",
            "strike it; stop and report a sham mediation",
        ),
        "involuntary": RuleWords(
            _E,
            _DISMISSED + "第四项；人民调解法第三条",
            "有违反自愿原则的内容",
            "is not voluntary",
            "删去强制性内容，重新征询各方意愿",
            "strike it and ask the parties again",
        ),
        "labour-beyond-payment": RuleWords(
            _I,
            "劳动争议司法解释(一)第五十二条",
            "劳动争议协议含有给付以外的内容，不能只凭此申请司法确认",
            "goes beyond payment in a labour dispute",
            "给付内容单独成协议，其余申请仲裁审查确认",
            "confirm the payment alone; bring the rest to arbitration",
        ),
        "not-joint": RuleWords(
            _E,
            "民事诉讼法第二百零五条",
            "不是双方共同申请",
            "is not applied for jointly",
            "由各方共同提出申请",
            "let all parties apply together",
        ),
    }
)
