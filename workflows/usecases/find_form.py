"""Find the form of a step in the version that the case runs on."""

from __future__ import annotations

from workflows.domain.case import Case
from workflows.domain.form import Form, read_form
from workflows.errors import UnknownForm
from workflows.store import Tx
from workflows.usecases.app import App


def find_form(app: App, tx: Tx, case: Case, form_id: str) -> Form:
    """Return the form *form_id* as published with the case's version.

    Raises:
        UnknownForm: the version has no such form.
    """
    known = app.forms.get((case.version, form_id))
    if known is None:
        known = app.forms[case.version, form_id] = _load(tx, case, form_id)
    return known


def _load(tx: Tx, case: Case, form_id: str) -> Form:
    version = tx.procedures.by_digest(case.version)
    for name, content in (version.bundle.files if version else {}).items():
        if name.endswith(f"/forms/{form_id}.json"):
            return read_form(form_id, content)
    raise UnknownForm(
        f"The procedure {case.procedure} has no form {form_id!r}.",
        zh=f"程序 {case.procedure} 没有表单 {form_id!r}。",
        form=form_id,
    )
