"""The procedure on which the engine is measured: thirty elements, readable by Hewei and by stock SpiffWorkflow."""

from __future__ import annotations

from collections.abc import Mapping

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="bench" targetNamespace="bench">'
    '<process id="bench" isExecutable="true">'
)
USERS = (
    "register", "admit", "explain", "assign", "prepare", "notify_a", "notify_b", "collect", "meet", "propose",
    "draft", "sign_a", "sign_b", "seal", "confirm", "follow_up", "archive",
)  # fmt: skip
GATEWAYS: Mapping[str, str] = {
    "admissible": "exclusiveGateway",
    "invite": "parallelGateway",
    "invited": "parallelGateway",
    "agreed": "exclusiveGateway",
    "again": "exclusiveGateway",
    "sign": "parallelGateway",
    "signed": "parallelGateway",
}
DEFAULTS = {"admissible": "refuse", "agreed": "not_yet"}
FLOWS: tuple[tuple[str, str, str], ...] = (
    ("begin", "register", ""), ("register", "admit", ""), ("admit", "admissible", ""),
    ("admissible", "explain", "admitted == True"), ("explain", "assign", ""), ("assign", "prepare", ""),
    ("prepare", "invite", ""), ("invite", "notify_a", ""), ("invite", "notify_b", ""), ("notify_a", "invited", ""),
    ("notify_b", "invited", ""), ("invited", "collect", ""), ("collect", "again", ""), ("again", "meet", ""),
    ("meet", "propose", ""), ("propose", "agreed", ""), ("agreed", "draft", "agreement == True"),
    ("draft", "sign", ""), ("sign", "sign_a", ""), ("sign", "sign_b", ""), ("sign_a", "signed", ""),
    ("sign_b", "signed", ""), ("signed", "seal", ""), ("seal", "confirm", ""), ("confirm", "follow_up", ""),
    ("follow_up", "archive", ""), ("archive", "closed", ""), ("remind", "reminded", ""), ("late", "overdue", ""),
)  # fmt: skip


def drawing() -> bytes:
    """Return the diagram; its conditions are spelled so that both engines read them."""
    parts = ['<startEvent id="begin"/>', '<endEvent id="refused"/>', '<endEvent id="closed"/>']
    parts += ['<endEvent id="reminded"/>', '<endEvent id="overdue"/>']
    parts += [f'<userTask id="{each}" name="{each}"/>' for each in USERS]
    for ident, kind in GATEWAYS.items():
        default = f' default="{DEFAULTS[ident]}"' if ident in DEFAULTS else ""
        parts.append(f'<{kind} id="{ident}"{default}/>')
    parts += [_boundary("remind", "notify_a", "false", "P7D"), _boundary("late", "follow_up", "true", "P30D")]
    for number, (source, target, condition) in enumerate(FLOWS):
        inner = (
            f'<conditionExpression xsi:type="tFormalExpression">{condition}</conditionExpression>'
            if condition
            else ""
        )
        parts.append(
            f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
        )
    parts.append('<sequenceFlow id="refuse" sourceRef="admissible" targetRef="refused"/>')
    parts.append('<sequenceFlow id="not_yet" sourceRef="agreed" targetRef="again"/>')
    return f"{HEAD}{''.join(parts)}</process></definitions>".encode()


def _boundary(ident: str, host: str, interrupting: str, duration: str) -> str:
    timer = (
        f"<timerEventDefinition><timeDuration>&quot;{duration}&quot;</timeDuration></timerEventDefinition>"
    )
    return f'<boundaryEvent id="{ident}" attachedToRef="{host}" cancelActivity="{interrupting}">{timer}</boundaryEvent>'
