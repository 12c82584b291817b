"""A sound paper that the tests of the agreement check change, and the rules that find something in a text."""

from __future__ import annotations

from tests.unit.domain.test_agreement_sets import Sample

PAPER = """人民调解协议书
甲方：陈示安，男，1980年3月5日出生，住示例县一村，身份证号000000198003051211
乙方：林示海，男，1985年7月9日出生，住示例县二村，身份证号000000198507091213
纠纷主要事实：2026年3月1日，乙方的牛踩坏甲方的菜苗，双方对赔偿有争议。
经调解，双方自愿达成如下协议：
一、乙方分两期向甲方赔偿菜苗损失3000元（叁仟元整）：2026年5月10日前付1000元，2026年6月10日前付2000元。
二、款项转到甲方在示例信用社的账户，账号6200000000000001。
三、乙方逾期付款的，每逾期一日按未付金额的万分之三向甲方支付违约金。
四、双方就本次菜苗受损再无其他争议。
甲方（签名）：陈示安
乙方（签名）：林示海
人民调解员（签名）：周示和
示例县人民调解委员会（印章）
2026年4月2日
"""


def rules_in(text: str) -> set[str]:
    """Return the rules that find something in *text*, advice apart."""
    return {finding.rule for finding in Sample("paper", frozenset(), text).findings}
