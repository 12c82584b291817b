"""Rows of a list are checked together with the rest of the form."""

from __future__ import annotations

import json

import pytest

from workflows.domain.form import read_form
from workflows.errors import InvalidForm

FORM = read_form(
    "register",
    json.dumps(
        {
            "components": [
                {"type": "textfield", "key": "claim.title", "label": "名称", "validate": {"required": True}},
                {
                    "type": "dynamiclist",
                    "path": "parties",
                    "label": "当事人",
                    "components": [
                        {"type": "textfield", "key": "name", "label": "姓名", "validate": {"required": True}}
                    ],
                },
            ]
        }
    ),
)


def test_a_problem_in_a_row_does_not_hide_one_beside_it() -> None:
    """A clerk sees at once everything that is missing, not first the rows and at the next try the rest."""
    with pytest.raises(InvalidForm) as refused:
        FORM.check({"parties": [{"name": "张(示例)"}, {"name": ""}]})
    assert [problem.path for problem in refused.value.problems] == ["claim.title", "parties.1.name"]
