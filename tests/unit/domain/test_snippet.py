"""Snippets: where the words of a search stand in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workflows.domain.snippet import Piece, marked, snippet


def test_the_words_are_marked_where_they_stand() -> None:
    """The text around the first word is shown, each word marked, and dots stand where it was cut."""
    text = "双方系同村邻居," * 4 + "因宅基地通行相争" + "多次调解未果" * 12
    pieces = snippet(text, ["宅基地", "相争"])
    assert [piece.text for piece in pieces if piece.hit] == ["宅基地", "相争"]
    assert pieces[0].text.startswith("…")
    assert pieces[-1].text.endswith("…")


def test_nothing_is_shown_of_a_text_without_the_words() -> None:
    """A text in which no word stands gives no snippet, and is whole where it is shown anyway."""
    assert snippet("水沟", ["田埂"]) == snippet("水沟", []) == ()
    assert marked("水沟", ["田埂"]) == (Piece("水沟", hit=False),)
    assert marked("Abc水沟", ["abc"]) == (Piece("Abc", hit=True), Piece("水沟", hit=False))


@given(
    st.text(st.sampled_from("张禾田 a*"), max_size=60),
    st.lists(st.text(st.sampled_from("张禾a*"), min_size=1)),
)
def test_marking_changes_no_word(text: str, words: list[str]) -> None:
    """Whatever is marked, the text stays the text."""
    assert "".join(piece.text for piece in marked(text, words)) in (text, " ".join(text.split()))
