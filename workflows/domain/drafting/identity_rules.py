"""Rules on identities: numbers fit birth and sex, parties are told in full and sign under their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.foot import HOW, Kind, is_of, read_foot
from workflows.domain.drafting.names import starts_with_surname
from workflows.domain.drafting.reading import Reading, places
from workflows.domain.drafting.roll import Entry, entries
from workflows.domain.drafting.signing_day import signed_on

_HID = r"[\dXx*]"
_NUMBER = re.compile(
    rf"(?<![\dA-Za-z*]){_HID}{{6}}(?P<birth>(?:19|20)\d\d{_HID}{{4}}){_HID}{{2}}(?P<sex>{_HID}){_HID}(?![\dA-Za-z*])"
)
"""An identity number, some signs of which may be hidden (1101xx19850709xxxx, 1101011985****1213)."""
_CODE = re.compile(
    rf"(?<![\dA-Za-z])(?:{_HID}{{6}}(?:19|20)\d\d{_HID}{{8}}|\d{{3,6}}\*{{8,}}{_HID}{{2,6}}|[0-9A-Z][0-9A-Zx*]{{17}})(?![\dA-Za-z])"
    r"|(?<![\dA-Za-z])\d{4}[\dxX*]{2,10}[xX*]{2}[\dA-Za-z*]{0,10}(?![\dA-Za-z*])"
)
_HIDDEN = re.compile(r"[xX*]{2}")
"""Where numbers are hidden, names may be too (李某某)."""
_SEX = re.compile(r"(?<![\u4e00-\u9fa5])([男女])(?![\u4e00-\u9fa5])")
_LABELLED_SEX = re.compile(r"性别\s*[:]\s*([男女])")
_AGE = re.compile(r"(?<!\d)(\d{1,3})\s*周?岁")
_YMD = r"(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})日?"
_BORN = re.compile(
    rf"(?:(?<=出生)|(?<=生于)|(?<=出生日期)|(?<=出生日期:)|(?<=出生年月:)){_YMD}|{_YMD}(?=\s*(?:出?生))"
)
_PHONE = re.compile(r"电话|手机|联系方式|\d{7,}")
_BIRTHDAY = re.compile(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出?生|(?=[,。;]))")
_BACK, _SHORT = 110, 4
_OTHER_PERSON = re.compile(r"法定代表人|法定代理人|代理人|负责人|监护人|经营者")
_DESCRIBED = re.compile(r"代码|住|址|电话|联系|代表|负责|身份|证|出生|生|岁|男|女|代理|\d")
_LACKING = re.compile(
    r"(?:其他|其余)(?:情况|信息)[^,。;\n]{0,2}(?:不详|不明|后补)|信息后补|[(]\s*(?:待补|待核|待查|[^)]{0,8}未填|未写明)[^)]*[)]|身份(?:信息|证号?码?|情况)?[^,。;\n]{0,4}(?:未提供|不详|没带|未带|不明|[后补]补|待补)|(?:住所|住址|地址|生日)(?:不详|不明|说不准|没写)"
    r"|(?:一名|一个|一位|有个)姓[\u4e00-\u9fa5]的|(?:^|\n)\s*(?:[甲乙丙丁]方|被?申请人|当事人)[\s:]*[^,。;:\n()]{2,12}(?:老板|店主|房东|司机|女儿|儿子|媳妇|女婿)\s*[(。;\n]"
)
"""The paper itself says that it does not know the party."""
_BLANK = re.compile(r"(?:身份证号?码?|公民身份号码|信用代码)\s*:\s*(?:_{3,}| {4,}(?=[,;。]))[^\n]{0,40}")
"""A place for the number that stayed empty, where another party's is written."""
_ANY_NUMBER = re.compile(r"(?:身份证(?:件)?|公民身份)(?:号码?|证号)?\s*[:为]?\s*(\d{10,24}[\dXx]?)(?![\d*])")
_LONG, _OLD = 18, 15
_HOME = re.compile(r"住|址|居民|[省市县区镇乡村旗][\u4e00-\u9fa5]|[村镇乡街路组号人室](?=[,。;\s()]|$)")
_HEADED = re.compile(
    r"法定代表人|负责人|经营者|法人|代表|投资人|合伙人|出资人|管理人|院长|校长|厂长|经理|理事长|主任|店主|老板|业主|园长|站长|社长|组长"
)
_ANONYMOUS = re.compile(
    r"^(?:[老小阿][\u4e00-\u9fa5]|[\u4e00-\u9fa5]某某?|[\u4e00-\u9fa5](?:先生|女士|师傅|老板|大姐|大哥))$"
)
_NICKNAME = re.compile(r"(?m)^[^,。;:\n]{1,12}:\s*(?P<name>老[\u4e00-\u9fa5])(?=[,;(\s])")
_KIN_OF = re.compile(r"系[^,。]{0,8}[之的]")
_DEAD = re.compile(r"去世|死亡|身亡|抢救无效|身故")
_FAR = 170
_BESIDE = re.compile(r"[^\n。]{0,8}[,(;:|](?![^\n。]*银行)[^\n。]{0,90}")
_TELLS_ON = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日(?!出?生)[^,。;]*[,]")
"""What happened on a day is told of nobody's identity."""
_NO_SIGNER = re.compile(
    r"(?:人民|主持|在场|特邀)?调解|记录|见证|主持|代理|代表|经办|监护|负责|盖章[)]|公司|委员会|中心"
)
_SIGNER = re.compile(
    r"(?:[A-D甲乙丙丁]方?|被?申请[人方][一二三]?|当事人|[男女]方|[\u4e00-\u9fa5]{2,5}(?=[(][^)\n]{0,12}[签手印]))\s*(?:[(][^)\n]{0,20}[)])*(?:签[名字章])?\s*[:]\s*(?P<name>[\u4e00-\u9fa5]{2,4})(?![\u4e00-\u9fa5])"
    r"|(?:[甲乙丙丁]方|被?申请人)[(](?P<inside>[\u4e00-\u9fa5]{2,4})[)][(][^)\n]{0,12}[签印]"
    r"|(?:^|(?<=[\s]))(?P<alone>[\u4e00-\u9fa5]{2,4})[(][^)\n]{0,10}(?:签|捺|指印|手印)[^)\n]{0,8}[)]"
)
_TYPED_NAME = re.compile(
    r"^[^,。;:()]{1,8}[(](?!签|盖|捺|按)(?P<name>[\u4e00-\u9fa5]{2,4})[)]|[)]?[:]\s*(?P<typed>[\u4e00-\u9fa5]{2,4})(?=[\s_(]|$)"
)
_HOW = re.compile(HOW)
_IN_PLACE_OF = re.compile(r"代|委托|监护|父|母|法定|[妻夫子女儿兄弟姐妹]")
"""Who signs so signs for the party, under his own name."""
_LAST, _HEAD, _SHORT_END, _PAIR = 420, 900, 20, 2


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield what the rules on identities find in a draft that came as one text."""
    yield from _numbers(reading.text, signed_on(reading))
    told = entries(reading)
    head = reading.text[:_HEAD]
    unknown = _LACKING.search(head) or (_CODE.search(head) and _BLANK.search(head))
    if unknown:
        yield found("party-incomplete", "当事人", unknown[0])
    yield from _odd_numbers(head)
    yield from _incomplete(told, reading.text)
    yield from _renamed(reading, told)
    yield from _misnamed(reading.text, told)


def _wrong_age(line: str, birth: str, signed: date | None) -> bool:
    """Return whether the age told in *line* cannot be that of somebody born on *birth*."""
    ages = _AGE.findall(line)
    told = int(ages[-1]) if ages and signed else None
    return told is not None and signed is not None and abs(signed.year - int(birth[:4]) - told) > 1


def _numbers(text: str, signed: date | None) -> Iterator[AgreementFinding]:
    """Compare each identity number with the day of birth and the sex told beside it."""
    start = 0
    for number in _NUMBER.finditer(text):
        before = _OTHER_PERSON.split(text[max(start, number.start() - _BACK) : number.start()])[-1]
        start = number.end()
        line = before.rsplit("\n", 1)[-1]
        born = [
            [part for part in each if part]
            for each in _BORN.findall(before if "出生日期" in before else line)
        ]
        sex = _SEX.findall(line) or _LABELLED_SEX.findall(before)
        days_told = [f"{int(year)}{int(month):02}{int(day):02}" for year, month, day in born]
        wrong_day = bool(days_told) and not _may_be(days_told[-1], number["birth"])
        odd = number["sex"].isdigit() and int(number["sex"]) % 2 == 1
        wrong_sex = bool(sex) and number["sex"].isdigit() and (sex[-1] == "男") is not odd
        if wrong_day or wrong_sex or _wrong_age(line, number["birth"], signed):
            yield found("identity-differs", "当事人", number[0])


def _may_be(day: str, birth: str) -> bool:
    """Return whether *birth*, some signs of which may be hidden, can be *day*."""
    return all(told == hidden or not hidden.isdigit() for told, hidden in zip(day, birth, strict=True))


def _odd_numbers(head: str) -> Iterator[AgreementFinding]:
    """Yield identity numbers that no card bears: not 18 long, or with a day that no calendar has (GB 11643)."""
    for told in _ANY_NUMBER.finditer(head):
        number = told[1]
        birth = re.fullmatch(r"\d{6}(\d{4})(\d\d)(\d\d)\d{3}[\dXx]", number)
        if len(number) != _LONG and len(number) != _OLD:
            yield found("party-incomplete", "当事人", number)
        elif birth and not _is_day(*map(int, birth.groups())):
            yield found("identity-differs", "当事人", number)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day) > date.min
    except ValueError:
        return False


def _incomplete(told: Sequence[Entry], text: str) -> Iterator[AgreementFinding]:
    """Look for parties without full name, number or home where another one is told in full."""
    nickname = _NICKNAME.search(text[:_HEAD])
    if nickname:
        yield found("party-incomplete", "当事人", nickname["name"])
    numbered = [each for each in told if _CODE.search(each.told)]
    if not numbered:
        return
    lone = _unnumbered(told, text)
    for each in told:
        if len(each.name) > _SHORT and not (_CODE.search(each.told) or _HEADED.search(each.whole)):
            yield found("representative-missing", "当事人", each.name)
        bare = each not in numbered and _is_person(each) and _is_bare(each, text)
        hidden = each in numbered and _HIDDEN.search(each.told)
        if (_ANONYMOUS.match(each.name) and not hidden) or bare or each in lone:
            yield found("party-incomplete", "当事人", each.name)


def _is_person(entry: Entry) -> bool:
    return len(entry.name) <= _SHORT and starts_with_surname(entry.name)


def _unnumbered(told: Sequence[Entry], text: str) -> list[Entry]:
    """Return the one person told by half where every other one is told in full; kin of somebody dead apart."""
    persons = [each for each in told if _is_person(each) and len(each.whole) > _SHORT]
    without = [each for each in persons if not _is_known(_about(each, text))]
    kin = any(_KIN_OF.search(each.whole) or _DEAD.search(_about(each, text)) for each in without)
    return without if len(without) == 1 < len(persons) and not kin else []


def _is_known(about: str) -> bool:
    """Return whether a number is told, or the birth and the home together."""
    return bool(_CODE.search(about) or (_BIRTHDAY.search(about) and _HOME.search(about)))


def _about(entry: Entry, text: str) -> str:
    """Return what is said of *entry* at the head and beside its name anywhere else."""
    found_at = (_BESIDE.match(text, at + len(entry.name)) for at in places(text, entry.name))
    about = next(filter(None, found_at), None)
    return entry.whole[:_FAR] + (entry.name + _TELLS_ON.split(about[0])[0] if about else "")


def _is_bare(entry: Entry, text: str) -> bool:
    """Return whether neither a number nor a home is told of *entry*, here or anywhere else in *text*."""
    about = _about(entry, text)
    return not (_CODE.search(about) or _HOME.search(about) or _DEAD.search(about))


def _renamed(reading: Reading, told: Sequence[Entry]) -> Iterator[AgreementFinding]:
    """Look for a signature under a name of the family of a party who does not sign under the own one."""
    text = reading.text
    end = text.rfind("。") + 1
    block = text[end:] if len(text) - end > _SHORT_END else text[-_LAST:]
    known = {each.name for each in told} | {text[:-_LAST], text[: text.rfind("。") + 1]}
    for entry in told:
        if not starts_with_surname(entry.name) or len(entry.name) > _SHORT or entry.name in block:
            continue
        same = partial(_of_family, entry, known)
        other = next(filter(same, _signers(block)), "")
        if other:
            yield found("identity-differs", "签名处", f"{entry.name} / {other}")


def _misnamed(text: str, told: Sequence[Entry]) -> Iterator[AgreementFinding]:
    """Look for a place under a party's role with a name that the paper tells nowhere else (甲方(李示例)(签字))."""
    for place in read_foot(text, [each.name for each in told]).of(Kind.PARTY):
        match = _TYPED_NAME.search(place.text)
        name = (match["name"] or match["typed"]) if match else ""
        owner = next((each for each in told if is_of(place, each)), None)
        own = owner and _is_person(owner) and owner.role and owner.name not in place.text
        strange = name and starts_with_surname(name) and not _HOW.search(name) and text.count(name) == 1
        if owner and own and strange and not _IN_PLACE_OF.search(place.text):
            yield found("identity-differs", "签名处", f"{owner.name} / {name}")


def _of_family(entry: Entry, known: set[str], name: str) -> bool:
    return name[0] == entry.name[0] and not any(name in told for told in known)


def _signers(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if not _NO_SIGNER.match(line.strip()):
            for match in _SIGNER.finditer(line):
                yield match["name"] or match["inside"] or match["alone"]
