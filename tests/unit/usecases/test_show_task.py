"""What a person finds on the page of their step besides its form."""

from __future__ import annotations

from tests.unit.engine.drawn import end, flow, properties, start, user
from tests.unit.usecases.counter import counter, person, step
from workflows.usecases.show_task import show_task

SET = {"until": "case.supervisions[-1].answer_due_on", "no-period": "答复日期由督办单设定"}


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


def test_the_day_that_an_order_sets_is_the_date_of_the_step_that_answers_it() -> None:
    """答复督办：待办的期限就是督办单写的答复日期，页面写明要求；没有写日期的，没有本步期限。"""
    answer = user("answer", properties(role="mediator", append="supervisions", **SET), name="答复督办")
    asked = {"requirement": "到现场查看", "answer_due_on": "2026-03-05"}
    with counter(start(), answer, end(), flow("start", "answer", "end"), supervisions=[asked]) as at:
        view = show_task(at.app, person("med"), at.items[0].id)
        assert (str(view.last_day), view.days_left) == ("2026-03-05", 3)
        assert view.item.explanation == "答复日期由督办单设定：2026-03-05。"
        assert [each.requirement for each in view.supervised] == ["到现场查看"]
    with counter(start(), answer, end(), flow("start", "answer", "end"), supervisions=[{}]) as at:
        assert at.items[0].due_at is None


def test_what_the_program_knows_of_the_dossier_is_ticked_for_whoever_makes_it_up() -> None:
    """立卷时,系统里已有的文书和装订时自动生成的已经勾上,缺的另行列出;勾过的不再改动。"""
    parts = (
        start(), step("a", document="rights-notice"), step("file", document="dossier-cover"), end(),
        flow("start", "a", "file", "end"),
    )  # fmt: skip
    with counter(*parts) as at:
        at.do("a")
        shown = show_task(at.app, person("med"), at.item("file").id)
        assert "rights_notice" in shown.values["closing"]["dossier"]
        assert "agreement" not in shown.values["closing"]["dossier"]
        assert "identity" in {row.tick for row in shown.lacking}
    with counter(*parts, **{"closing.dossier": ["identity"]}) as at:
        at.do("a")
        assert show_task(at.app, person("med"), at.item("file").id).values["closing"]["dossier"] == (
            "identity",
        )
