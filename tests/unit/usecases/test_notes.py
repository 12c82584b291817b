"""Notes that colleagues write beside a case, and whom they mention."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.usecases.counter import Counter, counter, line, person
from workflows.domain.note import mentioned
from workflows.errors import NotAllowed, NoteRefused, UnknownCase, UnknownMention
from workflows.usecases.copy_case import copy_case
from workflows.usecases.desk.write_note import list_mentions, read_notes, write_note
from workflows.usecases.show_case import show_case

PEOPLE = {"王明": "a1", "王明华": "a2", "chair": "a3"}


@pytest.fixture
def desk() -> Iterator[Counter]:
    """A case of the town."""
    with counter(*line("mediate", "agree")) as made:
        yield made


@pytest.mark.parametrize(
    ("text", "found", "unknown"),
    [
        ("请@王明看", {"a1"}, set()),
        ("＠王明华，请看；@chair 也请看", {"a2", "a3"}, set()),
        ("@王明华说过", {"a2"}, set()),
        ("写信到 med@chair.example", set(), set()),
        ("@李四 请看", set(), {"李四"}),
        ("没有人", set(), set()),
    ],
)
def test_a_name_after_an_at_sign_is_a_mention(text: str, found: set[str], unknown: set[str]) -> None:
    """The longest name that begins the word is meant, full-width signs count, an e-mail address is no mention."""
    assert mentioned(text, PEOPLE) == (frozenset(found), frozenset(unknown))


def test_whom_a_note_mentions_finds_it_on_their_desk_until_they_read_it(desk: Counter) -> None:
    """The mentioned find the note unread with its case; once they have opened the notes of the case it is read."""
    note = write_note(desk.app, person("med"), desk.case_id, "@med-2 请核对田界照片，@chair 请阅。")
    assert note.mentions == ("chair", "med-2")
    found = list_mentions(desk.app, person("med-2"))
    assert [(each.author, each.number, each.unread) for each in found] == [
        ("med(示例)", desk.case.number, True)
    ]
    shown = show_case(desk.app, person("med-2"), desk.case_id).notes
    read_notes(desk.app, person("med-2"), desk.case_id, shown)
    assert [each.note.text for each in shown] == [note.text]
    assert [each.unread for each in list_mentions(desk.app, person("med-2"))] == [False]
    assert [each.unread for each in list_mentions(desk.app, person("chair"))] == [True]
    assert list_mentions(desk.app, person("med")) == []


def test_the_journal_keeps_who_wrote_but_not_what(desk: Counter) -> None:
    """The case remembers that a note was written, by whom and to whom; its words stay in the note."""
    note = write_note(desk.app, person("med"), desk.case_id, "@med-2 请看。")
    assert desk.facts("NoteWritten") == [("NoteWritten", "med", {"note": note.id, "to": ["med-2"]})]


def test_only_readers_of_the_case_can_be_mentioned(desk: Counter) -> None:
    """A name that cannot read the case is refused with the name; with a copy of the case it is accepted."""
    with pytest.raises(UnknownMention) as refused:
        write_note(desk.app, person("med"), desk.case_id, "@stranger 请看")
    assert "stranger" in refused.value.zh
    copy_case(desk.app, person("med"), desk.case_id, ["stranger"])
    assert write_note(desk.app, person("med"), desk.case_id, "@stranger 请看").mentions == ("stranger",)


def test_who_cannot_read_the_case_reads_and_writes_no_notes(desk: Counter) -> None:
    """For a stranger the case does not exist, for an administrator notes do not."""
    with pytest.raises(UnknownCase):
        write_note(desk.app, person("stranger"), desk.case_id, "x")
    with pytest.raises(UnknownCase):
        show_case(desk.app, person("stranger"), desk.case_id)
    with pytest.raises(NotAllowed):
        write_note(desk.app, person("admin"), desk.case_id, "x")


def test_a_mention_goes_with_the_right_to_read(desk: Counter) -> None:
    """Who may no longer read the case no longer finds its notes on the desk."""
    copy_case(desk.app, person("med"), desk.case_id, ["stranger"])
    write_note(desk.app, person("med"), desk.case_id, "@stranger 请看")
    with desk.app.store.write() as tx:
        tx.watchers.drop(desk.case_id, "stranger")
    assert list_mentions(desk.app, person("stranger")) == []


@pytest.mark.parametrize("text", ["", "   \n ", "长" * 2001])
def test_a_note_has_words_and_not_too_many(desk: Counter, text: str) -> None:
    """An empty note and an essay are refused."""
    with pytest.raises(NoteRefused):
        write_note(desk.app, person("med"), desk.case_id, text)
