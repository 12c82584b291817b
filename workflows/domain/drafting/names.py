"""Names of persons in running Chinese text, found by surname and by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SINGLE = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程"
    "嵇邢裴陆荣翁荀羊惠甄曲家封芮储靳邴松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜"
    "黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴"
    "瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养"
    "官衣汲糜隋昝冼呙芦苑邸栗揭仝兰郄郗晋庹禚綦矫亓苟檀雒粟滑佴"
    "鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖覃涂佟楚岳亢况琴帅海归墨哈谯笪年爱阳佘牟商仉伯赏闫代"
)
SURNAMES = frozenset(_SINGLE)
_DOUBLE = (
    "欧阳|上官|司马|诸葛|东方|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|司空|闻人|东郭|南宫|端木|百里|呼延|轩辕|濮阳|淳于|单于|太叔"
    "|申屠|仲孙|钟离|鲜于|闾丘|亓官|公冶|澹台|宗政|赫连|拓跋|夹谷|谷梁|西门|第五|公西|漆雕|乐正|宰父|左丘|即墨|段干|微生|相里|万俟"
)
_LEFT = (
    r"(?:^|(?<=[\s,。;:、()\"“”「」《]))|(?<=[给向与和同由被把对跟到请是赔还欠让叫退付从按将为于至入])|"
    r"(?<=[邻户方人主客师工东妻夫父母子女儿弟哥姐妹])"
)
_RIGHT = (
    r"(?=$|[\s,。;:、()\"“”「」》]|"
    r"[的应赔给还支付向于在和与把将收自同愿承负欠退补不再未没到分因从家系驾已每须需放拿交拖晚手"
    r"以另出继按对一二三四五六七八九十\d请本今当也又先后是有就要才都用提归配修拆清搬停违等确保"
    r"协认做装移名可货工租医误押])"
)
_SURNAME = rf"(?:{_DOUBLE}|[{_SINGLE}])"
_SHORT = re.compile(rf"(?:{_LEFT})(?:{_SURNAME}[\u4e00-\u9fa5]{{1,2}}?){_RIGHT}")
_LONG = re.compile(rf"(?:{_LEFT})(?:{_SURNAME}[\u4e00-\u9fa5]{{2}}){_RIGHT}")
_CERTAIN = re.compile(
    r"(?<![\u4e00-\u9fa5])[\u4e00-\u9fa5]某(?:某|[甲乙丙丁])?(?![些种个天年月时人方])|"
    rf"(?:{_SURNAME}|[甲乙丙丁戊己庚辛])某(?:某|[甲乙丙丁])?"
)
_FIRST = re.compile(rf"{_SURNAME}[\u4e00-\u9fa5]")
_TOLD = re.compile(
    rf"({_SURNAME}[\u4e00-\u9fa5]{{1,2}})(?=\s*[,、;(\s]\s*[男女]\b|\s*[,、;(\s]\s*[男女][,、;)\s])"
)
_IN_FIELD = re.compile(
    rf"姓名[\s:]*([\u4e00-\u9fa5]{{2,4}})(?=[\s,;|]+性别)|(?:姓名|[甲乙丙丁]方[是为系])[\s:]*({_SURNAME}[\u4e00-\u9fa5]{{1,2}})(?=[\s,;()|]|$)"
)
_WORDS = re.compile(
    r"^(?:官[司方员]|衣[物服柜架被]|盖章|签[名字章]|申请[人方]|农民|尚[未欠有需]|能[力够源]|余[款下额欠债]|商标|向.方|.家$|.老[板师]|万元|金额|任何|任一|全部|全额|双方|时间|时限|时候|方式|方便|方案|应[当付收在该于得由]?|经[调双过济营协此确核查审办手]|单[位据方]|明[确天年细]|权[利益属]|支[付出取]"
    r"|班[主长组级]|包[括含]|房[屋东租产子地]|项[目下]|费用|水[电费泥管利]|石[材头]|成[立年交员为长]|常[用年]|强[制行]|相[关应互]|路[面边费]|车[辆位主费款损]|[物路水房]损|钱[款到在]|安[装置全排]|和[解好睦平]"
    r"|平[均分等方]|计[算划付]|施工|许可|高[度空于]|白天|黄金|马上|左[右侧边]|公[司安证里共]|管[理道]|农[业村行户历]|向[甲乙丙丁对申被]|于[本上]|从[此今其该本]|党|周[日岁边]|年[月底初]|关[于系]"
    r"|终[止结身]|后[期续果]|商[定量业铺户品银]|.?银行|利[息益率]|查[看明]|解[除决]|连[带续]|通[过道知行]|都[不是]|别[的人]|居[住委间]|国[家有]|文[件本书]|那[边个]|空[调]|归还|代[为理]|另[外行]"
    r"|时[不未间限候搬付交还按]|乐意|有关|双倍|东[边侧西墙]|容[易量]|广告|隆重|冷[藏]|沙石|养[老]|游客|印章|司法|司机|家[里人属具中]|山[上林]|劳[动务]|林[地木权]|田[地里埂间坎]|花[费园销]|干[活]|阳台|.?(?:一共|共计|合计|总共))"
)
_SINGLES = re.compile(
    r"^[能家景印石温别满终充何时池羊牛鱼车苗毛水江云华米元万方金单支房年权归后公查关相须养沙空那都通益海哈爱游红丰].$"
)
_NOT_GIVEN = frozenset("外内方率利年月日款项事再付清后的了款给赔元是在与及将被把不未已应还欠到")
_OWNER = re.compile(
    rf"(?:(?<=[\s,。;:、()壁邻主户人友兄弟姐妹哥侄叔姑舅工室号的经从过由将把替代外在给])|^)(?:{_SURNAME}[\u4e00-\u9fa5]{{1,2}}|老{_SURNAME})"
    r"(?<![家里边这那去户方])(?=(?:家(?!谱|具|人|庭|属|长|里|中)|名下|所有|承包|租种|承租)的?[^,。;]|停在|放在|存在|的(?:自留地|菜地|承包地|果园|房|地里|地边|车位?))"
)
_NO_OWNER = frozenset("自其他她本各这那往把窗")
_OFTEN = 2


def people(text: str) -> frozenset[str]:
    """Return the names of persons in *text*: told with a sex or in a field, or seen twice where names stand."""
    told = {match[match.lastindex or 0] for pattern in (_TOLD, _IN_FIELD) for match in pattern.finditer(text)}
    told |= set(_CERTAIN.findall(text)) if "某" in text else set()
    found = {match[0] for pattern in (_SHORT, _LONG) for match in pattern.finditer(text)}
    seen = {name: text.count(name) for name in sorted(found)}
    often = {name: n for name, n in seen.items() if n >= _OFTEN and len(name) > 1 and not is_word(name)}
    return frozenset(told) | {name for name in often if not _part_of_longer(name, often)}


def _part_of_longer(name: str, often: Mapping[str, int]) -> bool:
    return any(other != name and other.startswith(name) and often[other] >= often[name] for other in often)


def owners(text: str) -> list[tuple[str, int]]:
    """Return who is said to own, to till or to have put something somewhere, and where the words on it begin."""
    told = [(match[0], match.end()) for match in _OWNER.finditer(text)]
    return [(name, end) for name, end in told if not (is_word(name) or _NO_OWNER & set(name))]


def starts_with_surname(text: str) -> bool:
    """Return whether *text* begins like the name of a person."""
    return bool(_FIRST.match(text)) and not _WORDS.match(text)


def is_word(name: str) -> bool:
    """Return whether *name*, which begins like a name, is a word of the language."""
    return bool(_WORDS.match(name) or _SINGLES.match(name) or _NOT_GIVEN & set(name[1:]))
