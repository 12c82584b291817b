"""A quarrel over a boundary, taken in and accepted, its mediation begun: the case that is measured with (示例)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

VILLAGE = "yunyang-fengming-v02"
CLERK = "village-med"
_PERSON = {"kind": "person", "address": "凤鸣镇示例村02三组", "consents": True}


def steps(day: date) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """Return the forms that are handed in on *day*, with their answers."""
    registered = {
        "intake.received_on": day,
        "intake.channel": "window",
        "intake.source": "application",
        "parties": [
            {"role": "applicant", "name": "赵春生(示例)", **_PERSON},
            {"role": "respondent", "name": "钱有田(示例)", **_PERSON},
        ],
        "claim.title": "赵春生与钱有田地界纠纷",
        "claim.type": "boundary",
        "claim.summary": "两家承包地相邻，一方把一条垄犁到自家地里。",
        "claim.requests": "按原来的界线种地。",
        "place.org_id": VILLAGE,
        "place.scope": "one_village",
        "place.severity": "ordinary",
        "intake.matter_class": "general",
        "intake.nature": "civil",
        "intake.has_definite_respondent": True,
        "intake.has_claim": True,
        "intake.materials_complete": True,
    }
    return (
        ("register", registered),
        ("accept", {"intake.decision": "accept", "intake.decided_on": day, "handling.accepted_on": day}),
        (
            "appoint",
            {"handling.mediator_id": "yunyang:village-med", "handling.mediator_name": "山守望(示例)"},
        ),
        (
            "notify",
            {
                "handling.notified_on": day,
                "handling.rights_notified": True,
                "handling.recusal_asked": False,
            },
        ),
    )
