"""What the rules on persons say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflows.domain.drafting.rule import RuleWords
from workflows.domain.finding import Severity

_EFFECT = "人民调解法第二十九条第二款"
_SIGN = "人民调解法第二十九条第二款；电子签名法第三条"
_DISMISSED = "民诉法解释第三百五十八条"
_E, _W = Severity.ERROR, Severity.WARNING

PERSONS: Mapping[str, RuleWords] = MappingProxyType(
    {
        "party-missing": RuleWords(
            _E,
            "人民调解法第二十九条第一款",
            "当事人不足两方或者姓名不全",
            "has fewer than two named parties",
            "写明各方当事人的基本情况",
            "name every party",
        ),
        "party-incomplete": RuleWords(
            _E,
            "人民调解法第二十九条第一款",
            "当事人的姓名或者身份信息不全",
            "does not identify a party as fully as the others",
            "写明全名、身份证件号码和住址",
            "give full name, number and address",
        ),
        "identity-differs": RuleWords(
            _E,
            "人民调解法第二十九条第一款",
            "身份证号与出生日期、性别不符，或者签名与当事人姓名不符",
            "has a number, birth, sex or signature that does not fit the party",
            "核对证件后改正",
            "check the papers and correct it",
        ),
        "representative-missing": RuleWords(
            _W,
            _EFFECT,
            "单位没有写明代表人",
            "has an organisation without a representative",
            "写明法定代表人或者负责人，由其签名并加盖单位印章",
            "name who signs for it",
        ),
        "guardian-missing": RuleWords(
            _E,
            "民法典第十九条、第二十条、第二十三条",
            "未成年人或者限制行为能力人没有法定代理人",
            "has a minor or ward without a guardian",
            "由法定代理人代为参加并签名",
            "let the guardian act and sign",
        ),
        "agent-authority": RuleWords(
            _E,
            "民事诉讼法第六十二条",
            "代理人没有特别授权",
            "has an agent without special authority",
            "补交写明承认、放弃、变更请求和和解的授权委托书",
            "hand in a special power of attorney",
        ),
        "signature-missing": RuleWords(
            _E,
            _EFFECT,
            "没有当事人、调解员签名或者委员会印章的位置",
            "lacks the signatures or the seal",
            "补上各方当事人、调解员签名和人民调解委员会印章",
            "add the places for signatures and seal",
        ),
        "effective-unsigned": RuleWords(
            _E,
            _EFFECT,
            "尚未由各方签名而写明已生效",
            "is called effective before all have signed",
            "各方签名后再填写生效日期",
            "enter the day of effect after all have signed",
        ),
        "wet-ink": RuleWords(
            _E,
            _SIGN,
            "涉及婚姻、收养、继承等人身关系的文书不适用电子签名",
            "touches personal status and may not be signed electronically",
            "改为手写签名并捺印",
            "sign by hand",
        ),
        "must-be-written": RuleWords(
            _E,
            "劳动争议调解仲裁法第十四条；医疗纠纷预防和处理条例第三十九条；农村土地承包经营纠纷调解仲裁法第十条",
            "这类纠纷必须采用书面协议",
            "must be in writing for this kind of dispute",
            "制作书面调解协议书",
            "make a written agreement",
        ),
        "stranger-payer": RuleWords(
            _E,
            "民法典第五百二十三条",
            "由当事人以外的人履行",
            "lets somebody perform who is no party",
            "由该人作为第三人参加并签名，或者改由当事人履行",
            "let that person join and sign, or a party perform",
        ),
        "stranger-payee": RuleWords(
            _W,
            "民法典第五百二十二条",
            "向当事人以外的人履行",
            "is performed to somebody who is no party",
            "写明该人与当事人的关系和收款依据",
            "say why that person receives it",
        ),
        "third-party-rights": RuleWords(
            _E,
            _DISMISSED + "第二项",
            "处分或者影响案外人的权利",
            "disposes of rights of somebody else",
            "由权利人参加并书面同意，或者删去该项",
            "let the right holder agree in writing, or strike it",
        ),
    }
)
