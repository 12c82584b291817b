"""Measure finding cases: names, words, common words and single signs among many cases, as people ask for them."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from workflows.domain.bench import BenchLine
from workflows.domain.case import Case, CaseDocument, Claim, Party
from workflows.domain.case_query import CaseQuery
from workflows.store.opening import open_store
from workflows.store.ports.transaction import Store

CASES = 100_000
BODIES = 500
BATCH = 1_000
ASKED = 200
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英文辉玲建国云山田禾苗林海波"
MATTERS = (
    "邻里排水",
    "田界",
    "宅基地",
    "借款",
    "赡养",
    "物业费",
    "交通事故",
    "拖欠工资",
    "医疗",
    "噪音",
    "林木",
    "买卖合同",
)
PLACES = (
    "龙角镇",
    "青龙街道",
    "高阳镇",
    "南溪镇",
    "江口镇",
    "云安镇",
    "凤鸣镇",
    "红狮镇",
    "双江街道",
    "平安镇",
)


def run(*, url: str = "", cases: int = CASES) -> list[BenchLine]:
    """Return how long searches take among *cases* cases at *url*, which must be empty; without one, in SQLite."""
    with tempfile.TemporaryDirectory(prefix="hewei-bench-") as folder:
        store = open_store(url or f"sqlite:///{Path(folder) / 'bench.db'}")
        store.prepare()
        try:
            _fill(store, cases)
            return list(_measured(store, cases, "postgresql" if url else "sqlite"))
        finally:
            store.close()


def _fill(store: Store, cases: int) -> None:
    random = Random(7)  # noqa: S311 - sample data, the same each time
    for start in range(0, cases, BATCH):
        with store.write() as tx:
            for number in range(start, min(start + BATCH, cases)):
                tx.cases.add(_sample(random, number))


def _measured(store: Store, cases: int, database: str) -> Iterator[BenchLine]:
    random = Random(11)  # noqa: S311 - sample data, the same each time
    own = frozenset({"body-7"})
    county = frozenset(f"body-{number}" for number in range(BODIES))
    asked: dict[str, Callable[[], CaseQuery]] = {
        "name": lambda: CaseQuery(text=_name(random), orgs=county),
        "name-own-body": lambda: CaseQuery(text=_name(random), orgs=own),
        "two-words": lambda: CaseQuery(text=f"{_name(random)} {random.choice(MATTERS)}", orgs=county),
        "common-word": lambda: CaseQuery(text=random.choice(MATTERS), orgs=county),
        "common-word-own-body": lambda: CaseQuery(text="纠纷", orgs=own),
        "single-sign": lambda: CaseQuery(text=random.choice(GIVEN), orgs=county),
        "number": lambda: CaseQuery(text=f"{random.randrange(cases):06d}", orgs=county),
        "nothing": lambda: CaseQuery(text="无此人名", orgs=county),
        "list": lambda: CaseQuery(orgs=county, type="debt", offset=random.randrange(5) * 50),
    }
    for name, query in asked.items():
        walls: list[float] = []
        spent: list[float] = []
        found = 0
        for _ in range(ASKED):
            wanted = query()
            began, worked = time.perf_counter(), time.process_time()
            with store.read() as tx:
                found += len(tx.cases.find(wanted))
            walls.append((time.perf_counter() - began) * 1e3)
            spent.append((time.process_time() - worked) * 1e3)
        slow, busy = (sorted(times)[ASKED * 95 // 100] for times in (walls, spent))
        note = (
            f"{ASKED} of {cases} cases, {found / ASKED:.1f} found each; p95 of this processor {busy:.1f} ms"
        )
        yield BenchLine(name=f"search.{database}.{name}.p95", value=slow, unit="ms", note=note)


def _name(random: Random) -> str:
    return random.choice(FAMILY) + "".join(random.choices(GIVEN, k=random.choice((1, 2, 2))))


def _sample(random: Random, number: int) -> Case:
    people = [_name(random), _name(random)]
    matter, place = random.choice(MATTERS), random.choice(PLACES)
    document = CaseDocument(
        parties=tuple(Party(id=f"p{place_}", name=name) for place_, name in enumerate(people)),
        claim=Claim(
            type="debt" if matter == "借款" else "neighbour",
            summary=f"{people[0]}称与{people[1]}因{matter}争执，在{place}第{number % 97}组，多次协商未果。"
            * 2,
        ),
    )
    return Case(
        id=f"bench-{number}",
        number=f"示例〔2026〕{number:06d}号",
        pack="bench",
        procedure="dispute",
        version="v",
        org_id=f"body-{random.randrange(BODIES)}",
        title=f"{people[0]}与{people[1]}{matter}纠纷",
        document=document,
        opened_at=BEGAN + timedelta(minutes=30 * number),
        sample=True,
    )
