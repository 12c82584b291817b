"""What a case says of itself in columns: the marks of its people in the blind index, and whom it names."""

from __future__ import annotations

from workflows.domain.case import Case
from workflows.domain.personal import identities, normalise, numbered_sections
from workflows.store.search_text import SUMMARY
from workflows.vault import Vault


def told(case: Case) -> tuple[object, ...]:
    """Return all that marks, reach, lists and searches are made of: where it is the same, they are the same."""
    document = case.document
    claim, handling = document.claim, document.handling
    return (
        *(case.number, case.version, case.org_id, case.status, case.procedure, case.title),
        *(claim.title, claim.type, claim.summary[:SUMMARY]),
        *(handling.org_id, handling.mediator_id, document.confirmation.court_id),
        *(document.parties, *(getattr(document, name) for name in numbered_sections())),
    )


def marks(vault: Vault, case: Case) -> str:
    """Return `kind:digest` of each number and telephone in the case, in order, in one text."""
    return " ".join(
        sorted(f"{each.kind}:{vault.blind(each.kind, each.normal)}" for each in identities(case.document))
    )


def blind(vault: Vault, kind: str, text: str) -> str:
    """Return the digest under which an identity number or telephone is found, however it is spelt; "" for none."""
    normal = normalise(kind, text)
    return vault.blind(kind, normal) if normal else ""


def reach(case: Case) -> str:
    """Return the bodies, the court and the mediator whom the case names, one a line: `org:`, `court:`, `person:`."""
    handling, confirmation = case.document.handling, case.document.confirmation
    named = {
        f"org:{case.org_id}",
        f"org:{handling.org_id}",
        f"court:{confirmation.court_id}",
        f"person:{handling.mediator_id}",
    }
    return "\n".join(sorted(word for word in named if not word.endswith(":")))
