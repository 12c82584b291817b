"""What the court's part of the API sends."""

from __future__ import annotations

from workflows.errors import BrokenPackage
from workflows.proof.anchor import common_name, fingerprint
from workflows.usecases.check_package import CheckedPackage
from workflows.usecases.read_answer import Taken
from workflows.web.api.case_models import CaseBrief, FiledOut
from workflows.web.api.models import Out


class BrokenOut(Out):
    """One thing that does not hold: the rule, the member, and the case in words."""

    rule: str
    member: str
    zh: str
    en: str

    @classmethod
    def of(cls, broken: BrokenPackage) -> BrokenOut:
        """Return the finding as it is sent."""
        where = broken.where
        return cls(
            rule=str(where.get("rule", "")),
            member=str(where.get("member", "")),
            zh=broken.zh,
            en=broken.message,
        )


class CheckedOut(Out):
    """What the check of a package came to; who sealed it and when stand only where it holds."""

    ok: bool
    filed: FiledOut
    signer: str = ""
    signed_at: str = ""
    anchor: str = ""
    members: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    broken: tuple[BrokenOut, ...] = ()

    @classmethod
    def of(cls, checked: CheckedPackage) -> CheckedOut:
        """Return the result as it is sent."""
        filed = FiledOut.model_validate(checked.package)
        held = checked.held
        if held is None:
            return cls(ok=False, filed=filed, broken=tuple(map(BrokenOut.of, checked.broken)))
        return cls(
            ok=True,
            filed=filed,
            signer=common_name(held.seal.signer),
            signed_at=held.seal.at.isoformat(),
            anchor=fingerprint(held.seal.root),
            members=tuple(member.name for member in held.manifest.members),
            lacking=tuple(role.value for role in held.manifest.lacking),
        )


class AnswerTakenOut(Out):
    """What an answer did: the case after it, the forms that it filled, and who signed it ("" nobody)."""

    case: CaseBrief
    forms: list[str]
    signed_by: str

    @classmethod
    def of(cls, taken: Taken) -> AnswerTakenOut:
        """Return the result as it is sent."""
        return cls(
            case=CaseBrief.model_validate(taken.case),
            forms=list(taken.forms),
            signed_by=common_name(taken.seal.signer) if taken.seal else "",
        )
