"""Open a linked case: at the next tier after the parties applied together, or anew after a case was closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from workflows.domain.actor import PRESS, Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.outbox import Errand
from workflows.errors import ConsentMissing, UnknownCase, UnknownOrganisation
from workflows.usecases.app import App
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.record_delivery import record_delivery

OPERATION = "open-linked-case"
ESCALATION = "escalation"
SECTIONS = frozenset({"parties", "claim", "place"})
"""What may be taken along; talks and agreements stay where they were made."""


def open_linked_case(app: App, errand: Errand) -> Mapping[str, JsonValue]:
    """Open the case that a diagram asks for, once for each errand, and return its id and number.

    Parameters of the errand: `org` (where), `procedure` (default: the place's), `relation`, `copy` (sections),
    `tier` and `channel`.

    Raises:
        UnknownCase: the case that asks is not there.
        ConsentMissing: it goes up a tier and not all parties agreed (75号令: 自愿).
        UnknownOrganisation: no body is named, or it is none of this place.
    """
    with app.store.read() as tx:
        case = tx.cases.get(errand.case_id)
    if case is None:
        raise UnknownCase(zh="没有这个案件。", case=errand.case_id)
    wants = errand.payload
    relation = str(wants.get("relation") or ESCALATION)
    if relation == ESCALATION and not case.document.escalation.agreed_by_all:
        raise ConsentMissing(
            zh="各方当事人没有共同申请，不能向上一级另立新案；请先登记各方的同意。", case=case.number
        )
    copied = wants.get("copy")
    sections = [str(each) for each in copied] if isinstance(copied, list) else sorted(SECTIONS)
    given = {
        **copy_of(case, sections),
        "intake.channel": str(wants.get("channel") or "") or None,
        "handling.tier": str(wants.get("tier") or "") or None,
    }
    org = str(wants.get("org") or wants.get("org_id") or "")
    if not org:
        raise UnknownOrganisation(
            f"The linked case of {case.number} names no body; correct the step {errand.payload.get('element')}.",
            zh=f"{case.number} 的关联新案没有写明受理机构；请更正程序。",
        )
    procedure = str(wants.get("procedure") or "")
    opened = open_linked(app, PRESS, case, org, given, procedure=procedure, key=f"linked:{errand.id}")
    return {"case": opened.id, "number": opened.number, "relation": relation}


def run_linked(app: App, errand: Errand) -> bool:
    """Open the linked case of *errand* and record it; False if that was done before."""
    return record_delivery(app, errand.id, open_linked_case(app, errand))


def open_linked(
    app: App,
    actor: Actor,
    case: Case,
    org_id: str,
    given: Mapping[str, Any],
    *,
    procedure: str = "",
    key: str = "",
) -> Case:
    """Return a new case at *org_id* that names *case* as the one it comes from."""
    answers = {
        **{path: value for path, value in given.items() if value is not None},
        "intake.related_case": case.number,
    }
    return open_case(
        app, actor, OpenCase(pack=case.pack, org_id=org_id, procedure=procedure, answers=answers), key=key
    )


def copy_of(case: Case, sections: list[str]) -> dict[str, Any]:
    """Return these sections of the case document as answers of a new one; consents are asked anew."""
    plain = case.document.model_dump()
    wanted = [each for each in sections if each in SECTIONS]
    parties = [{**each, "consents": None, "refuses": None} for each in plain["parties"]]
    return {each: parties if each == "parties" else plain[each] for each in wanted}


def linked(case: Case) -> Fact:
    """Return the fact that *case* was opened out of another."""
    return Fact(kind="LinkedCaseOpened", data={"case": case.id, "number": case.number})
