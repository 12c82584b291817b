"""Who may do what to which thing: one function, `may`, over the roles of an actor and the reach of a thing.

A person reaches a case by one of three ways: the tree (chairs, supervisors and coordinators see all below their
own body), the body (clerks and mediators see the cases of the body they work in) and the assignment (whoever
holds or held a step of the case). A court reaches what was sent to it, a department what waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from workflows.domain.actor import Actor, OwnCase


class Action(StrEnum):
    """Everything that somebody can ask of Hewei."""

    KNOCK = "knock"
    USE_DESK = "use-desk"
    COMPUTE_PERIOD = "compute-period"
    OPEN_CASE = "open-case"
    SEARCH_CASES = "search-cases"
    READ_CASE = "read-case"
    READ_CONTACT = "read-contact"
    READ_PAPER = "read-paper"
    ATTACH_FILE = "attach-file"
    IMPORT_CASES = "import-cases"
    DO_TASK = "do-task"
    RECEIVE_PACKAGES = "receive-packages"
    READ_PROCEDURES = "read-procedures"
    DRAW_PROCEDURES = "draw-procedures"
    PUBLISH_PROCEDURES = "publish-procedures"
    READ_STATUS = "read-status"
    RESOLVE_INCIDENTS = "resolve-incidents"
    SEND_BACK = "send-back"
    WITHDRAW_STEP = "withdraw-step"
    HAND_OVER = "hand-over"
    DELEGATE = "delegate"
    CHANGE_SIGNERS = "change-signers"
    SUSPEND_CASE = "suspend-case"
    EXTEND_DEADLINE = "extend-deadline"
    URGE = "urge"
    COPY_CASE = "copy-case"
    MOVE_CASE = "move-case"
    UNDO_CASE = "undo-case"
    NOTE_LATER_SUIT = "note-later-suit"
    REOPEN_CASE = "reopen-case"
    MIGRATE_CASES = "migrate-cases"
    READ_REPORTS = "read-reports"
    BIND_DOSSIER = "bind-dossier"
    WANT_PAPER = "want-paper"
    READ_NUMBERS = "read-numbers"
    READ_TEMPLATES = "read-templates"
    EDIT_TEMPLATES = "edit-templates"
    PUBLISH_TEMPLATES = "publish-templates"
    READ_AUDIT = "read-audit"
    ERASE_CASE = "erase-case"
    READ_RETENTION = "read-retention"
    INVITE_PARTY = "invite-party"
    COLLECT_SIGNATURES = "collect-signatures"
    CHOOSE_NOTICES = "choose-notices"
    PARTY_READ = "party-read"
    PARTY_READ_PAPER = "party-read-paper"
    PARTY_BRING = "party-bring"
    PARTY_SIGN = "party-sign"
    PARTY_SPEAK = "party-speak"
    USE_ACCOUNT = "use-account"
    READ_ACCOUNTS = "read-accounts"
    MANAGE_ACCOUNTS = "manage-accounts"
    GIVE_POSTS = "give-posts"
    KEEP_TALK = "keep-talk"
    WRITE_NOTE = "write-note"
    SET_ABSENCE = "set-absence"
    SUPERVISE = "supervise"
    APPOINT_SITTING = "appoint-sitting"


TREE_ROLES = frozenset({"chair", "supervisor", "coordinator"})
BODY_ROLES = frozenset({"clerk", "mediator", "chair", "supervisor", "coordinator"})
COURT_ROLES = frozenset({"court_clerk", "judge"})
CASE_ROLES = BODY_ROLES | COURT_ROLES | {"department"}
DESK_ROLES = CASE_ROLES | {"designer", "editor", "auditor", "admin", "security"}

PUBLIC = frozenset({Action.KNOCK})
PARTY = frozenset(
    {Action.PARTY_READ, Action.PARTY_READ_PAPER, Action.PARTY_BRING, Action.PARTY_SIGN, Action.PARTY_SPEAK}
)
"""What a party may do, with their own case alone; no post of staff is for it."""
ROLES: Mapping[Action, frozenset[str]] = MappingProxyType(
    {
        Action.USE_DESK: DESK_ROLES,
        Action.COMPUTE_PERIOD: DESK_ROLES,
        Action.OPEN_CASE: BODY_ROLES,
        Action.SEARCH_CASES: CASE_ROLES,
        Action.READ_CASE: CASE_ROLES,
        Action.READ_CONTACT: frozenset({"clerk", "mediator", "chair"}),
        Action.READ_PAPER: CASE_ROLES,
        Action.ATTACH_FILE: BODY_ROLES | {"department"},
        Action.IMPORT_CASES: frozenset({"chair", "coordinator"}),
        Action.DO_TASK: CASE_ROLES,
        Action.RECEIVE_PACKAGES: COURT_ROLES,
        Action.READ_PROCEDURES: frozenset({"designer", "editor", "coordinator", "admin"}),
        Action.DRAW_PROCEDURES: frozenset({"designer"}),
        Action.PUBLISH_PROCEDURES: frozenset({"designer"}),
        Action.BIND_DOSSIER: BODY_ROLES,
        Action.WANT_PAPER: frozenset({"clerk", "mediator", "chair"}) | COURT_ROLES,
        Action.READ_NUMBERS: TREE_ROLES | {"auditor", "admin"},
        Action.READ_TEMPLATES: frozenset({"editor", "coordinator"}),
        Action.EDIT_TEMPLATES: frozenset({"editor"}),
        Action.PUBLISH_TEMPLATES: frozenset({"editor", "coordinator"}),
        Action.READ_AUDIT: frozenset({"auditor"}),
        Action.ERASE_CASE: frozenset({"security"}),
        Action.READ_RETENTION: TREE_ROLES | {"clerk", "security"},
        Action.INVITE_PARTY: frozenset({"clerk", "mediator", "chair"}),
        Action.COLLECT_SIGNATURES: frozenset({"clerk", "mediator", "chair"}),
        Action.CHOOSE_NOTICES: DESK_ROLES,
        **dict.fromkeys(PARTY, frozenset[str]()),
        Action.READ_STATUS: frozenset({"admin", "auditor", "security"}),
        Action.RESOLVE_INCIDENTS: frozenset({"admin"}),
        Action.SEND_BACK: CASE_ROLES,
        Action.WITHDRAW_STEP: CASE_ROLES,
        Action.HAND_OVER: CASE_ROLES,
        Action.DELEGATE: CASE_ROLES,
        Action.CHANGE_SIGNERS: BODY_ROLES,
        Action.SUSPEND_CASE: frozenset({"mediator", "chair", "coordinator"}),
        Action.EXTEND_DEADLINE: frozenset({"mediator", "chair", "coordinator"}),
        Action.URGE: BODY_ROLES,
        Action.COPY_CASE: BODY_ROLES,
        Action.MOVE_CASE: frozenset({"coordinator", "admin"}),
        Action.UNDO_CASE: frozenset({"admin"}),
        Action.NOTE_LATER_SUIT: frozenset({"clerk", "mediator", "chair"}),
        Action.REOPEN_CASE: BODY_ROLES,
        Action.MIGRATE_CASES: frozenset({"admin"}),
        Action.USE_ACCOUNT: DESK_ROLES,
        Action.READ_ACCOUNTS: frozenset({"admin", "security", "auditor"}),
        Action.MANAGE_ACCOUNTS: frozenset({"admin"}),
        Action.GIVE_POSTS: frozenset({"security"}),
        Action.KEEP_TALK: frozenset({"mediator"}),
        Action.WRITE_NOTE: CASE_ROLES,
        Action.SET_ABSENCE: CASE_ROLES,
        Action.SUPERVISE: TREE_ROLES,
        Action.APPOINT_SITTING: frozenset({"clerk", "mediator", "chair"}),
        Action.READ_REPORTS: BODY_ROLES | {"auditor", "admin"},
    }
)
"""Which roles an action is for at all; a thing's reach may narrow it further."""

OWN = frozenset({Action.USE_ACCOUNT})
"""What everybody may do who is signed in, even without a post: look after their own account."""

READING = frozenset({Action.READ_CASE, Action.READ_PAPER})
"""What somebody may do who got a copy of a case, or whose queue got a step of it."""

MENDING = frozenset({Action.MOVE_CASE, Action.UNDO_CASE, Action.MIGRATE_CASES})
"""What an administrator does to any case to mend it, without reading it."""


@dataclass(frozen=True, kw_only=True)
class CaseReach:
    """Where a case lies: tree paths of its bodies and of the courts it was sent to, its people, and who watches it.

    `served` are its people, each with the role of a step that they hold or held: it opens what that role may do.
    `holders` are the people who have one of its open steps now: their substitutes reach the case for as long.
    """

    bodies: frozenset[str] = frozenset()
    courts: frozenset[str] = frozenset()
    groups: frozenset[tuple[str, str]] = frozenset()
    served: frozenset[tuple[str, str]] = frozenset()
    watchers: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()

    @property
    def people(self) -> frozenset[str]:
        """Who holds or held a step of it."""
        return frozenset(account for account, _ in self.served)


@dataclass(frozen=True, kw_only=True)
class TaskReach:
    """Whose step it is: the organisation and role of its queue, and the account that took it, if any."""

    org_id: str
    role: str
    assignee: str = ""


Reach = CaseReach | TaskReach | OwnCase


def may(actor: Actor | None, action: Action, thing: Reach | None = None) -> bool:
    """Return whether *actor* (None: nobody signed in) may do *action*, to *thing* where one is named.

    Somebody with several posts may do what one of them allows: role and reach always come from the same post.
    """
    if action in PUBLIC:
        return True
    if actor is None:
        return False
    if actor.system:
        return True
    if actor.party is not None:
        return action in PARTY and thing in (None, actor.party)
    if thing is None:
        return action in OWN or actor.has_role(*ROLES[action])
    return actor.has_role(*ROLES[action]) and _reaches(actor, action, thing)


def _reaches(actor: Actor, action: Action, thing: Reach) -> bool:
    if isinstance(thing, TaskReach):
        return _reaches_task(actor, thing)
    if not isinstance(thing, CaseReach):
        return False
    mends = action in MENDING and actor.has_role("admin")
    reads = action in READING and (actor.account_id in thing.watchers or _is_asked(actor, thing))
    return mends or reads or _reaches_case(actor, thing, ROLES[action])


def _is_asked(actor: Actor, case: CaseReach) -> bool:
    """Return whether a step of the case went to one of the actor's own queues, wherever the case itself lies."""
    return any((post.org_id, post.role) in case.groups for post in actor.posts)


def _reaches_case(actor: Actor, case: CaseReach, roles: frozenset[str]) -> bool:
    if any(role in roles and _acts_as(actor, account, case) for account, role in case.served):
        return True
    return any(
        _post_reaches(actor, post.org_id, post.role, case) for post in actor.posts if post.role in roles
    )


def _acts_as(actor: Actor, account: str, case: CaseReach) -> bool:
    return account == actor.account_id or (account in actor.stands_for and account in case.holders)


def _post_reaches(actor: Actor, org_id: str, role: str, case: CaseReach) -> bool:
    path = actor.org_paths.get(org_id, "")
    if not path:
        return False
    if role in COURT_ROLES:
        return path in case.courts
    if role in TREE_ROLES:
        return any(body.startswith(path) for body in case.bodies)
    if role in BODY_ROLES:
        return path in case.bodies
    return (org_id, role) in case.groups


def _reaches_task(actor: Actor, task: TaskReach) -> bool:
    if task.assignee:
        return task.assignee == actor.account_id or task.assignee in actor.stands_for
    return any(post.org_id == task.org_id and post.role == task.role for post in actor.posts)
