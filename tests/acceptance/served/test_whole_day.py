"""A whole day in a real browser: of three disputes one is signed and confirmed, one goes up a tier, one is urged."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.acceptance.served.desk_player import PATIENCE, DeskPlayer
from tests.acceptance.served.installation import Installation
from workflows.clock import SystemClock, legal_day

pytestmark = pytest.mark.slow
PHONE = 390
CLERK, CHAIR, MEDIATOR = "qinglong-desk", "qinglong-chair", "qinglong-med-1"
LOAN, FENCE, DRAIN = "钱孙借款纠纷（示例）", "周吴围墙纠纷（示例）", "郑王排水纠纷（示例）"
PEOPLE = {
    LOAN: ("钱一日（示例）", "孙一日（示例）"),
    FENCE: ("周一日（示例）", "吴一日（示例）"),
    DRAIN: ("郑一日（示例）", "王一日（示例）"),
}


@dataclass
class Day:
    """One day of one office: its desks are wide, its mediators and parties hold telephones."""

    chromium: Browser
    address: str
    today: date
    desks: DeskPlayer
    phones: DeskPlayer
    cases: dict[str, str] = field(default_factory=dict)

    def page(self, login: str) -> Page:
        """Return the page of a person: mediators work on a telephone, all others at a desk."""
        return (self.phones if login == MEDIATOR else self.desks).page_of(login)

    def do(self, login: str, title: str, step: str, answers: dict[str, Any]) -> Page:
        """Do a step of a case from the person's own desk."""
        self.page(login)
        player = self.phones if login == MEDIATOR else self.desks
        return player.submit(login, self.cases[title], step, answers)

    def take_in(self, title: str, kind: str) -> None:
        """Take a dispute in on one screen; the receipt leads on to the next one."""
        page = self.page(CLERK)
        if "/receipt" in page.url:
            page.get_by_role("link", name="再受理一件").click()
        else:
            page.goto(f"{self.address}/cases/new")
        for number, name in enumerate(PEOPLE[title]):
            page.fill(f'[name="parties.{number}.name"]', name)
        page.fill('[name="claim.title"]', title)
        page.select_option('[name="claim.type"]', kind)
        page.fill('[name="claim.summary"]', "当天到窗口反映，要求调解。")
        page.select_option('[name="place.scope"]', "one_township")
        page.select_option('[name="intake.matter_class"]', "general")
        page.focus('[name="claim.summary"]')
        page.keyboard.press("Control+Enter")
        page.wait_for_url(re.compile("/receipt"))
        expect(page.locator("article")).to_contain_text(title)
        self.cases[title] = page.url.split("/cases/")[1].partition("/")[0]

    def accept(self, title: str) -> None:
        """Accept a dispute and choose the body that handles it."""
        day = self.today
        accepted = {
            "intake.decision": "accept",
            "intake.decided_on": day,
            "handling.accepted_on": day,
        }
        self.do(CLERK, title, "受理并登记", accepted)
        self.do(
            CLERK,
            title,
            "确认办理机构",
            {"handling.tier": "township", "handling.org_id": "yunyang-qinglong"},
        )

    def begin(self, title: str) -> None:
        """Name the mediator, who tells the parties of their rights."""
        mediator = {"handling.mediator_id": f"yunyang:{MEDIATOR}", "handling.mediator_name": "田解纷（示例）"}
        self.do(CHAIR, title, "确定调解员", mediator)
        told = {"handling.notified_on": self.today, "handling.rights_notified": True}
        self.do(MEDIATOR, title, "告知权利义务、征询回避", told)

    def sit(self, title: str, outcome: str, minutes: str) -> None:
        """Hold a session and record it."""
        held = {
            "held_on": self.today,
            "place": "青龙街道调处中心",
            "mode": "together",
            "mediators": "田解纷（示例）",
            "minutes": minutes,
            "outcome": outcome,
        }
        self.do(MEDIATOR, title, "主持调解", held)

    def agree(self, title: str) -> None:
        """Word the agreement."""
        payer, payee = PEOPLE[title][1], PEOPLE[title][0]
        due = self.today + timedelta(days=30)
        terms = {
            "agreement.agreed_on": self.today,
            "agreement.facts": "借款二万元到期未还，双方对金额无异议。",
            "agreement.terms": f"{payer}于{due:%Y年%-m月%-d日}前一次归还{payee}借款20000元。",
            "agreement.amount": 20000,
            "agreement.performance": "一次转账归还。",
            "agreement.instalments": [
                {"payer": payer, "payee": payee, "amount": 20000, "due_on": due, "method": "银行转账"}
            ],
            "agreement.ends_dispute": "双方就此再无其他争议。",
            "agreement.performed_at_once": False,
            "agreement.wants_confirmation": True,
        }
        self.do(MEDIATOR, title, "拟定协议条款", terms)

    def sign(self, title: str) -> None:
        """Let everybody sign on the mediator's telephone, with a finger."""
        page = self.page(MEDIATOR)
        page.goto(f"{self.address}/desk")
        page.locator(f"a[href^='/tasks/{self.cases[title]}']", has_text="签署协议书").click()
        page.get_by_role("link", name="去签署").click()
        page.get_by_role("button", name="制作文书，开始签署").click()
        sign = page.get_by_role("link", name="签名", exact=True)
        assert appears(page, sign)
        while sign.count():
            sign.first.click()
            draw(page)
            if page.locator("select[name=identity]").count():
                page.select_option("select[name=identity]", "card")
            page.check("[name=agreed]")
            page.get_by_role("button", name="确认签名").click()
            page.wait_for_load_state()
        expect(page.locator("main")).to_contain_text("各方都已签署")

    def ask_the_court(self, title: str) -> None:
        """Finish the step of signing, and apply for confirmation."""
        self.do(MEDIATOR, title, "签署协议书", {})
        joint = {
            "confirmation.joint": True,
            "confirmation.applied_on": self.today,
            "confirmation.venue": "mediation_body",
            "confirmation.court_id": "yunyang-court",
        }
        self.do(MEDIATOR, title, "双方共同申请", joint)

    def rule(self, title: str) -> None:
        """Let the court receive, accept, hear and confirm."""
        day, number = self.today, f"（{self.today.year}）示0001诉前调确1号"
        self.do("court-desk", title, "签收申请材料", {"confirmation.received_on": day})
        accepted = {"confirmation.acceptance": "accepted", "confirmation.accepted_on": day}
        self.do("court-desk", title, "审查是否受理", accepted)
        self.do("court-judge", title, "询问当事人", {"confirmation.interviewed_on": day})
        ruling = {
            "confirmation.ruling": "confirmed",
            "confirmation.ruling_number": number,
            "confirmation.ruling_on": day,
        }
        self.do("court-judge", title, "作出裁定", ruling)

    def go_up(self, title: str) -> None:
        """Ask the county centre, as both parties agree, and let it answer."""
        self.do(MEDIATOR, title, "征询各方意见", {"termination.cause": "hopeless", "handling.goes_up": True})
        consents = {
            "escalation.agreed_by_all": True,
            "escalation.applied_on": self.today,
            "escalation.to_org_id": "yunyang-county-centre",
            "escalation.statement": "两次调解未成，双方都同意申请县中心。",
            "termination.ended_on": self.today,
        }
        self.do(MEDIATOR, title, "各方当事人共同申请", consents)
        answer = {"escalation.decision": "accepted", "escalation.decided_on": self.today}
        self.do("county-desk", title, "答复申请", answer)

    def urge(self, title: str) -> None:
        """Look at the board, find the case in the list of the team, tick its line and urge it."""
        page = self.page("county-super")
        page.goto(f"{self.address}/board")
        expect(page.locator("main")).to_contain_text("青龙街道")
        page.get_by_role("link", name="待办", exact=True).click()
        page.get_by_role("link", name="辖区待办").click()
        for _ in ("oldest first", "newest first"):
            page.locator("thead a", has_text="案件").click()
        page.wait_for_url(re.compile("sort=-number"))
        page.locator("tr, li", has_text=title).get_by_role("checkbox").first.check()
        page.locator("button[name=verb][value=urge]").click()
        page.fill("[name=reason]", "当事人来电催问，请今天联系。")
        page.click("button[value=foresee]")
        page.click("button[value=confirm]")
        page.wait_for_url(re.compile("/desk"))

    def invite(self, title: str) -> Page:
        """Give the first party a link with codes, and open it on their telephone."""
        page = self.page(CLERK)
        page.goto(f"{self.address}/cases/{self.cases[title]}/party-links")
        page.get_by_role("button").filter(has_text="链接").first.click()
        link = page.locator("p.mono").inner_text().strip()
        code = page.locator("ul.codes li").first.inner_text()
        telephone = self.chromium.new_context(viewport={"width": PHONE, "height": 800}, locale="zh-CN")
        own = telephone.new_page()
        own.set_default_timeout(PATIENCE)
        own.goto(link)
        own.fill("[name=code]", code)
        own.locator("form[action='/p/code'] button").click()
        own.wait_for_url("**/p")
        return own


def appears(page: Page, what: Locator) -> bool:
    """Look again, as one does, until what the runner makes is there; at most four minutes."""
    for _ in range(240):
        if what.count():
            return True
        time.sleep(1)
        page.reload()
    return False


def draw(page: Page) -> None:
    """Draw a line as a hand does."""
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    for step in range(1, 16):
        page.mouse.move(box["x"] + 30 + step * 14, box["y"] + 40 + (step % 4) * 12)
    page.mouse.up()


@pytest.fixture
def day(installation: Installation, chromium: Browser) -> Day:
    """The office opens."""
    still = timedelta()
    return Day(
        chromium=chromium,
        address=installation.address,
        today=legal_day(SystemClock().now()),
        desks=DeskPlayer(chromium, installation.address, shift=still),
        phones=DeskPlayer(chromium, installation.address, shift=still, width=PHONE),
    )


def test_a_whole_day(day: Day) -> None:
    """From the first visitor to the ruling: window, mediator's telephone, party, county, supervisor and court."""
    for title, kind in ((LOAN, "debt"), (FENCE, "neighbour"), (DRAIN, "neighbour")):
        day.take_in(title, kind)

    for title in (LOAN, FENCE):
        day.accept(title)
        day.begin(title)

    own = day.invite(LOAN)
    expect(own.locator("main")).to_contain_text(LOAN)
    expect(own.locator(".own-state")).to_contain_text("调解")

    day.sit(LOAN, "agreed", "双方同意三十日内归还。")
    day.agree(LOAN)
    day.sign(LOAN)
    day.ask_the_court(LOAN)

    day.sit(FENCE, "failed", "双方都不让步。")
    day.go_up(FENCE)
    county = day.page("county-desk")
    county.goto(f"{day.address}/desk")
    assert appears(county, county.locator("main", has_text=FENCE))

    day.urge(DRAIN)
    clerk = day.page(CLERK)
    clerk.goto(f"{day.address}/desk")
    clerk.locator(f"a[href^='/tasks/{day.cases[DRAIN]}']").first.click()
    expect(clerk.locator("main")).to_contain_text("当事人来电催问，请今天联系。")

    day.rule(LOAN)
    own.reload()
    expect(own.locator(".own-state")).to_contain_text("法院已经裁定确认协议有效")
    mediator = day.page(MEDIATOR)
    mediator.goto(f"{day.address}/desk")
    expect(mediator.locator("main")).to_contain_text("送达结果、告知后续")
