"""Make the files of a new pack: a whole place in small, with sample bodies and people, ready to be filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from workflows.errors import PackNotMade

_ID = re.compile(r"[a-z][a-z0-9-]{1,30}")


def new_pack(packs: Path, ident: str, title: str) -> Path:
    """Return the folder of the pack *ident*, made under *packs*: it passes `hewei pack check` and can be loaded.

    Raises:
        PackNotMade: the id is none, or there is such a folder already.
    """
    folder = packs / ident
    if not _ID.fullmatch(ident) or folder.exists():
        raise PackNotMade(
            f"The pack {ident!r} cannot be made in {packs.name}: an id is 2 to 31 small letters, digits and hyphens, "
            "and no folder may have it yet.",
            zh=f"不能新建辖区包“{ident}”：编号为 2 至 31 个小写字母、数字、连字符，且不能与已有的文件夹重名。",
            pack=ident,
        )
    for name, text in _files(ident, title).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def _files(ident: str, title: str) -> Mapping[str, str]:
    return {
        "pack.toml": _PACK.format(id=ident, title=title, short=title[0]),
        "organisations.csv": _BODIES.format(id=ident, title=title),
        "people.csv": _PEOPLE.format(id=ident),
        "mediators.csv": _MEDIATORS.format(id=ident),
        "law/periods.toml": _PERIODS,
        "scenarios/first-case.yaml": _SCENARIO.format(id=ident),
        "README.md": _README.format(id=ident, title=title),
    }


_PACK = """# {title}：辖区包。先用示例机构和人员跑通，再换成真实的；换完把 sample 改为 false。
title = "{title}"
title_en = "{id}"
sample = true
place = "{short}"
procedure = "dispute"
# 另外可以立案的程序。
procedures = []

# 编号：{{year}} 年份，{{seq}} 序号，{{short}} 机构代字，{{place}} 地方代字。
[numbering]
case = "{short}综〔{{year}}〕{{seq:06d}}号"
"acceptance-register" = "（{{year}}）{short}{{short}}人调字第{{seq}}号"
agreement = "（{{year}}）{short}{{short}}民调字第{{seq}}号"

[lights]
yellow_days = 3

[[demo]]
login = "{id}-desk"
desk = "受理窗口"
desk_en = "Reception"
[[demo]]
login = "{id}-med"
desk = "调解员"
desk_en = "Mediator"
"""

_BODIES = """id,kind,tier,parent_id,name,name_en,short,sample
{id}-centre,county_centre,county,,{title}社会矛盾调处中心（示例）,County centre (sample),综,true
{id}-town,township_centre,township,{id}-centre,示例镇社会矛盾调处中心,Sample township centre,镇,true
{id}-village,village_station,village,{id}-town,示例村社会矛盾调处工作站,Sample village station,村,true
{id}-court,court,court,,示例人民法院,Sample court,法,true
{id}-police,police,police,,示例公安机关,Sample police,公,true
{id}-dept,department,department,,示例责任部门,Sample department,部,true
"""

_PEOPLE = """login,name,name_en,roles,sample
{id}-desk,接案员（示例）,Desk (sample),clerk@{id}-centre;clerk@{id}-town;clerk@{id}-village,true
{id}-chair,主任（示例）,Chair (sample),chair@{id}-centre;chair@{id}-town;chair@{id}-village,true
{id}-coord,统筹员（示例）,Coordinator (sample),coordinator@{id}-centre,true
{id}-super,督办员（示例）,Supervisor (sample),supervisor@{id}-centre;supervisor@{id}-town;supervisor@{id}-village,true
{id}-med,调解员（示例）,Mediator (sample),mediator@{id}-village;mediator@{id}-town;mediator@{id}-centre,true
{id}-court-desk,立案庭（示例）,Court registry (sample),court_clerk@{id}-court,true
{id}-court-judge,审判员（示例）,Judge (sample),judge@{id}-court,true
{id}-dept-desk,部门经办（示例）,Department (sample),department@{id}-dept,true
{id}-designer,流程设计（示例）,Designer (sample),designer@{id}-centre,true
{id}-editor,文书编辑（示例）,Editor (sample),editor@{id}-centre,true
{id}-admin,系统管理（示例）,Administrator (sample),admin@{id}-centre,true
{id}-auditor,审计（示例）,Auditor (sample),auditor@{id}-centre,true
"""

_MEDIATORS = """id,name,org_id,specialities,rank,grade,certificate,appointed_on,\
born_on,full_time,sample,languages,id_number,relatives,interests
{id}:{id}-med,调解员（示例）,{id}-village,family;boundary,,,示0001,2020-01-01,1980-01-01,true,true,普通话,,,
"""

_PERIODS = """# 本地对全国期间的变更：只写不同的字段，并写明依据。例：
# [[period]]
# id = "D03"
# length = 3
# article = "本地的规定"
# verified = true
"""

_SCENARIO = """# 新辖区的第一个场景：立案、受理，看到期限。
名称: 村里的一件小事
辖区: {id}
程序: dispute
立案日: 2026-03-02
经办: {id}-desk
机构: {id}-village
步骤:
  - 提交: register
    填写:
      intake.received_on: 2026-03-02
      intake.channel: window
      intake.source: application
      parties:
        - {{role: applicant, kind: person, name: 甲当事人（示例）, address: 示例村, consents: true}}
        - {{role: respondent, kind: person, name: 乙当事人（示例）, address: 示例村, consents: true}}
      claim.title: 示例纠纷
      claim.type: neighbour
      claim.summary: 示例。
      place.org_id: {id}-village
      place.scope: one_village
      place.severity: ordinary
      intake.matter_class: general
      intake.nature: civil
      intake.has_definite_respondent: true
      intake.has_claim: true
      intake.materials_complete: true
    应当: {{待办: {{clerk: [accept]}}, 期限: {{D03: 2026-03-05}}}}
"""

_README = """# {title}

本辖区包由 `hewei pack new {id}` 生成。改完以后：

1. `hewei pack check {id}`：逐行核对机构、人员、调解员、期间、放假安排、文书、程序图。
2. `hewei scenario <本文件夹>`：演练场景。
3. `hewei pack load {id}`：装入；装入前会再核对一次，有错不装，原有内容照常运行。

| 文件 | 内容 |
|---|---|
| `pack.toml` | 名称、编号格式、黄灯天数、可以立案的程序 |
| `organisations.csv` | 机构和层级；`parent_id` 指向上一级 |
| `people.csv` | 账号和岗位：`角色@机构`，几个用分号隔开；登录名在全机不能重复 |
| `mediators.csv` | 调解员名册：特长、等级、语言、回避关系 |
| `law/periods.toml` | 本地的期间，只写与全国不同的字段 |
| `law/calendars/` | 本地的休息日 |
| `procedures/<程序>/` | 盖住随附程序的文件，或者本地自己的程序 |
| `templates/<文书>/` | 盖住随附文书的文件；先用 `hewei pack letter {id} <文书>` 取用一份，再改 `body.html.j2` |
| `scenarios/` | 本地的场景 |

## 本地的休息日

全国的放假安排不用抄。本地另有休息日的（例如民族节日），写进 `law/calendars/<年>-local.toml`，写明依据的通知：

```toml
year = 2026
adds = true

[[notices]]
id = "local-2026"
title = "县人民政府关于放假的通知"

[[rest]]
date = 2026-03-04
weekday = "Wed"
zh = "本地节日"
en = "Local festival"
notice = "local-2026"
```

This pack was made by `hewei pack new {id}`. Check it with `hewei pack check {id}`, play its scenarios with
`hewei scenario`, load it with `hewei pack load {id}`; a pack with an error is not loaded. Local rest days go
into `law/calendars/<year>-local.toml` with `adds = true`, as above; `hewei pack letter {id} <letter>` takes a
letter to rewrite.
"""
