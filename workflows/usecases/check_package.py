"""Check the court package of a case as anybody could who has nothing but the file: every member, seal and history."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.package import CourtPackage
from workflows.errors import BrokenPackage
from workflows.proof import Verified, verify_package
from workflows.usecases.app import App
from workflows.usecases.read_package import read_package
from workflows.usecases.trusted_roots import trusted_roots


@dataclass(frozen=True, kw_only=True)
class CheckedPackage:
    """What the check of a kept package came to: it holds, or what broke first and what besides."""

    package: CourtPackage
    name: str
    held: Verified | None = None
    broken: tuple[BrokenPackage, ...] = ()


def check_package(app: App, actor: Actor, case_id: str) -> CheckedPackage:
    """Return what the check of the package filed last for this case came to.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
        UnknownPackage: none was filed yet.
    """
    package, content, name = read_package(app, actor, case_id)
    try:
        held = verify_package(content, anchors=trusted_roots(app.settings))
    except BrokenPackage as refused:
        return CheckedPackage(package=package, name=name, broken=(refused, *refused.others))
    return CheckedPackage(package=package, name=name, held=held)
