"""The official papers behind each year's rest days: title, number, date and address.

``evidence`` says how number and date were confirmed: ``text`` (a public copy of the notice was read) or ``list``
(a public list that cites the notice). The addresses are the State Council's gazette or policy library.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

GOV = "https://www.gov.cn/"
BULLETIN = "gongbao/content/"


@dataclass(frozen=True)
class Paper:
    """One notice of the General Office of the State Council (or, in 2015, of the State Council)."""

    id: str
    title: str
    number: str
    published: date
    url: str
    evidence: str


def _yearly(year: int, number: str, published: date, path: str, evidence: str = "list") -> Paper:
    title = f"国务院办公厅关于{year}年部分节假日安排的通知"
    return Paper(str(year), title, number, published, GOV + path, evidence)


PAPERS = (
    _yearly(2007, "国办发明电〔2006〕49号", date(2006, 12, 14), BULLETIN + "2007/content_503397.htm", "text"),
    _yearly(2008, "国办发明电〔2007〕52号", date(2007, 12, 15), BULLETIN + "2008/content_859870.htm"),
    _yearly(2009, "国办发明电〔2008〕42号", date(2008, 12, 4), BULLETIN + "2008/content_1175823.htm"),
    _yearly(2010, "国办发明电〔2009〕27号", date(2009, 12, 8), BULLETIN + "2009/content_1487011.htm"),
    _yearly(2011, "国办发明电〔2010〕40号", date(2010, 12, 10), BULLETIN + "2010/content_1765282.htm"),
    _yearly(2012, "国办发明电〔2011〕45号", date(2011, 12, 6), BULLETIN + "2011/content_2020918.htm"),
    _yearly(2013, "国办发明电〔2012〕33号", date(2012, 12, 8), BULLETIN + "2012/content_2292057.htm"),
    _yearly(2014, "国办发明电〔2013〕28号", date(2013, 12, 11), BULLETIN + "2014/content_2561299.htm"),
    _yearly(2015, "国办发明电〔2014〕28号", date(2014, 12, 16), BULLETIN + "2015/content_2799019.htm"),
    Paper(
        "2015-victory",
        "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知",
        "国发明电〔2015〕1号",
        date(2015, 5, 13),
        "",
        "text",
    ),
    _yearly(
        2016, "国办发明电〔2015〕18号", date(2015, 12, 10), BULLETIN + "2016/content_2979719.htm", "text"
    ),
    _yearly(2017, "国办发明电〔2016〕17号", date(2016, 12, 1), BULLETIN + "2016/content_5148793.htm", "text"),
    _yearly(2018, "国办发明电〔2017〕12号", date(2017, 11, 30), BULLETIN + "2017/content_5248221.htm"),
    _yearly(2019, "国办发明电〔2018〕15号", date(2018, 12, 4), BULLETIN + "2018/content_5350046.htm"),
    Paper(
        "2019-labour",
        "国务院办公厅关于调整2019年劳动节假期安排的通知",
        "国办发明电〔2019〕3号",
        date(2019, 3, 22),
        GOV + BULLETIN + "2019/content_5380356.htm",
        "list",
    ),
    _yearly(
        2020, "国办发明电〔2019〕16号", date(2019, 11, 21), BULLETIN + "2019/content_5459138.htm", "text"
    ),
    Paper(
        "2020-extension",
        "国务院办公厅关于延长2020年春节假期的通知",
        "国办发明电〔2020〕1号",
        date(2020, 1, 26),
        GOV + BULLETIN + "2020/content_5477297.htm",
        "text",
    ),
    _yearly(2021, "国办发明电〔2020〕27号", date(2020, 11, 25), BULLETIN + "2020/content_5567750.htm"),
    _yearly(2022, "国办发明电〔2021〕11号", date(2021, 10, 25), BULLETIN + "2021/content_5651728.htm"),
    _yearly(2023, "国办发明电〔2022〕16号", date(2022, 12, 8), BULLETIN + "2023/content_5736714.htm"),
    _yearly(
        2024, "国办发明电〔2023〕7号", date(2023, 10, 25), "zhengce/zhengceku/202310/content_6911528.htm"
    ),
    _yearly(
        2025, "国办发明电〔2024〕12号", date(2024, 11, 12), "zhengce/zhengceku/202411/content_6986383.htm"
    ),
    _yearly(2026, "国办发明电〔2025〕7号", date(2025, 11, 4), "zhengce/zhengceku/202511/content_7047091.htm"),
)
"""Every notice for 2007 to 2026, in order."""


def paper_for(day: date, festival: str) -> str:
    """Return the id of the notice under which *day* of *festival* is off or worked."""
    if festival == "Anti-Fascist 70th Day":
        return "2015-victory"
    if day.year == 2019 and festival == "Labour Day":
        return "2019-labour"
    if date(2020, 1, 31) <= day <= date(2020, 2, 2):
        return "2020-extension"
    new_year_before_new_year = day.month == 12 and festival == "New Year's Day"
    return str(day.year + 1 if new_year_before_new_year else day.year)
