"""From every state some way leads to an end."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tokens import games


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for net, game in games(diagram):
        seen: set[str] = set()
        for state in game.endless:
            seen |= {net.leads[place].id for place in state}
        if seen and game.whole:
            first = min(seen, key=lambda each: net.nodes[each].line)
            yield Problem(
                net.nodes[first],
                f"no way leads from it to an end (it goes round through {', '.join(sorted(seen)[:6])}).",
                f"从它出发没有通向结束的路（在 {'、'.join(sorted(seen)[:6])} 之间循环）。",
            )


RULE = Rule(
    id="sound-endless",
    title="From every state some way leads to an end.",
    title_zh="从任何状态出发，都要有通向结束的路。",
    remedy=("Draw a way out of the loop, for example with an exclusive gateway that leads to the end."),
    remedy_zh="给循环画一条出路，例如用排他网关通向结束。",
    source="BPMN 2.0.2 §13 (execution semantics); soundness",
    check=check,
    level=Profile.RUN,
)
