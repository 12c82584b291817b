"""Doubts: sentences that read like a ground of refusal to the recogniser where no rule has found one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.ground_rules import leaves_title, left_to_registry
from workflows.domain.drafting.reading import Reading, sentences
from workflows.domain.drafting.recogniser import weigh

_SURE = {"third": 0.8, "against": 1.5, "vague": 1.0}
"""So much must speak for it: a doubt is worth a look, not a false alarm."""
_HEADING = 15
_ASKS = re.compile(r"本人未婚|单独所有|怎么|怎样|如何|要求[^,。;]{2,20},[^。;]{0,20}认为")
"""What only asks, or tells what each of them wanted, promises nothing."""
_KEEPS_RIGHT = re.compile(r"可以?依法|依法(?:可|有权|享有)|有权依法")
"""What the law grants stays as the law has it: nothing vague is agreed on."""
_RULES = {"third": "rights-doubtful", "against": "ground-doubtful", "vague": "words-doubtful"}


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield the sentence that reads most like each kind of fault, where it does so clearly."""
    told = [
        (clause.where, part)
        for clause in reading.clauses
        for part in sentences(clause.main)
        if len(part) > _HEADING and not (left_to_registry(part) or leaves_title(part) or _ASKS.search(part))
    ]
    for kind, rule in _RULES.items():
        open_words = kind == "vague"
        weighed = [
            (weigh(kind, part), where, part)
            for where, part in told
            if not (open_words and _KEEPS_RIGHT.search(part))
        ]
        most, where, part = max(weighed, default=(0.0, "", ""))
        if most > _SURE[kind]:
            yield found(rule, where, part)
