"""Rules on how far a settlement reaches: other quarrels, other debts and all the future are no part of this dispute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.matters import takes_up_another
from workflows.domain.drafting.reading import Reading, sentences

_SETTLED = (
    r"(?:了结|不得继续|(?:包含|包括|算|计|归|并)在?(?:本|这份|这个)协议(?:之)?[内中里]|(?<=[也亦均])以本协议为准|结清|两清|终结|了断|作罢|作废|勾销|免除|抵销|消灭|抹平|勾了|拉平|处理完毕|算清|清结|清零|不要了|取消|了掉|归于消灭|已经?解决|不必还|不再要求返还|[亦也]?照[^,。;]{1,8}意见(?:处理|办)|依[^,。;]{1,8}意见处理|全部结清|免[了掉去]|揭过|翻篇|抹掉|冲抵|算(?:是|已经?)*(?:还清|结清|付清|清)|照[^,。;]{1,6}(?:说的|的意思)(?:办|来|算)"
    r"|不再偿还|不再归还|不用还|不必还|不再主张|不得再[提算找]|不得另(?:外|行)?(?:要求|主张)"
    r"|一并解决|一并处理|一概放弃|不作数|不算数|全算清|全清了|互不追究|不再追究|都不追究|放弃|视为(?:已经?)?(?:了结|结清|还清|放弃|解决)|解除.互不|不得(?:再)?(?:向对方)?主张)"
)
_SETTLES = re.compile(_SETTLED)
_OUTSIDE = re.compile(
    r"(?:与|和|同)(?:本次|本案|本|此次|该|这次)?[^,。;]{0,10}(?:无关|毫不相干|不相干|没有关系|不沾边)|有无关系|是否[^,。;]{0,20}有关|不论何(?:时|事|种|因)|无论出于|不管什么|不光这件|(?:不论|不管|无论)(?:是否|是不是)?(?:与|跟|和)|挨不挨边|相不相干|与之无关|也好[^。;]{0,40}也好|(?:未|没有|不在?)(?:曾)?(?:列入|纳入|在|是|属于)(?:本次|这次|此次|本)[^,。;]{0,6}(?:调解|纠纷|争议)"
    r"|虽(?:然)?(?:未经|没有经过|不属于?)(?:本次|本案|此次|这次)[^,。;]{0,4}(?:调解|纠纷|争议)|(?:本次|本案|本|此次|这次)[^,。;]{0,14}(?:纠纷|争议|调解|事故|事项)(?:之外|以外|外)(?!,?(?:双方|各方|两家|再|均|都|互)?[^,。;]{0,6}(?:再无|无其他|没有其他|不再|不存在|另行))"
)
_ALSO = re.compile(
    r"(?:(?<!谁)也|亦|一并|一道|一起|同时|连同|随(?:着)?(?:本|同本|这份|此)协议|一齐|均?由本协议|一律|同样)[^,。;]{0,14}"
    + _SETTLED
    + r"|不再偿还|不再归还|(?:按|作)[^,。;]{0,4}放弃处理|[^,。;]{0,8}(?:一律|全部)作废"
)
_OTHER = re.compile(
    r"(?:另案|另有的?|另一(?:处|笔|份|个|批|起)|另外(?:主张)?(?:的)?(?:几|一|两|三)?|以往|其他的?|别的|其余(?:几|各)?|此前|以前|之前|从前|早年|过去|前年|去年|上年|\d{4}年|[二〇零一三四五六七八九]{4}年|[一二两三四五六七八九十几]+年前)"
    r"[^,。;]{0,24}(?:借款|借条|欠条|债务|债权|账目|账|合伙|承包|租金|押金|使用费|工钱|帮工|货款|工钱|借(?!款)[^,。;]{0,8}\d|欠[^,。;]{0,6}\d|损害赔偿|几笔钱|一笔钱|彩礼|地界|边界|争议|纠纷|矛盾|投标|鱼塘|买卖|合同|份额|往来|请求|案件|诉讼|那件事|另一?笔[^,。;]{0,6}\d|笔[\d,.]+万?元|医药费|工程)"
)
_FUTURE = re.compile(
    r"(?:今后|将来|日后|以后|未来)[^,。;]{0,16}(?:可能)?(?:产生|发生|享有|出现|取得|有)[^,。;]{0,16}(?:一切|所有|任何|全部|各种|债权|债务|权利|纠纷|请求|什么事)"
    r"|(?:一切|所有|任何)[^,。;]{0,8}(?:债权债务|权利|债权|债务|请求)[^。;]{0,16}(?:包括|含)(?:今后|将来|以后|日后)|(?:任何时间|任何事由|任何原因|任何事情)[^,。;]{0,6}(?:产生|发生|引起)"
    r"|一切民事关系|不限于(?:本次|本案|此次)|(?:不论|无论)[^,。;]{0,4}(?:为|因)?什么(?:事|原因)|无论[^,。;]{0,14}(?:发生|出现?|产生)[^,。;]{0,2}(?:何种|什么|任何)|不管(?:再|将来|以后)?(?:出|发生|有)[^,。;]{0,6}(?:什么)?事"
)
_EVERYTHING = re.compile(
    r"(?:从古到今|自古以来|从来)的?(?:一切|所有)|(?:所有|一切)的?(?:恩怨|是非)[^,。;]{0,10}(?:往来|账|债)"
    r"|(?:今后|以后|将来)[^,。;]{0,4}(?:任何|什么|所有|一切)事情?[^,。;]{0,6}(?:不得|不能|不许|不再)"
    r"|过去(?:的)?、?(?:现在)?(?:和|及|、|与|以及)?(?:将来|今后|以后)的?(?:一切|所有|全部)|不?管?(?:无论|不论|不管)什么事情?[^,。;]{0,4}不(?:得|能|许)"
)
_ALL_BETWEEN = re.compile(
    r"(?:双方|甲乙(?:双方)?|各方|两家|[两二]人)(?:之间)?(?:的|原?有的)?(?:一切|所有|全部|大小)的?(?:债权债务|债权、债务|经济往来|往来|账目|恩怨|权利义务)"
    r"|其他任何(?:名目|性质|原因)的?(?:争议|纠纷|主张|权利|债)|(?:所有|一切)的?事情?(?:都|均|全)|终身不得"
)
_OLD_SCORES = re.compile(
    r"(?:旧账|老账|旧怨|恩怨|(?<=[的之])怨|陈年[^,。;]{0,4}账),?(?:也|都|均|一律|全部|随|就此|一起|本协议|这次)*(?:一笔)?(?:勾销|抹平|抹掉|了结|作废|了断|揭过|翻篇|算清)"
    r"|放弃(?:以前|此前|过去)[^,。;]{0,8}(?:其他|别的|另)[^,。;]{0,12}(?:钱|款|债|工资)"
)
"""What was between them before, and is no part of this."""
_TIED = re.compile(
    r"(?:因|就(?!此))[^,。;]{2,}|(?:本|该|此)[次案批起项]|上述|前述|以上|范围内(?!发生|出现|产生)|项下|一事|谁[给出付]"
)
"""Whatever there is, was or will be between the two of them."""
_YEAR = re.compile(r"\d{4}年(?:\d{1,2}月)?")
_THIS = re.compile(r"(?:本次|本案|此次|这次|该次|本)[^,。;]{0,16}(?:纠纷|争议|事故|事件|事|借款|欠款)")
_JOINED_IN = re.compile(
    r"(?:争议|纠纷|矛盾|欠款|押金|租金|账目)(?:也|随(?:着)?本协议)[^,。;]{0,8}(?:了结|终结|了断|结清|作罢|处理|解决)"
    r"|(?:争[议执端]|纠纷|矛盾|欠款|租金|运费|账目?|官司|诉讼|仲裁|案子?|问题|分账)[^。;]{0,24}?(?:(?<!谁)也|亦|同样|顺带|顺便)[^。;]{0,16}"
    + _SETTLED
    + r"|(?:顺带|顺便|此外)[^。;]{0,30}(?:争[议执端]|纠纷|账目?|官司|案子?)[^。;]{0,14}"
    + _SETTLED
)
"""Another quarrel is ended along with this one (门面转租争议也以本协议终结)."""
_LENT = re.compile(
    r"(?:借用|借给|借走)[^。;]{1,24},[^,。;]{0,6}归[^,。;]{1,8},[^,。;]{0,8}(?:不必|不再|不用|无需)"
)
"""What one lent the other long ago changes hands along with it."""
_UNKNOWN = re.compile(r"(?:已知|知道)[^,。;]{0,3}(?:未知|不知道?)[^,。;]{0,12}(?:债|权利|事项|纠纷|请求)")
_HANDED_OVER = re.compile(
    r"与(?:本次|本案|本|此次|该|这次)[^,。;]{0,6}(?:纠纷|争议|事故|事)?(?:无关|不相干)的[^。;]{2,30}(?:过户|交付|转让|归[^,。;]{1,6}所有|抵给|付给|赔给|拆除|搬走)"
)
"""What has nothing to do with the dispute changes hands all the same."""
_LEFT_OPEN = re.compile(
    r"(?<!不得)(?<!不再)(?<!不能)另行(?:处理|解决|协商|主张)|不(?:受|在)[^,。;]{0,6}影响|不涉及|不包括|除外|保留|不作处理|不在此列|另论|别的事不在|(?<![也亦均])以(?:这|本)[^,。;]{0,4}为准(?!一并)|照(?:旧|常)|仍按|(?<!不得)(?<!不再)继续"
)


_IN_A_LOT = re.compile(r"(?:一揽子|打包)(?:解决|处理|了结)")
_ALONG = re.compile(
    r"(?P<what>[^,。;:]{6,40}?)(?:,?(?:也|亦|同样|一律)?)(?:这次也?|就此(?=免|作废|勾)|一并|同时|一起|一道|随之|顺带|顺便|一同)(?:由本协议|在本协议中|按本协议|在本次|均)?"
    + _SETTLED
    + rf"|{_IN_A_LOT.pattern}"
    + r"[^。;\u4e00-\u9fa5]{0,4}(?:包括|连同|含)(?P<lot>[^,。;]{4,30})"
    + r"|(?:包括|连同|含)(?P<with>[^,。;:]{4,30}?)(?:等)?在内的?[^。;]{0,16}"
    + _SETTLED
)
_ARISEN = re.compile(
    _THIS.pattern + r"|因[^,。;]{2,}(?:引起|产生|发生|造成|导致|的(?:争议|纠纷))|(?:上述|以上|前述)"
)
_BY_ITSELF = re.compile(r"纠纷随(?:之|此)(?:终结|了结|结束)")
"""The dispute ends with what was done: nothing else is drawn in."""
_NO_MATTER_HOW = re.compile(r"(?:均|都|概)与[^,。;]{2,6}无关")
_MATTER = re.compile(
    r"款|债|账|金|费|钱|问题|纠纷|争[议执端]|事宜|事项|一事|官司|的事|[旧恩]怨|股份|份额|合伙|生意|合同|买卖"
)
_WORD_OF_FORM = re.compile(
    r"双方|各方|甲方|乙方|丙方|原告|被告|申请人|之间|问题|纠纷|争议|事宜|事项|一事|所有|全部|任何|款项|欠款|上述|以上|本次|本案|本协议|另行|给|的|与|和|及|在|对|因|由|已|于|向"
)
_UNHEARD, _FEWEST = 0.25, 4
"""So small a part of the words of a matter may be told elsewhere in the paper, and so many pairs of signs it has."""


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield the sentence that settles, waives or strikes what is no part of the dispute."""
    for clause in reading.clauses:
        for sentence in sentences(clause.text):
            if (
                _reaches_beyond(sentence, reading.preamble)
                or _unheard_of(sentence, reading)
                or takes_up_another(sentence, reading)
            ):
                yield found("scope-beyond", clause.where, sentence)
                return


def _reaches_beyond(sentence: str, facts: str) -> bool:
    """Return whether *sentence* settles what is no part of the dispute of which the *facts* tell."""
    if _HANDED_OVER.search(sentence) and not _LEFT_OPEN.search(sentence):
        return True
    sentence = _NO_MATTER_HOW.sub("", sentence)
    if not _SETTLES.search(sentence):
        return False
    if _EVERYTHING.search(sentence):
        return True
    if _FUTURE.search(sentence) and re.search("一律|均以本协议", sentence):
        return True
    if _LEFT_OPEN.search(sentence):
        return False
    if (
        _all_between(sentence)
        or _OUTSIDE.search(sentence)
        or _FUTURE.search(sentence)
        or _UNKNOWN.search(sentence)
    ):
        return True
    rest = ",".join(part for part in sentence.split(",") if not _THIS.search(part))
    if _JOINED_IN.search(rest) or _LENT.search(rest):
        return True
    other = _OTHER.search(rest)
    year = _YEAR.match(other[0]) if other else None
    own = year is not None and year[0] in facts
    return other is not None and not own and bool(_ALSO.search(rest))


def _all_between(sentence: str) -> bool:
    """Return whether *sentence* ends all there is between the parties and ties it to nothing."""
    return bool(_ALL_BETWEEN.search(sentence) or _OLD_SCORES.search(sentence)) and not _TIED.search(sentence)


def _unheard_of(sentence: str, reading: Reading) -> bool:
    """Return whether *sentence* ends, along with the dispute, a matter of which the paper tells nowhere else."""
    may = (_SETTLES.search(sentence) or _IN_A_LOT.search(sentence)) and not _BY_ITSELF.search(sentence)
    told = _ALONG.search(sentence) if may else None
    what = (told["what"] or told["with"] or told["lot"]) if told else ""
    if not _MATTER.search(what) or _ARISEN.search(what):
        return False
    names = sorted((name for name in reading.called if len(name) > 1), key=len, reverse=True)
    bare = what
    for name in names:
        bare = bare.replace(name, "|")
    words = re.sub(r"\d+年?", "|", _WORD_OF_FORM.sub("|", bare))
    pairs = {words[at : at + 2] for at in range(len(words) - 1) if "|" not in words[at : at + 2]}
    elsewhere = reading.told.replace(sentence, "")
    heard = sum(pair in elsewhere for pair in pairs)
    return len(pairs) >= _FEWEST and heard <= _UNHEARD * len(pairs)
