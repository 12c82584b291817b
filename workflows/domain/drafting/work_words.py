"""The words of work that somebody is to do: its verbs, what tells how far it goes, and what only looks like it."""

from __future__ import annotations

import re

from workflows.domain.drafting.word_list import one_of

DEED = re.compile(
    one_of(
        "修复 修缮 维修(?!部|店|站|厂|工|中心|公司) 修理(?!部|店|厂|工) 修好 返修 重修 重做 恢复原状 整改 改造",
        "装修(?!合同|款|费|工程|材|纠纷|公司) 粉刷 施工(?!合同|款|费|方|人|单位|纠纷) 拆除 清理 清除 疏通",
        "安装(?!费|在|的|于) 加固 砌筑? 硬化 绿化 治理 处理好 解决好 弄好 修补 修整 更换 补种 防水",
    )
)
_COUNTED = r"\d+(?:\.\d+)?\s*" + one_of(
    "米 厘米 公分 平方 ㎡ m M 亩 处 项 个 根 间 扇 套 块 棵 株 台 层 吨 方 立方 尺 寸"
)
_COUNTED_IN_WORDS = r"[一二三四五六七八九十两]+\s*" + one_of(
    "米 处 项 根 间 扇 套 块 棵 株 台 层 尺 个 件 只 辆 把 张"
)
_STANDARD = one_of(
    r"\d+\s*[号室] 单元 标准 (?<!不)合格 验收 不再(?:渗|漏|出现|堵) 无(?:渗|漏) 规范 图纸 方案 清单 附件 包括 不包括",
    "范围 部位 材料 品牌 型号 原有?(?:高度|样式|材质|位置|用途|状态) 达到 符合",
)
_LIST = r"[^,。;、]{2,12}、[^,。;、]{2,12}(?:、|和|及|与)[^,。;、]{2,12}"
_PLACE = one_of(
    "卫生间 厨房 阳台 客厅 卧室 天花板 墙面 墙体 屋顶 屋面 楼板 地面 水管 下水道 排水沟 排水管 围墙 院墙 管道",
    "顶棚 吊顶 门窗 东侧 西侧 南侧 北侧 东墙 西墙 南墙 北墙",
)
SCOPE = re.compile("|".join((_COUNTED, _COUNTED_IN_WORDS, _STANDARD, _LIST, _PLACE)))
"""What tells how far work goes: a number, a standard, a list, a place."""
MEASURE = re.compile(
    r"(?:\d|[一二三四五六七八九十])\s*(?:米|厘米|公分|尺|寸|平方|㎡)|打(?:地)?基础|(?<!不)合格|验收"
)
"""How big or how good a thing is to be."""
THING = frozenset("墙沟渠路坝桥管顶瓦门窗砖池井棚圈网梯灯板柜坎坪塘堤棱")
"""Signs of the things that people build and mend."""
GENERAL = re.compile(
    one_of(
        "问题 地方 部分 部位 受损 破损 损坏 坏的 房[屋子] 质量 漏水 渗漏 隐患 必要",
        "相关 有关 合理 妥善 适当 情况 瑕疵 缺陷 毛病",
    )
)
DATED = re.compile(
    one_of(
        r"^[^,。;]{0,4}[、.)] [于在]?\d{4}年[^,。;]{0,10}[前内底日][,]? [\d一二三五七十]+[日天]内 [甲乙丙]方 负责 应当?"
    )
)
"""What of a sentence says when and who, not what."""
MEANWHILE = re.compile(one_of("[^,。;]{1,6}期间 [^,。;]{0,8}(?:好|完|清|毕)(?:以后|之?后)"))
STAYS = re.compile(
    one_of(
        "联系[^,。;]{1,8}(?:修|换) (?:出借|借给)[^。;]{0,40}使用 维持(?:现状|原状) 不另作价",
        "保持(?:现状|原样) 不再(?:装|改|动)",
        "(?:拆除|维修|修理|安装|清理|施工|装修)(?:记录|资料|票据|清单|报告|合同|凭证)",
    )
)
ASKED = re.compile(r"应|负责|须|[\d一二三四五六七八九十][日月]")
_HEADING = (
    r"^(?:(?:[(]?[\d一二三四五六七八九十]{1,3}[)、.]|第[\d一二三四五六七八九十]{1,3}条)\s*)?[^,。;]{2,5}$"
)
NO_DUTY = re.compile(
    one_of(
        r"保修 ^[^\d]*由[^,。;]{1,8}(?:自行|自己)(?:修|清|打扫|处理)[^,。;]{0,2}(?=[,。;]|$) 一事(?=[,。;]|$)",
        "造成[^,。;]{0,8}(?:损坏|损失|破坏|毁损)[^,。;]{0,2}的 经鉴定 施工前 再次[^,。;]{1,8}的(?=,)",
        "(?:怎样|如何|怎么|是否)[^,。;]{0,4}(?:修|拆|改|做) 自[行己](?:找|请|雇|委托)",
        "(?:修整|施工|拆除|清理|维修|安装)(?:的)?(?:当天|当日|时|期间|之日)",
        _HEADING,
    )
)
"""What tells a warranty, a question, a time or a heading lays nothing more on anybody; who repairs his own is free."""
COST = re.compile(r"费|款|钱|的工由")
PRICED = re.compile(r"\d[\d,.]*元")
"""Behind the work stands what it costs (铁丝网修补300元): a line of an account, no duty."""
NOT_TO_DO = re.compile(r"费|款|赔偿|用于|不再|已(?:经)?|为了?[^,。;]{0,4}$")
BESIDE = re.compile(
    r"(?:修复|修好|修理|维修|更换|清理|疏通)(?!到|至|完|后|好|一)([^,。;]{2,24})"
    r"|([\u4e00-\u9fa5]{2,12}?)(?:的)?(?:修复|维修|修理|更换|清理)(?=于|在|应|须|工作)"
)
"""What is mended stands right beside the work (楼道照明, 筏架修复于…)."""
OBJECT = re.compile(
    r"(?:[将把]|完成)([^,。;]{2,24}?)的?"
    + one_of("修复 修好 修缮 维修 修理 更换 换好 恢复 清理 拆除 疏通 加固 重做 砌 垒 填 铺 搭 补 接")
    + r"|(?:拆除|清除|搬走|移走|更换|疏通)([^,。;]{4,24})"
)
LOOSE = re.compile(
    one_of(
        "受损 损坏 破损 坏的? 压坏 有关 相关 存在 问题 地方 部分 部位 房屋 房子 质量 瑕疵 隐患 处 的 中 时 所有 全部"
    )
)
"""Words that stand before a thing without naming it."""
