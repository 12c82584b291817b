"""The words for coded answers: what `neighbour` was called on the form where it was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflows.domain.case import Case
from workflows.domain.form import Choice, Form, FormField, read_form
from workflows.usecases.app import App

Words = Mapping[tuple[str, str], Choice]


def answer_words(app: App, case: Case, files: Mapping[str, bytes]) -> Words:
    """Return (path, value) -> choice over all forms in *files*, the bundle of the case's version."""
    words: dict[tuple[str, str], Choice] = {}
    for form in _forms(app, case, files):
        for path, choice in _choices(form.fields):
            words.setdefault((path, choice.value), choice)
    return words


def _forms(app: App, case: Case, files: Mapping[str, bytes]) -> Iterator[Form]:
    for path, content in files.items():
        if path.endswith(".json"):
            form_id = path.rpartition("/")[2].removesuffix(".json")
            known = app.forms.get((case.version, form_id))
            if known is None:
                known = app.forms[case.version, form_id] = read_form(form_id, content)
            yield known


def _choices(fields: tuple[FormField, ...]) -> Iterator[tuple[str, Choice]]:
    for field in fields:
        for choice in field.choices:
            yield field.path, choice
