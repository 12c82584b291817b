"""The words of everyday by which a draft speaks of people who take no part, and of what is done to them."""

from __future__ import annotations

import re

from workflows.domain.drafting.word_list import one_of

KIN = one_of(
    "父母 父亲 母亲 爸爸 妈妈 老父亲? 老母亲? 爸妈 爹妈 岳父母? 岳母 丈母娘 老丈人 公婆 公公 婆婆 爷爷 奶奶",
    "祖父母? 祖母 外公 外婆 姥爷 姥姥 老爷子 老太太",
    "丈夫 妻子 老公 老婆 爱人 配偶 媳妇 前[妻夫] 未婚[妻夫] 女友 男友 对象",
    "[大二三四五小幺胞堂表]?(?:哥哥|弟弟|姐姐|妹妹|兄弟|姐妹|弟兄) [大二三四五六小幺胞堂表亲][哥弟姐妹兄]",
    "弟媳妇? 弟妹 嫂子 [大二]嫂 姐夫 妹夫 大舅子 小舅子 大姨子 小姨子 妯娌 连襟 亲家",
    "[大二三小幺长次]?(?:儿子|女儿|闺女) [大二三小]儿(?!子) 儿媳妇? 女婿 孙子 孙女 外孙女? 外甥女?",
    "侄子 侄女 侄儿 长子 次子 三子 长女 次女",
    "[大二三四小堂表]?(?:叔叔|伯伯|舅舅|姑姑|姨妈|婶婶) [大二三四小堂表][叔伯舅姑姨婶娘]",
    "叔父 伯父 伯母 舅父 舅妈 姑父 姑妈 姑母 姨父 姨母 婶子",
)
"""Kin, by the words that people use for them."""
NEAR = one_of(
    "房东 房主 邻居 邻户 邻家 隔壁 隔邻 楼上住户 楼下住户 租客 租户 承租户 房客 住户 业主 室友 舍友",
    "村民 同村人? 外村人 老乡 村主任 村支书 组长 队长 厂长 会计",
    "合伙人 股东 介绍人 中间人 中介 媒人 担保人 保证人 债主",
    "工友 同事 同学 朋友 战友 老板 工头 包工头 带班 班组长 车主 货主 摊主 店主 雇主",
    "老师 班主任 教练 供货商 供应商 开发商 施工队 运输队",
)
"""Others near a party, by what they are to it."""
DEAD = re.compile(one_of("去世 死亡 病故 身亡 遗产 遗体"))
"""What is told of the dead, and of what they left."""
DUTY = re.compile(
    one_of(
        "应当? 必?须 需要? 负责 要(?!求|是|不|么) 得(?=[把将在先再另每赔付还搬拆让出交挪清腾])",
        "不得 不许 不准 不再 不能 别再 放弃 承担 负担 支付 赔 付 还(?=[清款钱给\\d]|$) 拿出 出(?=\\d)",
        "退股 退出 退还 退让 腾出 让出 搬[出走离到] 拆[除掉] 绕开 轮流[交付出]",
        "每[月年季][^,。;]{0,8}(?:付|给|出|补|交|转|还|打|汇|存) 另给 再交 补给 打给 补贴 到期付 垫上",
        "(?:代为|代|替)[^,。;]{0,6}(?:付|还|偿|赔|垫|出) (?:给|替)[^,。;]{1,6}(?:打|写)[^,。;]{0,8}[欠借]条",
        "不参与 不参加分 不分 没有?份 无份",
    )
)
"""What lays something on whoever stands before it."""
GIVEN = re.compile(
    one_of(
        "归(?![还集]) 抵 押(?!金) 卖 变卖 处置 处理掉 转让 过户 赠 让[给出乙甲丙] 退让 让出 [内外]移 收回 领取 支取",
        "[给交让](?:给)?[甲乙丙对][^,。;]{0,8}(?:用|使用|种|耕|住|管|保管|占|开|骑|经营) 保管 代[领收管]",
        "牵走 拉走 拿走 领走 搬走 开走 带走 砍 拆 占 挖 填 封 改 换种 腾 [占分]用 过路 走车 通行 [里地]过$",
        "平分 对半 瓜分 分掉 扣 先拿 拿来 用来 不退 免 勾销 作罢 不再 包括在内 一并 放弃 不算",
    )
)
"""What takes a thing from whoever has it, or decides over it."""
THING_OF = re.compile(
    one_of(
        "的(?!\\d) 家的? 那边的? 名下的? 应得的? 那[份间头台辆块] 一家 承包的? 经营的? 所有的?",
        "[开种用住养存放托租买管交付][^,。;]{0,12}?的 (?:也|还)?(?:欠|垫付?|借给?)[^,。;]",
    )
)
"""What ties a thing to whoever stands before it."""
PAID = re.compile(r"(?:[付给转打汇分补赔退还交带存][给到至入进]|给(?!予|付))[^,。;]{0,10}?$")
"""What leads money to whoever stands behind it."""
BRINGS = re.compile(
    r"[^,。;]{0,14}?"
    + one_of("付(?!款) 赔(?!偿[款金]) 还(?!原|款) 垫 [带交转打汇补]给 出(?=\\d|钱|资|,|;|$) 退(?!休)")
)
"""What he by whom it is done (由其父母在积蓄中还) does with money."""
NO_SHARE = re.compile(
    one_of(
        "不(?:再)?(?:分(?!割|期|开|担)|参与分|享有) 没有?(?:他|她|其)?的?份 无份 不算(?:他|她|数)",
        "不必(?:喊|叫|通知|问)(?:他|她)",
    )
)
"""What those who divide say of one who is not there."""
JOINT = re.compile(
    one_of("共同 合伙 合买 合资 合着 合[盖建养用购开] 共有 共用 一[起同] 婚后") + "[^,。;]{0,8}的"
)
"""What is held together with somebody (与檀国安共有的船)."""
_WILL = "到场|参加|签[名字]|书面|委托|授权|知情|同意|确认"
NOT_GRANTED = re.compile(rf"(?:没有?|未|不|无[须需])(?:能|曾|有|再|经)?[^,。;]{{0,6}}?(?:{_WILL})")
"""Who was not there, or did not agree, granted nothing."""
GRANTED = re.compile(rf"{_WILL}|代收|代领|户名|账[户号]|指定|视为|见证|自愿|承诺")
"""Who came, agreed or only receives for a party is not decided over."""
LEFT_FREE = re.compile(
    one_of(
        "另行 不在本 不涉及 不影响 与[^,。;]{1,8}无关 如果?(?!期) 若 因 可以 可向 可请 其他住户 任何",
        "不得(?:到|将|进|向|影响|妨) 雇请 管好 教育",
    )
)
"""What only might happen, is kept out of the paper, or is asked of a party for others."""
