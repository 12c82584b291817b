"""Kinds of sentences in an agreement: what settles, what threatens default, what has been performed, who was absent."""

from __future__ import annotations

import re

from workflows.domain.drafting.memory import remembered

_GAP = r"[^,。;]{0,12}"
_QUARREL = (
    r"(?:争议|争执|争吵|争|纠纷|纠缠|纠葛|矛盾|瓜葛|异议|麻烦|主张|追究|追讨|追索|追要|索要|索赔|要求|请求|提起|提及|提出|提|过问|计较|翻|找|闹|吵|告|起诉|投诉|反映|红脸|埋怨|抱怨|指责|伤和气|吵嘴|打架|扯皮|结怨|记仇|打扰|为难|寻衅|说|要(?!按|在|负)|管"
    r"|行使|承担[^,。;]{0,6}(?:责任|义务)|负[^,。;]{0,6}(?:责任|义务))"
)
_NEVER = (
    r"(?:不再|再不|再也不|不得再?|不许再?|不准再?|不能再?|不会再?|不可再?|都不再?|均不再?|也不再?|不另行?|"
    r"互不再?|不)"
)
_NOTHING = (
    r"(?:不存在|再?(?:也)?没有?(?!按|在|能|付|给|做|来|到|收|履|完|装|交|还|清|搬|移)|再?无(?:任何|"
    r"其他|别的)?|互无|均无|并无|不欠)"
)
_LEFT_OVER = (
    r"(?:争议|争执|纠纷|纠葛|瓜葛|矛盾|异议|恩怨|意见|说法|账(?!户|号)|帐(?!户|号)|债|事(?!项)|关系|责任|"
    r"经济|问题|往来|请求|要求|主张|权利|钱|义务|干|谁)"
)
_DONE_WITH = re.compile(
    r"了结|两清|账清(?=[,。;]|$)|(?:[双各]方(?!签)|债权债务|权利义务|账|各项|关系|争议|一切|所有|纠纷|至此|就此|此前|以前)[^。;]{0,18}结清(?!后|了?[,。;]?再)|清账(?![户号])|了断|完结|终结|没得了|没事了|没得扯|[搁抹扯摆摊]平|一笔勾销|翻篇|到此(?:为止|结束|了)|就此(?:结束|为止|了|解决|终)|案结事了|(?:就此|到此|从此|至此)[^,。;]{1,6}|和解结案"
    r"|两不相欠|互不相欠|互不欠|谁也不欠谁|各不相欠|(?:纠纷|争议|矛盾|[这此]?件?事|账|钱活|债务?)[^,。;]{0,16}(?:就?算完|算了|了了|完了|就?清了|两清|处理完毕|解决|化解|消除|终止|结束|以本协议为)"
    r"|(?:一次性|全部|彻底|最终|终局)[^,。;]{0,4}(?:了结|终结|解决|处理|清结|结算)|最终(?:的)?(?:解决|处理|方案)|(?:权利义务|债权债务)(?:关系)?[^,。;]{0,8}(?:终止|消灭|终结|结清|了结)"
    r"|(?:债[权务]|账目?|款项?|钱|关系|争[议端]|纠纷|矛盾|官司|[事案]件?)[^,。;]{0,10}(?:清结|清讫|两讫|平息|消除|化解|了却|作罢|终了|[就已即]?(?:结束|终止|终结|消灭))"
    r"|放弃[^,。;]{0,10}(?:其他|其余|剩余|一切|任何|追究|主张|权利|请求|诉)|保留[^。]{0,20}权利|分割完毕|不找后账|互不(?:追究|干涉|负|承担|再|主张|相|找|打扰)|不持[^,。;]{0,4}异议"
)
_SETTLED = re.compile(f"{_NEVER}{_GAP}{_QUARREL}|{_NOTHING}[^,。;]{{0,24}}{_LEFT_OVER}")
_OVER_IT = re.compile(
    r"(?:不再|不得再|不许再|不准再|再也不|都不|均不)(?:为|就|因|拿|对|以)[^,。;]{1,24}|(?:终|了)了|过去了|不提旧|满意[^,。;]{0,4},[^,。;]{0,8}(?:消除|化解)|未了事宜"
)
_STANDING = re.compile(r"不得(?:干扰|妨碍|阻[挠碍]|(?:当着|在)[^,。;]{1,8}(?:面前|的面|家里|门口)|打骂|辱骂)")

_UNDONE = (
    r"(?:不|没有?|未能?|未曾|拒不|拒绝)(?!得|能再|再|要|用|需|许|准|会|可|论|含|足|包|存在|超过|低于|少于|晚于|迟于|予|影响|参加|到场|来|欠|尽|成年|必)"
    r"[^,。;]{0,10}?(?:给|付|还|做|办|修|装|搬|移|交|履行|执行|到位|完成|完工|清|腾|转|退|拆|删|挖|赔|照|遵守|按|配合|兑现|支|出|认|归|守约|开|种|栽|打款|汇|道歉|到账|发|结|拿)"
)
_LATE = (
    r"拖欠的?(?=,)|到(?:期|时候?|日子|点)[^,。;]{0,4}[没未不]|逾期(?!(?:[及和与][^,。;]{1,6})?(?:赔偿|补偿|交[房付货])[款费金])|超期|过期|过了[^,。;]{1,12}[没未不]|超时|超过[^,。;]{0,10}(?:时间|期限|日期)|迟延|延迟|延误|拖延|拖着|拖(?=一|每)|"
    r"每拖|(?<![至最不])[晚迟](?=[一二两三几每]|付|给|交|送|退|发|缴|汇|转|拨|到|完|了|做|于约定|还)|违约(?![赔补]偿款)|违者|违反|违背|反悔|食言|断[了付]|再犯|"
    r"再(?:次)?(?:堵|闹|犯|发生|出现|有)|一次晚了|(?:谁|哪个|哪方|一方|任何人)[^,。;]{0,12}(?:断|"
    r"拖|赖|变卦|违)|再次(?=[^,。;]{1,12}[,的])|再(?=[^,。;]{1,6}的[,])|不算数|说话不算|漏[退还交给付发]|少[退还交给付]|变卦|耍赖|赖账|毁约|失约|爽约|"
    r"失信|背信|延期|否则"
)
_NOT_SO = r"(?:不|没有?|未)(?!论|管|足|满|成年|参加|到场)[^,。;]{1,10}[的时],"
_AGAIN = re.compile(
    r"再(?!次?[付给还支])[^,。;]{1,12}的(?:一方|那方|那家|人)[^,。;]{2}|再(?!次?[付给还支]|不|无|也|没|行|议)[^,。;]{1,14}[,的][^。;]{0,14}(?:赔|罚|加[^,。;]{0,3}倍|[付给](?:给)?对方|[每一]次[^,。;]{0,10}\d)"
)
_EXPLICIT = re.compile(
    r"(?:逾期|过期|到(?:期|时候?|日子|点)[^,。;]{0,4}[没未不]|未|没有?|不(?!得|再|许|准|能|可|会|论|管)|迟延|延[期迟误]|拖延|违约|违反|失约|反悔)[^,。;]{0,16}[的者],[^。;]{4}"
)
_WHOEVER = re.compile(
    r"(?:谁|哪一?[个家户方])[^,。;]{0,6}(?:不|没|未|违|拖|断|再)[^,。;]{0,10},|(?:没有?|[不未])[^,。;]{1,8},(?:就|要|得)?(?:扣|罚|赔|加|倒)|谁[^,。;]{1,14},[^,。;]{0,4}谁|(?:谁|哪一?[方户家个人]|任何一方|有一方|一方如?|任何?一[户家人次个]|如果?|若|倘若?|要是|一旦|擅自|私自)[^。;]{1,28},[^。;]{0,14}(?:赔|罚|停用|违约|起诉|法院|执行|[付给](?:给)?对方|承担)"
)
_NO_CLAIM = re.compile(
    r"不得?再[^,。;]{0,24}?(?:主张|索赔|要求|追究|请求|索要|追要|追讨)(?![^,。;]*的,)[^,。;]*"
)
"""Who claims nothing more does nothing again that would be paid for."""
_EACH_BREACH = re.compile(
    r"(?:违反|违背|违约|(?<![至最不当今昨夜每傍])[晚迟](?![上间于会餐饭])|漏|不(?![能再得超少低晚迟足分是计会]))"
    r"[^,。;]{0,10}(?:一次(?!性)|每次),?[^,。;\d]{0,10}(?:付|赔|给|补|罚|扣|交)[^,。;]{0,12}?\d"
)
"""So much for each breach (违反一次付乙方100元)."""
_DEFAULT = re.compile(f"{_UNDONE}|{_LATE}|{_NOT_SO}")
_CONSEQUENCE = re.compile(
    r"赔|罚|违约金|滞纳金|利息|罚息|加付|另付|加收|加发|加缴|提前(?:还|清偿|收回)|计付|计收|加[一二三四五六七八九两\d]|加钱|多(?:给|付|赔|出|还|交|算)|另(?:外|行)?(?:给|付|赔|支付)|加倍|双倍|起诉|诉讼|法院|去告|告他|强制|执行|支付令|仲裁"
    r"|自己[^,。;]{0,6}[买修做请找装拆弄补]|承担|负担|扣|投诉|减收|不再减免|解除|收回|恢复|全部(?:余款|剩余|未|款|欠款|借款|债务)|剩余|剩下|一次(?:性)?(?:把|还|付|给|全部)|余下|其余|自行处理|由[^,。;]{1,8}出|给对方|支付|给[^,。;]{1,6}[\d一二三四五六七八九]|(?:每[天日次过]|一[天次])[^,。;]{0,8}(?:\d|[一二三五])|后果|责任|补给|到期|减免|退还|返还|偿还|自行|费用由|[加多补]给|每[^,。;]{0,4}[天日次][^,。;]{0,8}\d|清理|归[^,。;]{1,4}所有|抵|处置|再[付给赔]|另外|息|付对方|负责|雇人|工钱"
)
_CONDITIONAL = re.compile(
    r"(?:没有?|[不未])[^,。;]{1,8},(?:就|要|得)?(?:扣|罚|赔|加|倒|折价|照价|付对方|给对方)|不按[^,。;]{1,6},|有[一两二三\d]+个?[月期次天笔回][^,。;]{0,6}[没未不]|如果?|若|要是|倘|万一|凡|再次?(?:有|犯|发生|出现)|过了|擅自|私自|谁|哪个|哪[一]?[方户人]|任[何一]|一方|的,|逾期|违约|违者|晚|迟|过期|到期|到时|到日子|不[^,。;]{1,8}的"
    r"|拖|每[超逾晚迟过拖]|(?:没有?|未)[^,。;]{1,12},每|超过|反悔|违|加付|另付|多[给付赔]|再给|罚"
)

_ON_DEFAULT = re.compile(
    r"(?:但|并且?|且|而)?(?:如果?|若|倘若?|要是|一旦|万一|凡)|[^,]{0,8}(?:逾期|超期|过期|迟延|违约)|到期[不没未]|到时[不没未]|任何?一[方期笔次]|一方|谁|哪"
)
_PERFORMED = re.compile(
    r"(?:已经?|当场|现场|即时|当面|今天|当天|当日|签(?:字|订|署)?(?:本)?(?:协议|字|约)?(?:书)?(?:时|当日|的时候|同时))[^。;]{0,24}"
    r"(?:付清|付讫|结清|给清|清偿|履行完毕|支付完毕|给付完毕|赔偿到位|交付完毕|收到|收讫|收下|收清|签收|点清|接到|到手|拿到|点收|转给|交给了|付了|给了|付给了|支付给|微信支付|现金支付)"
    r"|已(?:经)?[^,。;\d]{0,12}(?:付|转|汇|交|退|赔)给"
)
_TO_COME = re.compile(
    r"最迟|不[迟晚]于|(?:[\d一二三四五六七八九十][日号月年]|[月年]?底|初)(?:之?前|以前|内)|[\d一二三五七十]+个?(?:工作)?[日天月]之?内"
    r"|每(?:个)?[月年季周]|\d[日号](?=(?:一次性?)?[给支付还退转汇])|分[一二两三四五六\d]+[期次回批]|(?<![签当同])(?<![协字约订署名])(?<!协议书)[\u4e00-\u9fa5]当[天日]"
)
_BESIDES = re.compile(r"另付|加付|加收|另外[付给加]|多[付给]|另行支付|另[给加]")
_EACH_TIME = re.compile(r"每(?:个)?[月年季周天日次]")
_HAS_BEEN = re.compile(r"已(?:经)?|接到手|到手了|收到|收讫|收下|收清|付了|给了|当场(?:付清|给)")
_STANDING_DUTY = re.compile(
    r"今后|往后|以后|将来|自[^,。;]{1,16}[日月]起|从[^,。;]{1,16}起|每[天日晚周月年]|不得(?!再|就)|保证|负责(?!人)|单日|双日"
)
_OWN_LOSS = re.compile(r"(?:自己|各自|自身)[^,。;]{0,8}(?:自己|自行|各自)?(?:负责|承担)")
_REMAINDER = re.compile(r"剩下|剩余|余款|尾款|其余|下欠|还差|尚欠|余下")
_HANDED = re.compile(r"(?:当面|当场)[^,。;]{0,8}(?:点清|付清|结清)(?!了)(?=[^了]{0,6}(?:[,。;]|$))")
_PRETENDED = re.compile(r"(?:宣称|谎称|声称)[^,。;]*")

_GRANTS = re.compile(r"(?:准予|允许|同意|可以?|让)[^,。;]{1,16}分[一二两三四五六七八九十\d]+[期回次笔批]")
"""Whoever cannot pay at once may pay by parts: no threat."""
_ABSENT = re.compile(
    r"(?:(?:没有?|未|不)(?:曾|能)?(?:来|到场|到会|出席|露面|在场|参加|派员|派人|知情|委托|同意|授权)|不在家(?!里)|不知道|不晓得|联系不上|失联|未经其?同意|缺席|不知(?:情|道|晓)|瞒着|蒙在鼓里"
    r"|(?:没有?|未|不(?:再|必|用|去)?)(?:通知|告知|告诉|征求|征得|问过))"
)

_DUTY = re.compile(
    r"^(?:.{0,24}?)(?:应|应当|负责|须|需|同意|承诺|保证)?[^,。;]{0,8}(?:修复|修缮|维修|拆除|清理|清除|搬离|搬出|搬迁|腾退|腾空|返还房屋|交还|恢复原状|整改|改造|疏通|安装|交付(?!的)|迁移|移除|协助办理|配合办理"
    r"|(?:搬|移|清|拆|挖|锯|砍|铲|填|铺|换|删|撤|腾|运|拉|砌|抹|装|盖|修)[^,。;]{0,3}(?:走|除|掉|好|净|空|平|回|完|到位|齐|通|开|运)(?!用)"
    r"|加装|增设|更换|安装(?!费)|调试|重做|重新(?:做|铺|装|修|砌|刷|安|制|打|抹|粉|种|浇|换)|(?:公开|当众|书面)[^,。;]{0,16}(?:道歉|致歉|赔礼)|(?:发布|张贴|刊登)[^,。;]{0,16}(?:声明|道歉|致歉|更正))"
)
_DONE_BY_THEN = re.compile(r"^[^,。;]{0,12}(?:好|完|清|毕|齐|除|走)(?:以后|之?后|之日|时),?|[^,。;]{1,6}期间")
_FEE = re.compile(
    r"[\u4e00-\u9fa5]{1,8}(?:费用?|款项?|差价|损失)(?=[^\u4e00-\u9fa5]|人民币|共|计|合|[为是]\d)"
)
"""The name of a sum (墙面重刷费5200元) promises no work."""
_NOT_AN_ACT = re.compile(
    r"(?:由|需|应)?(?:双方|各方|两家)(?:共同|互相|相互|配合|协助)|款|现金|转账|账户|收条|收据|不再|不得|除外$"
)

_WAIVES = re.compile(
    r"予以(?:免除|减免)|(?:同意|自愿)减让|(?:自愿|同意|全部|全额)(?:免除|减免|免收)|免收|不从[^,。;]{1,10}扣|(?:自己|自行|本人)(?:出|承担|负担|解决)|不再?另?行?付(?!清|款)|已(?:经)?(?:支)?付的[^,。;]{0,20}归|(?:不再|不予|无需|不用|不必|无须|不要求|免予?)(?:要求|主张)?[^,。;]{0,8}(?:返还|退还|退回|支付|归还|偿还|给付)|属于[^,。;]{0,10}赠与|已(?:经)?由[^,。;]{1,10}(?:领取|支付|付清|取走|收取)"
)


_FORMULA = re.compile(
    r"宣读|真实意思|自愿达成|另行(?:解决|处理|协商)|暂不处理|留待|和睦相处|遇事协商|送达地址|任何费用[^,。;]{0,2}$|不影响|不涉及|欺诈|胁迫|已知悉|各执一份"
)
_PLEDGE = re.compile(r",?(?:决不|绝不|不得|不许|不准|不)(?:再)?(?:拖欠?|赖账?|克扣)(?=[,。;、]|$)[^,。;]*")
"""To pay without delay is promised; nothing is threatened."""
_REASON = re.compile(r"因(?!此)[^,。;]{0,16}(?:服务|施工|质量|管理)[^,。;]{0,4}不(?:到位|周|好)")
"""Why a sum is made less (因服务不到位减收352元)."""
_BODY = re.compile(
    r"(?:矛盾)?(?:纠纷|争议)(?:调处|多元|人民|联合)?(?:化解|调解|调处|处理)(?:服务)?(?:中心|委员会|室|站)"
)
_IN_FUTURE = re.compile(r"(?:遇事|有事|今后|以后)[^,。;]{0,8}(?:协商|商量)(?:解决|处理)?")
_NOTHING_MORE = re.compile(r"再无|再没有|不再|不得再|再不")
"""What stands in most papers and ends nothing: it was read out, nobody objects."""


_IN_BRACKETS = re.compile(r"[(][^()]*\d元[^()]*[)]")
"""The items of a sum, of which a penalty may be one."""
_FRONT = "[^,。;]*"
_END_NOTHING = (
    r"[^,。;]{0,10}(?:自己|自行)(?:补|修|出|负责|承担|解决)[^,。;]{0,8},不再?(?:找|要|向)[^,。;]*",
    r"[^,。;]*刑事[^,。;]*",
    r"[^,。;]*(?:系指|是指)[^。;]*",
    r"[^,。;]*(?:治疗|医疗|诊疗|治病)(?:已经?|现已)?(?:全部)?(?:终结|结束|完毕)[^,。;]*",
    r"[^,。;]*自行终结治疗[^,。;]*",
    r"[^,。;]*(?:对|就)[^,。;]{0,4}(?:金额|数额|面积|事实|经过|责任|内容|过程|损失|签订|签署|调解结果|以上|上述)[^,。;]{0,10}(?<![再别])(?:没有|均?无)(?:任何)?(?:争议|异议|意见)[^,。;]*",
    r"[^,。;]*不得反悔",
    r"(?:双方|各方|均|都|两家)*(?:均|都)?(?<![再别])(?:无异议|没有异议|没有意见|满意)(?=[,。;]|$)",
    r"[^,。;]*保留[^,。;]{0,24}(?:权利|要求)[^,。;]*",
    r"[^,。;]*(?:留待|留到)[^,。;]*",
    r"[^,。;]*(?:请求|主张|要求|部分)[^,。;]{0,6}保留[^。;]*",
    r"[^,。;]*有其[他它](?:意见|要求|想法|问题)[^。;]*再[^。;]*",
    r"[^,。;]*如有其[他它]事项[^,。;]*",
    r"[^,。;]*不得[^,。;]{0,12}(?:停止|中断|切断)[^,。;]*",
    r"[^,。;]*(?:贷款|按揭|水电费?|物业费|燃气费|话费)(?:均|都)?已(?:经)?(?:全部)?(?:结清|还清|付清)[^,。;]*",
    r"[^,。;]*不另[^,。;]{0,12}(?:补偿|找补|补差)[^,。;]*",
    r"[^,。;]*(?:群|网上|网络|公开场合)[^,。;]{0,6}(?:提及|议论|谈论|传播|散布)[^,。;]*",
    r"[^,。;]*(?:部门|机关|监察|政府)[^,。;]{0,4}(?:投诉|举报|反映)[^,。;]*",
    r"[^,。;]*(?:不在本协议|不属于本协议|(?:调解|处理)范围限于|不受本协议影响|协议所涉事项)[^,。;]*",
    r"(?:(?!再|其他|别的|任何|了结|追究)[^,。;])*不(?:再)?(?:要求|主张|计算|计收|收取)[^,。;]{0,10}(?:利息|违约金|滞纳金|罚息|手续费)[^,。;]*",
    r"[^,。;]*(?:表示感谢|感谢调解|相处另行)[^,。;]*",
    r"[^,。;]*(?:矛盾|误会)(?:得[到以]|已经?|终于)?(?:化解|消除)[^,。;]*",
    r"[^,。;]*互不(?:打扰|干涉|辱骂|找茬|骚扰)[^,。;]*",
    r"[^,。;]*说清楚[^,。;]*",
    r"[^,。;]*(?:司法确认|送达|管辖)[^,。;]*",
    r"[^,。;]*和好[^,。;]*",
    r"[^,。;]*(?:是否|能否|要不要)[^,。;]{0,10}(?:了结|结束|解决|终结|两清)[^。;]*",
    r"[^,。;]*(?:仍|还|依然|随时)[^,。;]{0,4}(?:可以?|有权|能)[^,。;]{0,24}(?:提出|主张|要求|请求|追究|起诉)[^,。;]*",
    r"[^,。;]*暂(?:时|缓)?不[^,。;]*",
    r"[^,。;]*不得要求[^,。;]{0,6}[搬腾][^,。;]*",
    r"[^,。;]*不得再?[以用]?[^,。;]{0,10}(?:挑衅|辱骂|打骂|骚扰|威胁)[^,。;]*",
    r"[^,。;]*(?:未谈妥|没谈妥|未尽|没谈)[^,。;]{0,8}(?:另行|再|以后)[^,。;]{0,6}(?:协商|商量|商议|说|谈)[^,。;]*",
    r"[^,。;]*(?:为戒|以诚相待|言归于好|加强沟通|互谅互让|握手言和|好好相处)[^,。;]*",
    r"(?:(?!再|其他|别的|任何|了结|追究)[^,。;])*不(?:要求|主张)(?!再)[^,。;]{0,4}(?:补偿|赔偿|赔|给钱|退还)(?=[,。;]|$)",
    r"[^,。;]*握手[^,。;]*",
    r"[^,。;]*不再?要求[^,。;]{1,6}?(?:赔偿|补偿|支付|退还|返还|归还)(?!其[他它余]|任何|一切|别的|各项|损失|费用|款)[^,。;]{2,5}(?=[,。;]|$)",
    r"[^,。;]*\d元[^,。;]{0,4}不再?要求[^,。;]{0,6}(?:返还|退还|支付|归还)[^,。;]*",
    r"[^,。;]*(?:零头|尾数|利息)[^,。;]{0,6}不要了[^,。;]*",
)
"""What is a fact, kept for later, said of conduct, feelings, one item or procedure ends no dispute."""
_ENDS_NOTHING = re.compile("|".join(_END_NOTHING))
_MAY_END_NOTHING = re.compile("|".join(each.removeprefix(_FRONT) for each in _END_NOTHING))
"""Whether one of them stands in a text at all: without the phrase in front this is found in one go."""
_ENDS_ALL_THE_SAME = re.compile(
    r"了结|结清|两清|终结|一次性|再无|不再(?:追究|主张|提)|别无|翻篇|到此|为止|就算|一笔勾销|放弃(?!责任)|翻旧账|过去了"
)


_IDENTITY = re.compile(
    r"身份证|信用代码|代理权限|特别授权|日出?生|法定代表人|调解员[^,。;]{0,12}(?:主持|[:])|授权委托书"
)
_WANTED = re.compile(
    r"(?:^|[,:])[^,。;:]{2,24}?(?:则|曾|遂|即|便|多次|一直|坚持)?(?:(?<![其他余无不别另何])(?:要求|主张|认为)|提出(?!的)|拒绝|(?<![简统合名])称(?!为))"
)
_BINDS = re.compile(
    r"有权|(?<!认)可以?(?!能)|如果?|若|的,|逾期|应|须|自愿|承诺|不得|不再|为止|一方|任何|违约的|谁也|不能|完了|两清|就此|其[他余]|别[无的]|再无|了结|终[结止了]|完结|一律|放弃|不影响|互[不无]|另行"
)


@remembered
def tells_facts(sentence: str) -> bool:
    """Return whether *sentence* tells who somebody is, or what one of them wanted: it agrees nothing."""
    wanted = _WANTED.search(sentence) and not _BINDS.search(sentence)
    return bool(wanted or _IDENTITY.search(sentence))


@remembered
def ending_words(sentence: str) -> str:
    """Return *sentence* without its phrases that end nothing, whatever words of ending stand in them."""
    if not _MAY_END_NOTHING.search(sentence):
        return sentence
    return _ENDS_NOTHING.sub(lambda each: each[0] if _keeps_on(each[0]) else "", sentence)


def _keeps_on(phrase: str) -> bool:
    return bool(_ENDS_ALL_THE_SAME.search(phrase)) and not re.search(
        "刑事|系指|是指|治疗|贷款|按揭|水电|燃气费|话费|不再?[找要向]|是否|能否|要不要|[仍还](?:可|有权|能)",
        phrase,
    )


@remembered
def is_formula(sentence: str) -> bool:
    """Return whether *sentence* only belongs to the form of a paper, whatever words of ending stand in it."""
    sentence = _IN_FUTURE.sub("和睦相处", sentence)
    return bool(_FORMULA.search(sentence)) and not (
        _DONE_WITH.search(sentence) or _NOTHING_MORE.search(sentence)
    )


@remembered
def settles(sentence: str) -> bool:
    """Return whether *sentence* says what ends the dispute."""
    if not _seems_to_settle(sentence) or is_formula(sentence):
        return False
    sentence = ending_words(_BODY.sub("机构", sentence))
    if _STANDING.search(sentence) and not _DONE_WITH.search(sentence):
        return False
    return _seems_to_settle(sentence)


@remembered
def _seems_to_settle(sentence: str) -> bool:
    return any(words.search(sentence) for words in (_DONE_WITH, _OVER_IT, _SETTLED))


@remembered
def threatens(sentence: str) -> bool:
    """Return whether *sentence* says what follows when somebody does not perform."""
    sentence = _PLEDGE.sub("", _REASON.sub("", sentence))
    late = _DEFAULT.search(sentence)
    again = _AGAIN.search(_NO_CLAIM.sub("", sentence))
    if again or any(pattern.search(sentence) for pattern in (_EXPLICIT, _WHOEVER, _EACH_BREACH)):
        return True
    return bool(
        (late and _CONSEQUENCE.search(sentence[late.start() + 1 :])) or re.match(r"\D{0,8}违约责任", sentence)
    )


@remembered
def is_penalty(sentence: str) -> bool:
    """Return whether the money in *sentence* is owed only on default."""
    told = _IN_BRACKETS.sub("", sentence)
    return not _GRANTS.search(told) and bool(threatens(told) and _CONDITIONAL.search(told))


@remembered
def without_penalty(sentence: str) -> str:
    """Return *sentence* without what it says of default: "甲于5月前付1000元,逾期加付50元" is a promise and a threat."""
    if not is_penalty(sentence):
        return sentence
    parts = sentence.split(",")
    for place, part in enumerate(parts):
        if _ON_DEFAULT.match(part) and threatens(",".join(parts[place:])):
            kept = ",".join(parts[:place])
            return "" if re.search(_UNDONE, kept) and not _TO_COME.search(kept) else kept
    return ""


@remembered
def without_waiver(sentence: str) -> str:
    """Return *sentence* without the parts that say that money need not be paid (退15000元,余下5000元不再退还)."""
    return ",".join(part for part in sentence.split(",") if not waives(part))


def adds_to_penalty(sentence: str) -> bool:
    """Return whether *sentence*, after one on default, says what is owed besides (妻子可以起诉;丈夫每月另付50元)."""
    return bool(_BESIDES.search(sentence)) and not _TO_COME.search(_EACH_TIME.sub("", sentence))


@remembered
def waives(sentence: str) -> bool:
    """Return whether *sentence* says that money need not be paid."""
    return bool(_WAIVES.search(sentence))


@remembered
def performed(sentence: str) -> bool:
    """Return whether *sentence* says that its payment was made, with nothing left over."""
    told = _PRETENDED.sub("", sentence)
    told = told if _HAS_BEEN.search(told) else _HANDED.sub("□", told)
    if _TO_COME.search(told) and not _HAS_BEEN.search(told):
        return False
    return bool(_PERFORMED.search(told) and not _REMAINDER.search(told))


def to_come(sentence: str) -> bool:
    """Return whether *sentence* gives a time after the signing."""
    return bool(_TO_COME.search(sentence))


def stands(sentence: str) -> bool:
    """Return whether *sentence* lays a duty on somebody for the time to come."""
    return bool(_STANDING_DUTY.search(_OWN_LOSS.sub("□", sentence))) and not (
        settles(sentence) or threatens(sentence)
    )


@remembered
def tells_absence(sentence: str) -> bool:
    """Return whether *sentence* says of somebody that he took no part."""
    return bool(_ABSENT.search(sentence))


@remembered
def promises_act(text: str) -> bool:
    """Return whether *text* promises an act other than a payment."""
    told = [part for part in re.split(r"[。;\n]", text) if not (re.search(_UNDONE, part) or settles(part))]
    told = [_DONE_BY_THEN.sub("", _FEE.sub("□", part)) for part in told]
    return any(_DUTY.search(part) and not _NOT_AN_ACT.search(part) for part in told)
