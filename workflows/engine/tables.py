"""The decision models of one bundle, asked by the id of a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workflows.engine.dmn.asking import Asking
from workflows.engine.dmn.evaluate import decide
from workflows.engine.dmn.model import DecisionNode, Model, Service
from workflows.engine.drawing.model import Node
from workflows.engine.moment import Moment
from workflows.errors import DecisionFailed


class Tables:
    """Decision models by the ids of their decisions."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._models: dict[str, Model] = {}
        drawn = list(models)
        for model in drawn:  # what is drawn in a file is asked there, also where others import it
            asked: list[DecisionNode | Service] = [*model.decisions.values(), *model.services.values()]
            for each in asked:
                if each.file == model.file:
                    self._models.setdefault(each.id, model)
        for model in drawn:
            for decision in (*model.decisions, *model.services):
                self._models.setdefault(decision, model)

    def __contains__(self, decision: object) -> bool:
        return decision in self._models

    def decide(self, decision: str, facts: Mapping[str, object], moment: Moment, node: Node) -> object:
        """Return the outputs by name (or the value of an expression) and record which rows answered.

        Raises:
            DecisionFailed: there is no such decision, or it cannot answer.
        """
        model = self._models.get(decision)
        if model is None:
            raise DecisionFailed(
                f"{node.id} ({node.file} line {node.line}) asks the decision {decision!r}, which is not in the bundle; "
                "add its table or correct the id.",
                zh=f"{node.id}（{node.file} 第 {node.line} 行）引用的决策 {decision!r} 不存在；请补上该表或更正标识。",
                table=decision,
                element=node.id,
            )
        asking = Asking(model, moment.now, moment.functions, element=node.id)
        value, outputs = decide(asking, decision, asking.given({**facts, "case": moment.case}))
        moment.decisions.extend(asking.record)
        if outputs is None:
            return value
        named = {name or decision: entry for name, entry in outputs.items()}
        return value if node.result and len(named) == 1 else named
