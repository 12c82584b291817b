"""Review an agreement before it is signed: what its draft lacks, as the form stands now, sent or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.domain.actor import Actor
from workflows.domain.agreement_check import AgreementFinding, check_agreement
from workflows.domain.case import CaseDocument
from workflows.domain.finding import Severity
from workflows.domain.form import Form, flatten
from workflows.domain.patch import patch
from workflows.errors import InvalidForm
from workflows.usecases.app import App
from workflows.usecases.show_task import TaskView, show_task

SECTION = "agreement."
TERMS = "agreement.terms"
WORDED = frozenset({TERMS, "agreement.signed_by_all"})
"""Forms that word or sign an agreement ask one of these."""


def review_agreement(
    app: App, actor: Actor, item_id: str, answers: Mapping[str, Any]
) -> tuple[AgreementFinding, ...]:
    """Return what is wrong with the agreement of a task's case, as it would stand with *answers* (nested or dotted).

    Raises:
        UnknownTask: there is no such task, or it is not theirs to see.
        NotAllowed: they may see the case, but this step belongs to somebody else.
        TaskAlreadyDone: it is done.
    """
    return review_draft(app, show_task(app, actor, item_id), answers)


def review_draft(app: App, view: TaskView, answers: Mapping[str, Any]) -> tuple[AgreementFinding, ...]:
    """Return what is wrong with the agreement of *view*'s case with *answers* written over it."""
    document = _with_answers(view.case.document, view.form, answers)
    return check_agreement(document, interest=app.catalogue.interest, capacity=app.catalogue.capacity)


def must_mend(app: App, view: TaskView, answers: Mapping[str, Any]) -> tuple[AgreementFinding, ...]:
    """Return what is wrong with the agreement if something of it keeps from signing and the form is filled otherwise.

    What a form refuses by itself comes first: whoever has filled half of it is told of that half.
    """
    try:
        view.form.check(answers, view.hides(answers))
    except InvalidForm:
        return ()
    findings = review_draft(app, view, answers)
    return findings if any(each.severity is Severity.ERROR for each in findings) else ()


def asks_terms(form: Form) -> bool:
    """Return whether the terms of an agreement are worded in *form*."""
    return any(field.path == TERMS for field in form.fields)


def words_agreement(form: Form) -> bool:
    """Return whether *form* is one in which an agreement is worded or signed."""
    return any(field.path in WORDED for field in form.fields)


def has_terms(view: TaskView) -> bool:
    """Return whether there is an agreement to review before anything is typed."""
    return bool(view.case.document.agreement.terms.strip())


def _with_answers(document: CaseDocument, form: Form, answers: Mapping[str, Any]) -> CaseDocument:
    """Return *document* with as many of the answers as fit: a review looks at forms that are not finished."""
    flat = flatten(dict(answers), form.lists)
    kept = {path: value or None for path, value in flat.items() if path.startswith(SECTION)}
    while kept:
        try:
            return patch(document, kept)
        except InvalidForm as refused:
            bad = {problem.path for problem in refused.problems}
            fits = {path: value for path, value in kept.items() if not _touched(path, bad)}
            kept = fits if len(fits) < len(kept) else {}
    return document


def _touched(path: str, problems: set[str]) -> bool:
    return any(problem == path or problem.startswith(f"{path}.") for problem in problems)
