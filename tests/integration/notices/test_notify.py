"""From what happened in a case to a message that arrives: once, gathered, at the right hour."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tasks.channels.plugged import plugged
from tasks.notify import gather, notify
from tests.integration.notices.servers import Hooks, MailServer, mail_server, web_server
from tests.unit.usecases.agreed_case import CHAIR, MEDIATOR, Agreed, agreed_case
from workflows.clock import CHINA
from workflows.config import NoticeSettings
from workflows.domain.outbox import Errand, Incident
from workflows.errors import AddressRefused, ChannelUnknown
from workflows.store.memory.transaction import MemoryStore
from workflows.usecases.hand_over_item import hand_over_item
from workflows.usecases.notices import note_notices
from workflows.usecases.notices.choose_notices import choose_notices, show_notices
from workflows.usecases.notices.note_notices import INCIDENTS_SEEN, something_happened
from workflows.usecases.party.invite_party import invite_party
from workflows.usecases.party.send_code import request_code
from workflows.usecases.urge_item import urge_item


@dataclass
class Told:
    """The machine with its servers."""

    agreed: Agreed
    mail: MailServer
    hooks: Hooks

    def round(self) -> tuple[int, int]:
        """Gather and send once; returns how many messages went out and how many failed."""
        gather(self.agreed.app)
        sent = notify(self.agreed.app, "test", plugged(self.agreed.app.settings))
        return len(sent.done), len(sent.failed)

    def urge(self, why: str = "请抓紧") -> None:
        """Let the chair urge the mediator."""
        app, agreed = self.agreed.app, self.agreed
        urge_item(app, agreed.person(CHAIR), agreed.item("sign").id, reason=why)

    def wait(self, **span: Any) -> None:
        """Let time pass."""
        self.agreed.clock.move_by(timedelta(**span))

    def choose(self, login: str = MEDIATOR, pace: str = "soon", **chosen: list[str]) -> None:
        """Let somebody choose what they are told, by mail and webhook."""
        addresses = {"email": "sample@example.org", "webhook": self.hooks.address}
        choose_notices(self.agreed.app, self.agreed.person(login), addresses, chosen, pace)

    def errands(self) -> list[Errand]:
        """Return the messages that wait."""
        with self.agreed.app.store.read() as tx:
            return [each for each in tx.outbox.of_case(self.agreed.case_id) if each.kind == "notify"]


@contextmanager
def told_case(folder: Path, **more: Any) -> Iterator[Told]:
    """Open the machine with servers and a mediator who wants mail and webhook."""
    with mail_server(folder) as mail, web_server() as hooks, agreed_case() as agreed:
        notices = NoticeSettings(
            smtp_host="127.0.0.1",
            smtp_port=mail.port,
            smtp_ca=mail.ca,
            smtp_from="hewei@hewei.example",
            webhook_private=True,
            timeout=60.0,
        )
        settings = replace(agreed.app.settings, notices=replace(notices, **more))
        agreed.app = replace(agreed.app, settings=settings)
        made = Told(agreed, mail, hooks)
        made.choose()
        made.round()
        yield made


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """The machine with its servers."""
    with told_case(tmp_path) as made:
        yield made


def test_who_is_urged_is_told_once_by_each_channel(told: Told) -> None:
    """The holder of a step gets one letter and one webhook; looking again sends nothing more."""
    told.urge()
    assert told.round() == (2, 0)
    assert told.round() == (0, 0)
    assert [letter["Subject"] is not None for letter in told.mail.box.letters] == [True]
    assert len(told.hooks.received) == 1


def test_nothing_personal_leaves_the_house(told: Told) -> None:
    """Neither letter nor webhook names a party, the matter or the reason; the number and the link are enough."""
    told.urge("张三情绪激动")
    told.round()
    (letter,), (hook,) = told.mail.box.letters, told.hooks.received
    text = letter.get_payload(decode=True)
    assert isinstance(text, bytes)
    for content in (text.decode() + str(letter["Subject"]), hook.body.decode()):
        assert "当事人（示例）" not in content
        assert "张三" not in content
        assert "借款" not in content
    assert told.agreed.case.number in text.decode()
    assert f"/tasks/{told.agreed.item('sign').id}" in hook.body.decode()


def test_a_new_task_is_told_to_its_queue_but_not_to_who_caused_it(told: Told) -> None:
    """A colleague who is handed a step is told of it; who handed it over is not."""
    agreed = told.agreed
    told.choose("qinglong-med-2")
    hand_over_item(
        agreed.app,
        agreed.person(MEDIATOR),
        agreed.item("sign").id,
        to="yunyang:qinglong-med-2",
        reason="请假",
    )
    told.wait(minutes=6)
    told.round()
    with agreed.app.store.read() as tx:
        events = [each.event for each in tx.notices.of_account("yunyang:qinglong-med-2")]
        assert events == ["new-item"]
        assert [each.event for each in tx.notices.of_account(f"yunyang:{MEDIATOR}")] == []


def test_many_events_become_one_message(told: Told) -> None:
    """A flood is gathered: what happens within some minutes is one letter with all its lines."""
    agreed = told.agreed
    item = agreed.item("sign").id
    told.choose("qinglong-med-2")
    for _ in range(3):
        hand_over_item(agreed.app, agreed.person(MEDIATOR), item, to="yunyang:qinglong-med-2", reason="请假")
        hand_over_item(
            agreed.app, agreed.person("qinglong-med-2"), item, to=f"yunyang:{MEDIATOR}", reason="回来了"
        )
    hand_over_item(agreed.app, agreed.person(MEDIATOR), item, to="yunyang:qinglong-med-2", reason="请假")
    assert told.round() == (0, 0)
    told.wait(minutes=6)
    told.round()
    subjects = [str(letter["Subject"]) for letter in told.mail.box.letters]
    assert len(subjects) == 1


def test_in_the_quiet_hours_nobody_is_disturbed_and_nothing_is_lost(told: Told) -> None:
    """Urged at half past nine in the evening, told at eight in the morning."""
    evening = told.agreed.clock.now().astimezone(CHINA).replace(hour=21, minute=30)
    told.agreed.clock.move_to(evening)
    told.urge()
    assert told.round() == (0, 0)
    told.wait(hours=10, minutes=29)
    assert told.round() == (0, 0)
    told.wait(minutes=1)
    assert told.round() == (2, 0)


def test_a_server_that_is_down_loses_nothing(told: Told) -> None:
    """While the webhook answers 503 the message waits longer and longer; then it arrives, with the same key."""
    told.choose(urged=["webhook"])
    told.hooks.statuses = [503, 503, 200]
    told.urge()
    assert told.round() == (0, 1)
    assert told.round() == (0, 0)
    told.wait(seconds=31)
    assert told.round() == (0, 1)
    told.wait(seconds=61)
    assert told.round() == (1, 0)
    assert len({each.headers["Idempotency-Key"] for each in told.hooks.received}) == 1
    assert len(told.hooks.received) == 3


def test_a_refusal_for_good_opens_one_incident_and_no_notice_of_it(told: Told) -> None:
    """An address that is refused is not tried for ever: an incident says so, and is not told by a notice itself."""
    told.choose(urged=["email"])
    told.choose("admin", incident=["webhook"])
    told.mail.box.answer = "550 no such mailbox"
    told.urge()
    assert told.round() == (0, 1)
    told.wait(hours=1)
    assert told.round() == (0, 0)
    with told.agreed.app.store.read() as tx:
        incidents = tx.incidents.listed(case_id=told.agreed.case_id)
    assert [each.subject.split(":")[:2] for each in incidents] == [["errand", "notify"]]
    assert told.hooks.received == []


def broken(told: Told, *, earlier: timedelta = timedelta(), status: str = "open") -> None:
    """Put down that something inside broke, by a clock that was set back so much."""
    with told.agreed.app.store.write() as tx:
        tx.incidents.put(
            Incident(
                id="i1",
                case_id=told.agreed.case_id,
                kind="step-failed",
                subject="timer:t1",
                opened_at=told.agreed.clock.now() - earlier,
                status=status,
            )
        )


def test_an_incident_is_told_to_administrators(told: Told) -> None:
    """Something inside broke: the administrator who wants to know is told once, with the way to the list."""
    told.choose("admin", incident=["webhook"])
    told.round()
    told.wait(seconds=1)
    broken(told)
    assert something_happened(told.agreed.app)
    told.round()
    assert [b"/incidents" in each.body for each in told.hooks.received] == [True]
    assert not something_happened(told.agreed.app)
    assert told.round() == (0, 0)


def test_an_incident_is_told_although_the_clock_was_set_back(told: Told) -> None:
    """时钟回拨期间登记的故障单照样通知，同一编号再次登记的也是；升级之前见过的不再通知。"""
    told.choose("admin", incident=["webhook"])
    broken(told)
    with told.agreed.app.store.write() as tx:
        tx.settings.put(INCIDENTS_SEEN, told.agreed.clock.now().isoformat())
    told.round()
    assert told.hooks.received == []
    broken(told, status="resolved")
    told.round()
    broken(told, earlier=timedelta(hours=2))
    assert something_happened(told.agreed.app)
    told.round()
    assert [b"/incidents" in each.body for each in told.hooks.received] == [True]


def test_of_many_incidents_each_is_told_once(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """一次出了很多故障:一张不漏，分批通知，从最早的起;处理掉新的，先前通知过的不再通知。"""
    monkeypatch.setattr(note_notices, "STRETCH", 3)
    told.choose("admin", incident=["webhook"])
    told.round()
    app, now = told.agreed.app, told.agreed.clock.now()
    many = [
        Incident(
            id=f"i{n}", case_id=told.agreed.case_id, kind="step-failed", opened_at=now + timedelta(seconds=n)
        )
        for n in range(5)
    ]
    with app.store.write() as tx:
        for each in many:
            tx.incidents.put(each)
    told.wait(seconds=9)
    assert [note_notices.note_notices(app), note_notices.note_notices(app)] == [3, 2]
    with app.store.write() as tx:
        tx.incidents.put(replace(many[-1], status="resolved"))
    assert note_notices.note_notices(app) == 0
    assert not something_happened(app)


def test_what_happens_after_a_restore_is_no_repetition(told: Told) -> None:
    """恢复备份之后，事实的编号会再次用到：新发生的事另有标识，收信一方不会当作重复而丢掉。"""
    store = told.agreed.app.store
    assert isinstance(store, MemoryStore)
    backup = store.shelves()
    told.urge()
    assert told.round() == (2, 0)
    told.agreed.app = replace(told.agreed.app, store=MemoryStore(backup))
    told.wait(minutes=5)
    told.urge("另一件事")
    assert told.round() == (2, 0)
    assert len({each.headers["Idempotency-Key"] for each in told.hooks.received}) == 2


def test_who_switched_an_event_off_is_not_told(told: Told) -> None:
    """An event without a channel is not told; the others still are."""
    told.choose(urged=[])
    told.urge()
    assert told.round() == (0, 0)


def test_one_digest_a_day(told: Told) -> None:
    """Who wants one message a day gets ordinary events next morning, and urgent ones at once."""
    agreed = told.agreed
    told.choose("qinglong-med-2", pace="daily")
    hand_over_item(
        agreed.app,
        agreed.person(MEDIATOR),
        agreed.item("sign").id,
        to="yunyang:qinglong-med-2",
        reason="请假",
    )
    told.wait(hours=8)
    assert told.round() == (0, 0)
    told.urge()
    assert told.round() == (2, 0)
    told.wait(hours=16)
    assert told.round()[0] == 1


def test_addresses_and_channels_are_looked_at(told: Told) -> None:
    """A mailbox that is none, and a channel that is not there, are refused by name."""
    person = told.agreed.person(MEDIATOR)
    for wrong in ("nobody", "a@b", "a@b.example\r\nBcc: c@d.example", "@b.example", "x" * 400 + "@b.example"):
        with pytest.raises(AddressRefused):
            choose_notices(told.agreed.app, person, {"email": wrong}, {}, "soon")
    with pytest.raises(ChannelUnknown):
        choose_notices(told.agreed.app, person, {"pigeon": "x"}, {}, "soon")
    assert show_notices(told.agreed.app, person).wishes.addresses["email"] == "sample@example.org"


def test_a_party_gets_a_code_by_the_channel_that_is_set(tmp_path: Path) -> None:
    """Asked for by a right link a code arrives by text message; a wrong link, or asking twice a minute, sends none."""
    channels = ("tasks.channels.sample_channels:FolderSms",)
    with told_case(tmp_path, channels=channels, party_channels=("sms",)) as told:
        app = told.agreed.app
        made = invite_party(app, told.agreed.person(MEDIATOR), told.agreed.case_id, "p1")
        request_code(app, "A" * 43)
        request_code(app, made.address.rpartition("/")[2])
        request_code(app, made.address.rpartition("/")[2])
        assert told.round() == (1, 0)
        (sent,) = (app.settings.home / "sent" / "sms").glob("*.json")
        assert "13800005678" in sent.read_text("utf-8")
        assert "验证码" in sent.read_text("utf-8")
        assert "甲当事人" not in sent.read_text("utf-8")


def test_a_party_without_a_number_gets_the_letter(tmp_path: Path) -> None:
    """Where there is nothing to send to, an incident tells staff to hand over the letter."""
    channels = ("tasks.channels.sample_channels:FolderSms",)
    with told_case(tmp_path, channels=channels, party_channels=("sms",)) as told:
        app = told.agreed.app
        made = invite_party(app, told.agreed.person(MEDIATOR), told.agreed.case_id, "p2")
        request_code(app, made.address.rpartition("/")[2])
        assert told.round() == (0, 1)
        with app.store.read() as tx:
            assert "letter" in tx.incidents.listed(case_id=told.agreed.case_id)[0].error
