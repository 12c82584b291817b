"""A draft as it is read: its clauses, whose names it may use, and what it promises to pay or to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workflows.domain.capacity import CapacityLaw, stock_capacity
from workflows.domain.case import CaseDocument, Instalment
from workflows.domain.drafting.amounts import distinct
from workflows.domain.drafting.clauses import (
    adds_to_penalty,
    is_penalty,
    performed,
    settles,
    threatens,
    to_come,
    without_penalty,
)
from workflows.domain.drafting.heads import heads
from workflows.domain.drafting.memory import remembered
from workflows.domain.drafting.names import people
from workflows.domain.drafting.opening_words import OPENING
from workflows.domain.drafting.promises import PAY, promises_money
from workflows.domain.interest import InterestLaw, stock_interest

ROLES = tuple(
    re.findall(
        r"\S+",
        "甲方 乙方 丙方 丁方 当事人一 当事人二 当事人三 当事人四 申请人 被申请人 第三人 申请方 被申请方 原告 被告 "
        "男方 女方 买受人 出卖人 转让方 受让方 投保人 定作人 承揽人 "
        "出借人 借款人 债权人 债务人 出租人 承租人 房东 租客 买方 卖方 发包人 承包人 患方 "
        "医方 医院 患者 用人单位 劳动者 公司 员工 施工方 业主 业主方 物业公司 受害人 "
        "侵权人 受害方 侵权方 赔偿义务人 赔偿权利人 赔偿方 受偿方 家属 校方 消费者 商家 "
        "经营者 买家 卖家 投诉人 被投诉人 付款人 收款人 物业方",
    )
)
"""Words by which papers call their parties."""
_ITEM = re.compile(
    r"^\s*(?:[|\s]*(?:约定|条款|事项)[\d一二三四五六七八九十]{1,3}\s*[|,:、]|第[一二三四五六七八九十百\d]+[条项款]|第[一二三四五六七八九十][,、](?![一二三四五六七八九十]+[条项])|\d{1,2}\.\d{1,2}(?=\s)|[一二三四五六七八九十]+[、.]|[(](?:[一二三四五六七八九十]+|\d{1,3})[)]|\d{1,2}[、.)](?!\d)|[①-⑳]"
    r"|\d{1,2} {1,4}(?=[\u4e00-\u9fa5]{2})"
    r"|(?:履行|付款|支付|给付|交付|还款)(?:方式|时间|时限|期限|地点)[^:\n。]{0,8}[:]|违约责任[:])\s*"
)
_INLINE = re.compile(
    r"([。;:])\s*(?=(?:第[一二三四五六七八九十]+条|[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}[、.)](?!\d)|[①-⑳]))"
)
_HEADER = re.compile(
    r"(甲方|乙方|丙方|丁方|被申请人|申请人|第三人|患方|医方)(?:[(][^)]{0,12}[)])?\s*[:]\s*([\u4e00-\u9fa5·]{2,30})"
)
_BESIDE = re.compile(
    r"(甲方|乙方|丙方|丁方|被申请人|申请人|第三人|患方|医方)[(]?([\u4e00-\u9fa5·]{2,30}?)[)]"
)
_FORMAL = re.compile(
    r"(?:^|(?<=[\n。]))[^\n。]{0,12}本协议书?[^\n。]{0,80}?(?:生效(?![之后当的])|一式)[^\n。]*。?(?=\n|$)"
)
_ROLL = re.compile(
    r"\s*(?:当事人|申请人|被申请人|[甲乙丙丁]方|[患医男女]方|第三人|出租人|承租人|老人|长子|次子)"
)
_LABELLED = re.compile(_ROLL.pattern + r"(?:[(][^)]*[)])?\s*[: ]")
_SENTENCE = re.compile(r"[^。\n]*[。\n]")
_SIGNING = re.compile(
    r"\n[^\n。,]{0,24}(?:签名|签章|签字|盖章|按指印|捺印)[^\n。,]{0,16}[:_]|\n\s*(?:当事人|甲方|申请人|双方)[^\n,。;]{0,20}(?:签名|签字|盖章)(?!之?[日时后]|当[日天场])"
)
_FORMAL_END = re.compile(
    r"一式|本协议[^。\n]{0,40}生效|(?:签名|签字|签章|盖章|印章|捺印)|\d{4}年\d{1,2}月\d{1,2}日\s*$|年\s+月\s+日"
)
"""A text of which only the terms were written has no end."""
_LABEL = re.compile(
    r"(?m)(?:^|(?<=[。;\s]))([\u4e00-\u9fa5]{1,5}[人方者主户家员工手商店铺构])"
    r"(?:[(][^)\n]{1,16}[)])?\s*[: ]\s*(?=[\u4e00-\u9fa5·]{2})"
)
_ALIAS = re.compile(r"(?:以下)?(?:统|简)?称(?:为)?[\s\"“]*([\u4e00-\u9fa5]{2,8}?)[\s\"”)]")
_INTRODUCED = re.compile(
    r"(?m)^[\s|◆■●○★]*(?:\[[^\]\n]{1,8}\]\s*)?(?P<word>[\u4e00-\u9fa5]{2,14}\d?|[兄弟姐妹父母])(?:[(][^)\n]{1,12}[)])?\s*[:|]\s*"
    r"(?P<name>[\u4e00-\u9fa5·()]{2,30}?)(?=[\s,;(|][^。]{0,40}?(?:[,\s|:][男女](?=[,\s|])|身份证|信用代码|出生|法定代表人))"
)
"""Whoever stands before a colon with a name and an identity behind it is called so."""
_FIELD = re.compile(
    r"姓名|名称|(?:^|工作|所在|盖章)单位$|地址|住所|电话|性别|民族|职业|编号|案由|事由|类[型别]|^(?:机构|组织)|(?:登记|发证)机构|地点|时间|日期"
)
_NO_PARTY = re.compile(
    r"代表|代理|负责人|调解|记录|主持|在场|见证|联系|经办|书记|出席|到场|经营者|人员|本人|法人|理财|对方|双方|各方"
)
_RECITAL = re.compile(
    r"[\s|◆■●\[]*(?:第?[一二三四五六七八九十\d]{1,3}[、.条)]|[(][一二三四五六七八九十\d]{1,3}[)]|[①-⑳])?\s*(?:[^,。;:\n]{0,6}(?:事由|由来|事实|经过|起因|原因|基本情况|纠纷[^,。;:\n]{0,4}(?:情况|简况|概况|简介|事实|概述|由来)|争议(?:事项|焦点|内容)?|案由|纠纷(?=\s*\n))(?:[、和与及][^,。;:\n]{2,8})?"
    r"|当事人[^,。;:\n]{0,4})\s*[:\n|\]。]"
)
"""A point that tells what happened promises nothing."""
_IN_A_YEAR = re.compile(r"\d{4}年")
_TELLS = re.compile(
    r"(?:(?:未|没有)(?:支付|付清|给付|清偿|归还|偿还)|发生(?:争执|口角|争议|纠纷)|多次(?:催要|催讨|上门)|仍未清偿)"
)
_VOWS = re.compile(
    r"应|须|同意|自愿|承诺|愿意|负责|如下|内容|由[^,。;]{1,16}[付赔还退给承]|[日号月](?:之?前|以前)"
)
"""What only looks back, at what was agreed or left undone, and what looks ahead."""
_FACTS_ALONE = re.compile(
    r"\s*[一二三四五]、[^,。;:\n]{0,6}(?:事实|经过|情况|事由|争议事项)[^,。;:\n]{0,8}\s*:?\n"
)
_AGREES = re.compile(r"如下|以下|协议内容|商定|约定内容|达成")
_NAMED = re.compile(r"\s*(?!\|)[^\d(①-⑳一二三四五六七八九十第]{2,4}[^:\n]{0,8}:")
_STOPS = re.compile(r"[。;\n]")
_BLOCK, _BEFORE = 300, 12
_ANNEX = re.compile(
    r"(?m)^\s*附(?:件[一二三四五\d]?|表)\s*[:]\s*[^\n]{0,16}\n((?:(?!\s*附(?:件|表))[^\n]*(?:\n|$))+)"
)
_SIGN = re.compile(r"(?:: ?|[(])$")
_BODY = re.compile(r"(?:委员会|调委会|调解室|调解中心|调解站)[^。\n]{0,8}[章印]")
_TOLD_LINE = re.compile(
    r"(?m)^\s*(?:[|\[]\s*)?[^,。;:\n\d一二三四五六七八九十①-⑳|\]]{0,4}"
    r"(?:事由|起因|前因|案由|经过|事情是这样的|争议焦点|争议事项|争议|投诉事项|诉求|(?:纠纷|争议)(?:情况|简况|概况|简介|类[型别]))\s*[:|\]][^\n]*(?:\n|$)"
)
_TITLE = re.compile(r"[^,。;:]{0,24}(?:协议书?|笔录|记录|纪要|调解书)(?:[(][^)]*[)])?")
_SIGNS = re.compile(r"[(][^)\n]{0,12}(?:签|章|印|捺)[^)\n]{0,8}[)]|本人签\s*:|签[名字]\s*:")
_SPOKESMAN = re.compile(
    r"[(](?:法定)?(?:代表人?|负责人|经营者|店主|业主|投资人|总?经理|校长|院长|[厂园组场店]长|理事长|主任)[^)]*[)]"
)
"""Who speaks for a body is no party beside it."""
_WHOLE = re.compile(r"调解协议书|人民调解员[(:]|(?:甲方|申请人|当事人)[(:].{0,40}(?:签名|签字|盖章)")


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One numbered point or paragraph of the draft."""

    where: str
    text: str

    @cached_property
    def pays(self) -> bool:
        """Return whether it promises money (not as a penalty)."""
        return any(promises_money(part) for part in sentences(self.main))

    @cached_property
    def main(self) -> str:
        """Return the clause without its sentences on breach and penalties."""
        kept: list[str] = []
        threatened = False
        for part in sentences(self.text):
            if not (threatened and adds_to_penalty(part)):
                kept.append(without_penalty(part))
                threatened = is_penalty(part)
        return "。".join(part for part in kept if part)


@dataclass(frozen=True, eq=False)
class Reading:
    """A draft: the case document with the agreement in it, and the agreement's text where it came as one."""

    document: CaseDocument
    text: str = ""
    interest: InterestLaw = field(default_factory=stock_interest)
    capacity: CapacityLaw = field(default_factory=stock_capacity)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Return the clauses of the agreement, from its fields and from its text."""
        agreement = self.document.agreement
        parts = [
            ("协议内容", agreement.terms),
            ("履行方式", agreement.performance),
            ("协议文本", self.body),
            ("了结范围", agreement.ends_dispute),
            ("违约责任", agreement.breach),
        ]
        told = [
            Clause(where=f"{name}第{n}项", text=text)
            for name, part in parts
            for n, text in enumerate(_items(part), 1)
        ]
        kept = tuple(clause for clause in told if not _only_tells(clause.text))
        return kept if len(kept) > 1 else tuple(told)

    @cached_property
    def body(self) -> str:
        """Return the part of the text that is the agreement proper: after the facts, before the signatures."""
        start = OPENING.search(self.text)
        body = _FORMAL.sub("", self.text[start.end() :] if start else self.text)
        body = _TOLD_LINE.sub("", body)
        told = _without_roll(_without_block(_SIGNING.split(body)[0]))
        return (told if start else _without_preamble(told)) + self.annex

    @cached_property
    def annex(self) -> str:
        """Return what stands in annexes below the signatures and names sums: it is agreed like all the rest."""
        signing = _SIGNING.search(self.text)
        told = _ANNEX.findall(self.text, signing.start()) if signing else []
        return "".join(f"\n{each.strip()}" for each in told if distinct(each))

    @cached_property
    def preamble(self) -> str:
        """Return the part of the text before the agreement proper: the parties and the facts."""
        first = self.body.strip()[:20]
        return self.text[: self.text.find(first)] if first else self.text

    @cached_property
    def roll(self) -> str:
        """Return the lines of the preamble that name the parties."""
        told = re.split(r"[\n。]", self.preamble or self.text)
        return "\n".join(line for line in told if _ROLL.match(line))

    @cached_property
    def agreed(self) -> str:
        """Return what the parties agreed, without the facts: the fields and the agreement proper."""
        return "\n".join(clause.text for clause in self.clauses)

    @cached_property
    def promised(self) -> str:
        """Return what the parties agreed without what follows on default."""
        return "\n".join(clause.main for clause in self.clauses)

    @cached_property
    def whole(self) -> str:
        """Return everything that was written, for words that may stand anywhere."""
        agreement = self.document.agreement
        fields = (agreement.terms, agreement.performance, agreement.ends_dispute, agreement.breach)
        return "\n".join([*fields, *(each.duty for each in agreement.instalments), self.text])

    @property
    def is_paper(self) -> bool:
        """Return whether the text is the whole paper, signatures included, not only its terms."""
        end = self.text[-_BLOCK:]
        signed = len(_SIGNS.findall(end)) > 1 and _BODY.search(end)
        return bool((_WHOLE.search(self.text) and _FORMAL_END.search(self.text)) or signed)

    @cached_property
    def payments(self) -> Sequence[Clause]:
        """Return the clauses that promise money."""
        return [clause for clause in self.clauses if clause.pays]

    @property
    def rows(self) -> Sequence[tuple[str, Instalment]]:
        """Return the rows of the plan of performance with where they stand."""
        return [(f"分期履行第{n}行", row) for n, row in enumerate(self.document.agreement.instalments, 1)]

    @cached_property
    def at_once(self) -> bool:
        """Return whether every payment was made on the spot."""
        if self.document.agreement.performed_at_once:
            return True
        told = [part for clause in self.clauses for part in sentences(clause.main)]
        owed = [part for part in told if promises_money(part)]
        sums = {amount.value for part in owed for amount in distinct(part)}
        receipt = any(performed(part) and {a.value for a in distinct(part)} <= sums for part in told)
        said = [performed(part) or (receipt and not to_come(part)) for part in owed]
        return all(said) and (bool(said) or any(map(performed, told)))

    @cached_property
    def called(self) -> dict[str, str]:
        """Return every word by which a party may be called, with the one name it stands for."""
        called = {party.name: party.name for party in self.document.parties if party.name}
        for head in heads(self.text):
            called.setdefault(head.name, head.name)
            called.setdefault(head.role or head.name, head.name)
        for pattern in (_HEADER, _BESIDE):
            for role, name in pattern.findall(self.text + "\n" + self.document.agreement.terms):
                called.setdefault(name, name)
                called.setdefault(role, name)
        for word, name in self._introduced:
            called.setdefault(name, name)
            called.setdefault(word, name)
        for role in (*ROLES, *self.labels):
            called.setdefault(role, role)
        for short in "甲乙丙丁":
            if short in "甲乙" or re.search(f"{short}(?:方|\\s*[:(])", self.text + self.agreed):
                called.setdefault(short, called[f"{short}方"])  # 丁 alone is a surname
        return called

    @property
    def _introduced(self) -> list[tuple[str, str]]:
        """Return every word before a colon that an identity follows, with the name behind it."""
        told = _INTRODUCED.findall(self.text)
        return [each for each in told if not (_NO_PARTY.search(each[0]) or _FIELD.search(each[0]))]

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Return the words by which the draft itself calls its parties: before a colon (贷款人:…) or as 以下简称."""
        told = [*_LABEL.findall(self.text), *_ALIAS.findall(self.text)]
        return tuple(dict.fromkeys(word for word in told if not _NO_PARTY.search(word)))

    @cached_property
    def beside(self) -> dict[str, str]:
        """Return the roles right beside which a name stands (申请人田某某), with that name."""
        found: dict[str, str] = {}
        for name in self.persons:
            for at in places(self.told, name):
                before = _SIGN.sub("", self.told[max(0, at - _BEFORE) : at])
                found |= {role: name for role in ROLES if before.endswith(role) and f"被{role}" not in before}
        return found

    @cached_property
    def told(self) -> str:
        """Return the text and the agreement's fields together."""
        return self.text + "\n" + self.agreed

    @cached_property
    def persons(self) -> frozenset[str]:
        """Return everybody whom the draft names as a person."""
        return people(self.told)

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the words of `called` and the names of everybody else whom the draft names as persons."""
        known = "".join(self.called)
        return self.called | {name: name for name in self.persons if name not in known} | self.beside

    def parties_in(self, text: str) -> dict[str, int]:
        """Return the parties named in *text* with where each is named first."""
        seen: dict[str, int] = {}
        rest = re.sub("[甲乙丙丁]{2,4}[双各三四]方", "双方", _SPOKESMAN.sub("", text))
        for word in sorted(self.names, key=len, reverse=True):
            at = rest.find(word)
            if at >= 0:
                person = self.names[word]
                seen[person] = min(at, seen.get(person, at))
                rest = rest.replace(word, "□" * len(word))
        return seen


def _only_tells(text: str) -> bool:
    """Return whether the point *text* tells what happened, and neither settles nor threatens."""
    if _FACTS_ALONE.match(text) and not _AGREES.search(text):
        return True
    return bool(_RECITAL.match(text) or (_looks_back(text) and not _VOWS.search(text))) and not any(
        settles(part) or threatens(part) for part in sentences(text)
    )


def _looks_back(text: str) -> bool:
    """Return whether *text*, after the first year that it names, tells what was left undone or broke out."""
    year = _IN_A_YEAR.search(text)
    return bool(year and _TELLS.search(text, year.end()))


def _without_roll(text: str) -> str:
    """Return *text* without the lines at its head that only name the parties."""
    rest = text
    while (head := _SENTENCE.match(rest)) and (
        not head[0].strip() or _only_names(head[0]) or _TITLE.fullmatch(head[0].strip())
    ):
        rest = rest[head.end() :]
    return rest or text


def _only_names(sentence: str) -> bool:
    return bool(_LABELLED.match(sentence)) and not (distinct(sentence) or PAY.search(sentence))


def _without_block(text: str) -> str:
    """Return *text* without the lines of signatures after its last full sentence."""
    told = text.rstrip()
    end = max(told.rfind(mark) for mark in ("。\n", ";\n")) + 1
    block = text[end:]
    return (
        text[:end] if end and block.count("\n") > 1 and _SIGNS.search(block) and not distinct(block) else text
    )


def _without_preamble(text: str) -> str:
    """Return *text* from its first numbered point on, where there are several."""
    lines = _INLINE.sub(r"\1\n", text).splitlines()
    numbered = [n for n, line in enumerate(lines) if _ITEM.match(line) and not _NAMED.match(line)]
    return "\n".join(lines[numbered[0] :]) if len(numbered) > 1 else text


def places(text: str, word: str) -> Iterator[int]:
    """Yield where *word* stands in *text*."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def sentences(text: str) -> list[str]:
    """Return the sentences of *text*."""
    return list(_sentences(text))


@remembered
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _STOPS.split(text) if part.strip())


def _items(text: str) -> Iterator[str]:
    item = ""
    for line in _INLINE.sub(r"\1\n", text).splitlines():
        if _ITEM.match(line) and item.strip():
            yield item.strip()
            item = ""
        item += line + "\n"
    if item.strip():
        yield item.strip()
