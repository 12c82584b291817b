"""The schemas that courts are given are those that the program keeps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import BaseModel

from workflows.domain.chain import History
from workflows.domain.court_answer import SignedAnswer
from workflows.domain.court_data import CourtData, Identities
from workflows.domain.package import Manifest
from workflows.domain.signing_evidence import SigningEvidence

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "schema"
PUBLISHED = {
    "court-manifest": Manifest,
    "court-data": CourtData,
    "court-identities": Identities,
    "court-history": History,
    "court-answer": SignedAnswer,
    "signing-evidence": SigningEvidence,
}


def schema(model: type[BaseModel]) -> str:
    """Return the JSON schema of *model* as it is published."""
    value = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_schema_is_the_one_in_force(name: str) -> None:
    """A court that writes or reads by docs/schema writes and reads what this program does."""
    assert (FOLDER / f"{name}.json").read_text("utf-8") == schema(PUBLISHED[name])
