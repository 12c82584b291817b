"""Rules on the grounds for which a court refuses or dismisses (DM-08; 民诉法解释 355, 358)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workflows.domain.drafting.amounts import number
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.ground_signs import is_forced, signs_in
from workflows.domain.drafting.reading import ROLES, Reading, sentences
from workflows.domain.drafting.signing_day import signed_on

_TITLE = re.compile(
    r"(?:水田|旱地|坡地|茶园|草场|宅院|院坝|晒坝|田块|那块[田地山]|房屋|房产|住房|门面房?|老宅|祖屋|祖宅|地基|院子|鱼塘|果园|自留地|菜地|山场|土地|宅基地|林地|林木|山林|耕地|承包地|地块|院落|车库|车位|商铺|产权|所有权|使用权|经营权|股权|专利权?|商标权?|著作权|版权|车辆|轿车)[^,。;]{0,30}(?:归|属于?|确认为|确定为|登记为|判给|由)[^,。;]{0,16}(?:所有|享有|使用权|产权|共有|名下|各[^,。;]{0,6}份|各?(?:占)?\d+%|各?(?:占)?(?:一)?半)"
    r"|(?:产权|所有权|使用权|权属|经营权|[林地物股]权)[^,。;]{0,6}(?:归|属于?)|(?:确认|确定|明确)[^,。;]{0,24}(?:所有权|使用权|产权|权属|经营权|著作权|专利权|商标权|地界|边界|界线|分界|四至)"
    r"|(?:以|按)[^,。;]{1,30}(?:为界|为分界|为地界|作为?(?:分)?界|划界|分界)|(?:地界|边界|界线|分界线)[^,。;]{0,16}(?:为|以(?![内外上下东西南北])|确定|划定)"
)
_LEFT_ALONE = re.compile(
    r"(?:不|未)[^,。;]{0,10}(?:取得|涉及|改变|变更|确认|认定|享有)[^,。;]{0,10}(?:权属|产权|所有权|使用权|经营权)|"
    r"不(?:对|就|涉及|影响|改变|变更)[^,。;]{0,12}(?:权属|产权|所有权|使用权|经营权|承包关系)|(?:权属|产权|所有权|使用权|经营权归属)[^,。;]{0,8}不(?:作|变|在)"
    r"|以[^,。;]{0,16}(?:承包合同|登记簿?|权属?证书?|不动产证|证件)[^,。;]{0,6}为准"
)
_STAYS_HIS = re.compile(r"仍(?:归|属|由)|(?:追|找|领)回")
"""A vehicle stays with its owner, or comes back to him."""
_REGISTERED = re.compile(
    r"(?:(?<!户口)登记机关|民政局|民政部门|婚姻登记处)|以登记为准|登记结婚|(?:财产|子女|抚养)[^,。;]{0,10}(?:有分歧|争议|协商)"
)
_TOLD_BEFORE = re.compile(
    r"法院[^,。;]{0,24}(?:判决|裁定)[^,。;]{0,6}(?:认定|宣告|指定)|^[^,。;]{0,8}(?:纠纷类[别型]|案由|受理日期)\s*[:|]"
)
"""What a court has found already, and what the quarrel is filed under, is not agreed on."""
_NOT_THERE = re.compile(r"(?:不[必用需再去]|无[须需])[^,。;]{0,8}(?:登记|民政)")
"""Where the parties go to the registry for it, or are only told to be about to part, the paper dissolves nothing."""
_PARTED = re.compile(r"(?:于|已经?|经法院)[^,。;]{0,14}(?:协议|登记|调解|判决|自愿)离婚")
_LINE = re.compile(r"(?:以|按)[^,。;]{1,30}(?:为界|为分界|划界|分界)")
_USED, _OWNED = (
    re.compile(r"通行|路面|通道|过道|停车|晾晒|耕作|耕种"),
    re.compile(r"归|所有|权|宅基|地界|边界|分界"),
)
_SOIL = re.compile(r"地|林|山|田|宅|院|塘|归|所有|权")
_CAR = re.compile(r"车辆|轿车|汽车|货车|摩托|面包车|三轮车")
_LAND = re.compile(r"房|宅|地|林|山|库|位|铺|权")
_TRANSFER = re.compile(
    r"(?:房屋|房产|住房|商铺|车位|车辆|轿车|宅基地|不动产|股权)[^,。;]{0,30}(?:归|过户|转让给|赠与|赠予)[^,。;]{0,16}(?:所有|名下|享有)?"
)
_ASSIST = re.compile(
    r"(?:协助|配合|负责)[^。;]{0,16}(?:过户|登记|变更|转移)|办理[^。;]{0,12}(?:过户|变更登记|转移登记|登记手续)"
)
_STATUS = re.compile(
    r"(?:解除|终止|确认|恢复|维持|断绝|脱离|建立)[^,。;]{0,14}(?:婚姻|夫妻|收养|亲子|父子|父女|母子|母女|身份|继承人身份|监护)关系|不再是(?:夫妻|父子|母子|父女|母女)|(?:确认|认定|承认)[^。;]{0,24}(?:存在|系|是|具有|为)[^,。;]{0,4}(?:(?:父子|父女|母子|母女|亲子)关系|(?:生父|生母|亲生))|(?:自愿|同意|协议|准予)离婚|婚姻(?:关系)?(?:无效|有效|解除)|收养(?:关系)?(?:成立|有效|无效|解除)|(?:确认|否认)[^,。;]{0,10}(?:亲生|生父|生母|亲子)|变更(?:监护人|监护权)"
    r"|(?:婚姻|夫妻|收养|亲子|父子|父女|母子|母女)关系[^,。;]{0,20}(?:解除|终止|成立|无效|有效|恢复|断绝|不存在)"
)
_NAMES_QUARREL = re.compile(
    r"(?:解除|终止|确认|变更)?(?:婚姻|夫妻|收养|亲子|身份|监护)关系(?:的|这)?(?:这?[件场个桩]?事|纠纷|争议|争执|一案|案件?)"
)
"""What the quarrel is called (解除收养关系纠纷就此了结) dissolves nothing."""
_SPOUSES = re.compile(r"离婚|夫妻|婚后|婚姻(?:期间|存续)|婚内|男方|女方")
_SPECIAL = re.compile(
    r"宣告[^,。;]{0,12}(?:失踪|死亡)|宣告[^,。;]{0,12}(?:无|限制)民事行为能力|认定[^,。;]{0,16}(?:民事行为能力|财产无主|无主财产)|公示催告|(?:申请|进入|适用)[^,。;]{0,6}破产|破产(?:清算|重整|债权)|选民资格|实现担保物权|指定(?:监护人|遗产管理人)|人身安全保护令"
)
_OUTSIDE = re.compile(
    r"(?:不(?:得|再|予)?(?!构成|符合)|放弃|免于?|免除|撤回|撤销|不要)[^,。;]{0,10}(?:追究[^,。;]{0,24}刑事|刑事(?:责任|控告|处罚)|报案|报警|举报|控告|行政处罚|治安处罚|立案|拘留|起诉书)|刑事责任[^,。;]{0,8}(?:免除|不予追究|不再追究)|(?:公安机关|派出所|检察院|法院)[^,。;]{0,8}(?:不得|撤案|不予处罚|不予立案|从轻|放人)|撤销(?:行政|处罚|工伤认定)|行政(?:处罚|许可|复议)[^,。;]{0,8}(?:撤销|免除|减轻)|不予(?:治安|行政)处罚|(?:罚款|处罚)[^,。;]{0,8}(?:免除|取消|减免|撤销)|不(?:得|再)?[^,。;]{0,12}(?:反映|投诉|检举|举报)[^,。;]{0,10}(?:部门|机关|局|政府)"
    r"|不(?:得|再|准|许)?向[^,。;]{1,14}(?:部门|机[关构]|局|政府|监察|派出所|公安|纪委|社保|任何人)[^,。;]{0,4}(?:反映|投诉|举报|检举|报告|控告|报案)"
    r"|(?:犯了?法|犯罪|刑事|治安)[^,。;]{0,10}(?:一笔勾销|算了|作罢|了结|两清)|(?:公安|派出所|报案|报警)[^,。;]{0,10}(?:销|撤)案|案子[^,。;]{0,4}(?:销|撤|摆平|压下)|(?:不准|不得|不许|不去|不再)[^,。;]{0,10}(?:作证|告官|(?<!、)告状|配合[^,。;]{0,4}调查)"
    r"|改口|翻供|推翻[^,。;]{0,6}(?:笔录|口供|陈述)|(?:说|称|讲)(?:成)?是自己[^,。;]{0,4}(?:摔|碰|撞|弄)|(?:要求|(?<!申)请)[^,。;]{0,4}(?:派出所|公安|警察)?[^,。;]{0,4}(?:不要?|别)(?:再)?(?:处理|处罚|追究|立案)"
)
_UNLAWFUL = re.compile(
    r"(?:可以?|有权)停止(?:向[^,。;]{1,8})?供[水电气暖]|(?:不得|不准|不许|不能|不可)[^,。;提]{0,10}(?:踏出|(?<!搬)走出|离开(?=$|[,。;])|(?:踏出|走出|离开|出)[^,。;]{0,3}(?:本?村|本?镇|本?县|家门|大门|厂门?|工地|工棚|砖厂|屋门))|(?:不得|不准|不许)(?:再)?(?:进入|回到?|踏进)本?[村镇县](?!民|委)|(?:将|把)[^,。;]{1,10}(?:留置|扣留|关|锁|扣)(?:在|于)|(?:留在|住在)[^,。;]{1,12}(?:做工|干活|劳动|打工)|(?<!责)任由[^,。;]{1,8}(?:处置|处理|打骂|发落)|(?:打|揍)一顿|挨打"
    r"|不(?:再)?办理?[^,。;]{0,10}(?:审批|报批|报建|用地手续|规划许可)|利[^,。;]{0,2}滚利|每[天日][^,。;]{0,8}[一二两三四五六七八九\d]成(?:利|息)?|(?:未|没)[^,。;]{0,8}清?[^。;]{0,8}前[^。;]{0,12}(?:身份证|护照|户口本)[^。;]{0,8}(?:保管|扣|押|留)|(?:孩子|未成年人?|[\d一二三四五六七八九十]岁[)]?)[^。;]{0,30}(?:代为|代其|替其?)放弃|放弃[^,。;]{0,8}(?:未成年人|孩子)的?[^,。;]{0,8}权利|放弃[^,。;]{0,24}(?:社保|社会保险)|不再(?:负|尽|承担)[^,。;]{0,6}(?:赡养|抚养|扶养)|(?:可以?|有权|就)[^,。;]{0,8}(?:牵走|开走|拖走|扣下|强占)"
    r"|派人[^,。;]{0,4}看[守管]|(?:家人|专人)?轮流看守(?!鱼|田|瓜|山|林)|不[得许准能](?:离开|走出|出)[^,。;]{0,6}?(?:本地|当地|住处|住所|村|镇|县|家门|屋|工地)|锁在[^,。;]{0,6}(?:屋|房|家|院)[里内中]?|(?:女儿|儿子|孩子)[^,。;]{0,10}(?:干活|做工|打工)|(?:干活|做工|打工)[^,。;]{0,4}[抵顶](?:账|债|偿)|停学|下跪|(?<!不得)(?<!不准)(?<!再)撬门|(?:可以?|有权|可自行)[^。;]{0,24}(?:跟踪|跟随|滋扰|骚扰)|(?:成年|今后|以后|将来)[^,。;]{0,10}抚养费[^,。;]{0,8}(?:不再|免)|[并计滚]入本金|日百分之[一二三四五六七八九十]|由[^,。;]{1,8}换锁|国家保护的?[^,。;]{0,6}(?:动物|鸟|兽)|偷着卖|撵出[^,。;]{0,4}(?:屋|门|家)|不开(?:具)?发票|不入账|不(?:向税务[^,。;]{0,4})?申报(?:纳税)?|(?<!不得)(?<!不准)撬锁|砸毁|无偿(?:做工|劳动|干活)|不得离开[^,。;]{0,6}(?:工棚|工地|厂|村|宿舍)|偷逃[^,。;]{0,4}税|(?:账[本册簿]|证据|凭证)[^,。;]{0,6}(?:烧毁|销毁|撕毁)|(?:作|做)(?:虚假|假|伪)(?:陈述|证)|(?:帮助|协助)[^,。;]{0,8}逃避|利滚利|复利|砍头息|高利贷?|(?:打牌|麻将|牌桌|牌局|赌博)[^。;]{0,16}(?:输|欠)|赌(?:债|资|博|账|款|输|钱)|嫖|毒资|代孕|不(?:得|去|再)?(?:申请|主张|要求|进行)(?!其他|任何其他)[^,。;]{0,6}工伤(?:认定|待遇)?|(?:放弃|不(?:得|再)?(?:要求|主张|支付|给付|负担))[^,。;]{0,8}(?:抚养费|赡养费)|不得(?:探望|探视|离职|怀孕)|童工|未成年人?[^,。;]{0,6}(?:打工|做工|务工)|传销|毒品|(?:水田|旱地|耕地|农田|责任田|承包地|基本农田)[^。;]{0,30}(?:卖断|永久(?:性)?(?:出?卖|出售|转让))|以命|打断[^,。;]{0,3}(?:[腿手脚]|胳膊|骨头|肋骨)|以身抵|小产权|(?:耕地|农田)[^,。;]{0,12}(?:取土|采砂|堆放)|(?:包养|情人|婚外|第三者|分手|青春)(?:费|关系|损失费)?(?:补偿|费)|(?:断绝|脱离)[^,。;]{0,8}(?:[父母子女亲]|家庭|来往)|不得再(?:娶|嫁)|(?:有权|可以|可|强行|擅自|任意)[^,。;]{0,10}(?:(?:搬走|拉走|拿走|搬空)[^,。;]{0,8}(?:财|物|家具|车|东西)|锁门|锁车)|强行(?:搬|拆|占|收|进)|不得(?:再婚|结婚|离婚|生育|恋爱|改嫁)|(?:放弃|免除|不承担|不再承担|不负)[^,。;]{0,8}(?:赡养|抚养|扶养)(?:义务|责任)?"
    r"|(?:放弃|不|无需|免)(?:为其|再)?(?:缴纳|参加|办理|享受|购买|交)[^,。;]{0,8}(?:社保|社会保险|工伤保险|养老保险)|(?:自愿)?放弃[^,。;]{0,6}(?:社保|社会保险|工伤保险)|生死自负|(?:工伤|伤亡|事故)[^,。;]{0,8}(?:概不负责|自行负责|自负)|概不负责|(?:限制|拘禁|扣押|扣留)[^,。;]{0,24}(?:人身|自由|身份证|护照|本人)|(?:身份证|护照|社会保障卡)[^,。;]{0,24}(?:抵押|扣押|扣留|质押)|(?:不得|不准|禁止)(?!再|另|就|[^,。;]{0,6}[狗犬猫牛羊鸡鸭猪宠])[^,。;]{0,8}(?:外出|上学|就学|工作|上访|信访|起诉|诉讼|向法院)"
    r"|(?:宅基地|农村房屋)[^,。;]{0,24}(?:出售|转让|卖)[^,。;]{0,10}(?:城镇|城市|非本村|外村)|(?:耕地|基本农田|承包地|农用地)[^,。;]{0,20}(?:建房|建厂|盖房|建设|挖塘|非农)|以?(?:女儿|儿子|婚姻|劳役|人身)[^,。;]{0,6}抵(?:债|偿)|殴打|打骂|罚跪|示众|游街|(?:社保|社会保险)[^,。;]{0,6}不(?:再|予)?(?:缴|交)|(?:伤病|伤残|死亡|事故|伤亡)[^,。;]{0,10}与[^,。;]{0,8}无关|(?:辍学|退学)|(?:枪支|爆炸物|文物|野生动物)[^,。;]{0,10}(?:买卖|出售|交付)|(?:阴阳合同|逃(?:税|避税)|偷税|不开发票以)"
)
_PUBLIC = re.compile(
    r"(?:少|漏|逃|避|不)(?:交|缴|报)[^,。;]{0,4}税|(?:发票|开票|单价|价格|金额|合同价)[^,。;]{0,10}(?:写[低高少多]|[开做]低|[开做]高)|好处费|打点|疏通关系|活动费|(?:工伤|事故|伤亡)[^,。;]{0,6}不(?:上报|申报)|不合格(?!之处|的?(?:部位|部分|地方|工程|项目))[^。;]{0,24}(?:销售|出售|使用|上市|出厂)|对外(?:隐瞒|保密不报)|(?:事故|伤亡|疫情|污染)[^。;]{0,16}(?:不上报|不报告|私了|私下处理)|不(?:接受|配合)[^,。;]{0,10}(?:机关|部门|行政|执法|监管)[^,。;]{0,6}(?:调查|检查|询问)"
    r"|(?:债务|借款|货款|债权|欠款|借贷)[^,。;]{0,8}(?:并?未|没有|并不)(?:真实|实际)?(?:发生|存在)|(?:应付|对付|应对)[^,。;]{0,10}(?:债权人|执行|查封|检查|审计)|(?:允许|同意|可以)[^,。;]{0,12}占用[^,。;]{0,8}(?:消防通道|公共|道路|河道|绿地|人行道)|(?:逃避|避开|规避|躲避|避免|对抗)[^,。;]{0,10}(?:债务|执行|税|限购|监管|法院|查封|调控)|转移(?:财产|资产)|(?:以免|避免|防止|免得|不让)被?[^,。;]{0,10}(?:执行|查封|扣押|追债|追偿|债权人)|虚(?:开|构|假)[^,。;]{0,8}(?:发票|债务|事实|债权|合同|工资)|骗取|套取|(?:国家|集体|社会公共)利益[^,。;]{0,6}(?:受损|不顾)|(?:污染|排放|倾倒)[^,。;]{0,10}(?:可以|继续|允许|不受)|(?:征地|拆迁|安置|低保|补贴)[^,。;]{0,10}(?:多报|虚报|冒领)|对外(?:宣称|谎称)|(?:瞒着|不告知|隐瞒)[^,。;]{0,10}(?:债权人|税务|法院|其他继承人|配偶|银行)"
)
_FORCED = re.compile(
    r"(?:不签|不同意|不接受|不在|拒签)[^。;]{0,20}(?:停止|中断|取消|扣发|停发|断|不予|不给|赶|拘|抓|曝光|通报|停水|停电)|(?:停止供|断|停)(?:水|电|气)[^。;]{0,16}(?:须|必须|为条件|直到)|(?:必须|被迫|强制|勒令|责令)[^,。;]{0,8}(?:接受|签[字署]|同意|服从)|(?:否则|不签|不同意)[^,。;]{0,14}(?:不(?:放|准|让|许)[^,。;]{0,6}(?:走|离开|回家|人)|后果自负|停水|停电|断水|断电|列入黑名单|停发|扣发|取消[^,。;]{0,4}(?:低保|补贴|待遇)|曝光)|(?<!未)(?<!没有)(?<!不)(?:(?<!存)在|受)(?!到?任何)[^,。;受]{0,8}(?:胁迫|压力|威胁)(?:下)?|不论[^,。;]{0,6}是否(?:同意|自愿)|无论(?:同意与否|愿意与否)"
)
_ABSTAINS = re.compile(
    r"(?:不再|不得再?|不准|禁止|远离|杜绝|保证不|戒|戒除)[^,。;]{0,14}(?:赌博?|吸毒|毒品|嫖娼?|打骂|殴打|家暴|酗酒)[^,。;]{0,2}"
    r"|(?:不再|不得?|不予|免除?|放弃|禁止)(?:另行|再|计收|收取|计算|加收|计|约定|主张)*[^,。;]{0,10}(?:复利|利滚利|高利贷?)"
)
"""Whoever promises to leave off what is unlawful agrees on nothing unlawful."""
_DONE_AGAIN = re.compile(
    r"(?:再(?:次|有)?|发生|出现)[^,。;]{0,8}(?:打骂|殴打|辱骂|家暴|赌博|吸毒|酗酒)[^,。;]{0,8}(?:的|时|行为|,)"
)
_LASTS_UNTIL = re.compile(
    r"(?:至|到)[^,。;]{0,24}(?:婚姻|夫妻|收养|监护|抚养)关系(?:依法)?(?:解除|终止|消灭)(?:之日|之?时|为)?(?:止|为止)?"
)
"""What follows when it is done again, and how long a duty lasts, are not agreed on."""
_LABOUR = re.compile(
    r"(?:恢复|解除|终止|续签|继续履行|变更)[^,。;]{0,10}(?:劳动(?:关系|合同)|工作岗位|岗位)|补缴[^,。;]{0,8}(?:社保|社会保险|公积金)|(?:出具|开具)[^,。;]{0,10}(?:离职|解除|证明)|(?:转移|办理)[^,。;]{0,10}(?:社保|社会保险|档案)|赔礼道歉|恢复原职|调(?:整|动)岗位"
)
_RATE = re.compile(
    r"(?P<span>年|月|日)?(?:利率|利息|息)(?:按|为|是)?(?:每?(?P<span2>年|月|日))?(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>%|‰|分|厘)|(?P<span3>年|月|日)息(?P<n2>[一二两三四五六七八九十\d.]+)(?P<unit2>分|厘)|(?:(?P<span5>年|月|日)(?:利率|息)(?:按|为|是)?|每(?P<span6>月|年|日)(?=百分之[^,。;]{0,16}(?:利息|计息)))百分之(?P<n5>[一二三四五六七八九十百零]{1,5})(?!点)|每(?P<span4>月|年|日)[^,。;\d]{0,6}(?P<n3>\d+(?:\.\d+)?)\s*(?P<unit3>%|‰)[^,。;]{0,6}(?:利息|计息)"
)


_TIMES = {"年": 1, "月": 12, "日": 365}
_UNITS = {"%": Decimal(1), "‰": Decimal("0.1"), "分": Decimal(1), "厘": Decimal("0.1")}
_TEXTUAL = (
    ("status-relation", _STATUS),
    ("special-procedure", _SPECIAL),
    ("outside-civil", _OUTSIDE),
    ("against-law", _UNLAWFUL),
    ("public-interest", _PUBLIC),
    ("involuntary", _FORCED),
    ("title-fixing", _TITLE),
)


_DIRTY = re.compile(
    r"赌|牌九|筹码|牌友|炸金花|百家乐|六合彩|私彩|黑彩|(?:打牌|打麻将|斗地主|麻将)[^。;]{0,20}(?:输|欠)|请托|跑关系|找关系|托关系|走后门|办编制|代孕|传销|跑分|洗钱|走私|毒品|嫖|套现|代考|替考|包养"
)
"""What a debt may come from that the law does not protect (民法典第八条、第一百五十三条), told among the facts."""
_OWED = re.compile(r"[欠借]条|欠|借款|记账|拿了?[^,。;]{0,6}(?:钱|筹码)|给了?[^,。;]{0,8}[\d万]")
_HURT = re.compile(r"受?伤|扭打|殴|推搡|治疗|住院|戒赌")
_PRESSED = re.compile(
    r"(?<!未)(?<!没有)(?:威胁|恐吓|要挟|胁迫|逼迫|强迫)|(?:如|若|要是)?不[^,。;]{0,6}签(?:字)?[^,。;]{0,4}[即就便][^,。;]{1,16}|因(?:害怕|恐惧|惧怕)|(?:害怕|不敢)[^,。;]{0,8}(?:同意|签)"
)
_SHORT = 40
_WILLING = re.compile(r"没有|未|不存在|无|并非")


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield what the rules on refusal grounds find, in the fields, in the words and in the cause of the quarrel."""
    yield from _fields(reading)
    yield from _cause(reading)
    flagged: set[str] = set()
    for clause in reading.clauses:
        for sentence in sentences(_unnamed(reading, clause.text)):
            told = _agreed_on(sentence)
            for rule, pattern in _TEXTUAL:
                if rule not in flagged and pattern.search(told) and not _denies(reading, rule, sentence):
                    flagged.add(rule)
                    yield found(rule, clause.where, sentence)
            for rule in signs_in(told):
                if rule not in flagged:
                    flagged.add(rule)
                    yield found(rule, clause.where, sentence)
    if _TRANSFER.search(reading.whole) and "title-fixing" in flagged and not _ASSIST.search(reading.whole):
        yield found("title-transfer-assist", "协议内容")
    yield from _labour(reading)
    yield from _interest(reading)


def _agreed_on(sentence: str) -> str:
    """Return *sentence* without what it forbids, supposes, or only names the quarrel or a term by."""
    for pattern in (_ABSTAINS, _DONE_AGAIN, _LASTS_UNTIL):
        sentence = pattern.sub("", sentence)
    return _NAMES_QUARREL.sub("纠纷", sentence)


def _cause(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield the fact that the debt comes from what the law does not protect, or that somebody was pressed to sign."""
    facts = sentences(reading.preamble if len(reading.preamble) > _SHORT else reading.text)
    dirty = next((part for part in facts if _DIRTY.search(part) and _OWED.search(part)), "")
    if dirty and reading.payments and not any(map(_HURT.search, facts)):
        yield found("against-law", "主要事实", dirty)
    for part in (*facts, *sentences(reading.agreed)):
        if is_forced(part) or (part in facts and _is_pressed(part)):
            yield found("involuntary", "主要事实", part)
            return


def _is_pressed(part: str) -> bool:
    return bool(_PRESSED.search(part) and re.search("签|同意", part)) and not _WILLING.search(part)


def left_to_registry(sentence: str) -> bool:
    """Return whether *sentence* leaves a change of family status to the registry."""
    return bool(_REGISTERED.search(sentence)) and not _NOT_THERE.search(sentence)


def leaves_title(sentence: str) -> bool:
    """Return whether *sentence* says that whose it is stays as it is."""
    return bool(_LEFT_ALONE.search(sentence))


def _denies(reading: Reading, rule: str, sentence: str) -> bool:
    """Return whether *sentence* fixes no title: the right stays as registered, a movable changes hands for money."""
    if rule == "status-relation":
        return left_to_registry(sentence) or bool(_PARTED.search(sentence))
    if rule != "title-fixing":
        return bool(_TOLD_BEFORE.search(sentence))
    line = _LINE.search(sentence) and not _TITLE.search(_LINE.sub("", sentence))
    used = _USED.search(sentence) and not _OWNED.search(sentence)
    if used or (line and not _SOIL.search(sentence)):
        return True  # 以红漆线为界晒谷: who uses which side, not whose it is
    shared = _SPOUSES.search(reading.whole) or _ASSIST.search(reading.whole)
    handed = _CAR.search(sentence) and not _LAND.search(sentence) and shared
    stays = _STAYS_HIS.search(sentence) and _CAR.search(sentence) and not _LAND.search(sentence)
    return bool(_LEFT_ALONE.search(sentence) or handed or stays)


def _unnamed(reading: Reading, text: str) -> str:
    """Return *text* with the parties' own names put aside: a name is no ground."""
    for name in sorted(set(reading.called) - set(ROLES) - set("甲乙丙丁"), key=len, reverse=True):
        text = text.replace(name, "某人")
    return text


def _fields(reading: Reading) -> Iterator[AgreementFinding]:
    known = reading.document.confirmation
    for rule, value in (
        ("status-relation", known.status_relation),
        ("title-fixing", known.title_confirming),
        ("special-procedure", known.other_special_procedure),
        ("outside-civil", known.outside_civil),
        ("labour-beyond-payment", known.labour_beyond_payment),
        ("agent-authority", known.agent_unauthorised),
        ("not-joint", known.joint is False),
    ):
        if value:
            yield found(rule, "司法确认")


def _labour(reading: Reading) -> Iterator[AgreementFinding]:
    claim = reading.document.claim
    if claim.type != "labour" and not re.search(
        r"劳动(?:争议|关系|合同|报酬|者)", claim.type + claim.title + reading.text
    ):
        return
    for clause in reading.clauses:
        match = _LABOUR.search(clause.text)
        if match:
            yield found("labour-beyond-payment", clause.where, match[0])
            return


def _interest(reading: Reading) -> Iterator[AgreementFinding]:
    highest = reading.interest.highest(reading.document.agreement.agreed_on or signed_on(reading))
    for clause in reading.clauses:
        for match in _RATE.finditer(clause.text):
            rate = _yearly(match)
            if highest is not None and rate is not None and rate > highest:
                yield found("interest-cap", clause.where, match[0])


def _yearly(match: re.Match[str]) -> Decimal | None:
    found_at = match.groupdict()
    if found_at["n5"]:
        percent = number(found_at["n5"])
        return None if percent is None else Decimal(percent) * _TIMES[found_at["span5"] or found_at["span6"]]
    unit = found_at["unit"] or found_at["unit2"] or found_at["unit3"] or "%"
    span = found_at["span"] or found_at["span2"] or found_at["span3"] or found_at["span4"]
    text = found_at["n"] or found_at["n2"] or found_at["n3"] or ""
    hanzi = "零一二三四五六七八九十"
    figure = str(hanzi.index(text)) if text in hanzi and text else text.replace("两", "2")
    if not re.fullmatch(r"\d+(?:\.\d+)?", figure):
        return None
    default = "月" if unit in "分厘" else "年"
    return Decimal(figure) * _UNITS[unit] * _TIMES[span or default]
