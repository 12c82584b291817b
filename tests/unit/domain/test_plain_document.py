"""Plain values of a case document: made once, and never those of another document."""

from __future__ import annotations

from workflows.domain.case import CaseDocument, Claim
from workflows.domain.patch import patch
from workflows.domain.plain_document import KEPT, plain


def test_the_same_document_gives_the_same_values() -> None:
    """Who asks again for the same document gets what was made before."""
    document = CaseDocument(claim=Claim(title="田埂"))
    assert plain(document) is plain(document)
    assert plain(document) == document.model_dump()


def test_a_changed_document_has_values_of_its_own() -> None:
    """A step that changes one answer is seen by every expression after it."""
    before = CaseDocument(claim=Claim(title="田埂"))
    after = patch(before, {"claim.title": "水渠"})
    assert (plain(before)["claim"]["title"], plain(after)["claim"]["title"]) == ("田埂", "水渠")


def test_many_documents_are_never_mixed_up() -> None:
    """However many cases are looked at, each shows its own words."""
    documents = [CaseDocument(claim=Claim(title=f"第{n}案")) for n in range(3 * KEPT)]
    assert [plain(each)["claim"]["title"] for each in [*documents, *documents]] == [
        f"第{n}案" for n in range(3 * KEPT)
    ] * 2


def test_a_document_made_from_another_shares_what_nobody_changed() -> None:
    """Sections that a step leaves as they were are not made anew; lists and whatever a pack adds stand as they are."""
    before = CaseDocument.model_validate(
        {
            "parties": [{"id": "p1", "agent": {"name": "示例"}}],
            "claim": {"title": "田埂"},
            "extra": {"a": [1]},
        }
    )
    after = patch(before, {"claim.title": "水渠"})
    assert plain(before) == before.model_dump()
    assert plain(after) == after.model_dump()
    assert plain(before)["parties"][0] is plain(after)["parties"][0]
