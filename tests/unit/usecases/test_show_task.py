"""What a person finds on the page of their step besides its form."""

from __future__ import annotations

from tests.unit.engine.drawn import end, flow, properties, start, user
from tests.unit.usecases.counter import counter, person
from workflows.usecases.show_task import show_task


def test_a_body_reads_what_the_conference_asks_of_it_and_of_nobody_else() -> None:
    """联席会议的决定:轮到本单位报告时,页面写明要办什么;别的单位的事项不出现。"""
    report = user("report", properties(role="mediator", append="joint_reports"), name="办理并报告")
    with counter(start(), report, end(), flow("start", "report", "end")) as at:
        (item,) = at.items
        assert show_task(at.app, person("med"), item.id).asked == ()
    tasks = [{"org_id": item.org_id, "task": "核对用水情况"}, {"org_id": "elsewhere", "task": "别的事"}]
    with counter(start(), report, end(), flow("start", "report", "end"), joint={"decisions": tasks}) as at:
        asked = show_task(at.app, person("med"), at.items[0].id).asked
        assert [each.task for each in asked] == ["核对用水情况"]
