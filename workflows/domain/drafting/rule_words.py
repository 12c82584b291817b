"""Every rule of the agreement check by its stable name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflows.domain.drafting.content_words import CONTENT
from workflows.domain.drafting.doubt_words import DOUBTS
from workflows.domain.drafting.ground_words import GROUNDS
from workflows.domain.drafting.money_words import MONEY
from workflows.domain.drafting.person_words import PERSONS
from workflows.domain.drafting.rule import RuleWords
from workflows.domain.drafting.time_words import TIME

WORDS: Mapping[str, RuleWords] = MappingProxyType(
    {**MONEY, **TIME, **CONTENT, **PERSONS, **GROUNDS, **DOUBTS}
)
