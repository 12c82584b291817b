"""Activities that do one thing: people's tasks, scripts, decisions and requests to the outside."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.domain.step import Request
from workflows.engine.drawing.model import Node
from workflows.engine.expressions import evaluate, plain
from workflows.engine.instance import Token
from workflows.engine.plan import Plan
from workflows.engine.scripts import run_script
from workflows.engine.specs.node import NodeSpec, listen


class PersonSpec(NodeSpec):
    """A user or manual task: it waits until a person has done it."""

    def __init__(self, plan: Plan, name: str, node: Node) -> None:
        super().__init__(plan, name, node)
        self.manual = True

    def enter(self, token: Token) -> bool:
        """Open the task and arm its boundary events."""
        if self.records:
            token.workflow.visited(self, "entered")
        listen(self, token)
        return True


class ScriptSpec(NodeSpec):
    """A script task in FEEL: its context's entries, or its result variable, become routing facts."""

    def work(self, token: Token) -> bool:
        """Evaluate and write the facts."""
        case = token.workflow
        case.write(token, run_script(self.node, self.read(token), case.moment))
        return True


class RuleSpec(NodeSpec):
    """A business rule task: it asks its decision and writes the answer as routing facts."""

    def work(self, token: Token) -> bool:
        """Ask the decision table."""
        case, node = token.workflow, self.node
        if node.decision:
            facts = self.plan.tables.decide(node.decision, self.read(token), case.moment, node)
            case.write(token, {node.result: facts} if node.result else _named(facts, node.decision))
        return True


def _named(outputs: object, decision: str) -> Mapping[str, object]:
    if isinstance(outputs, Mapping):
        return {str(key): value for key, value in outputs.items()}
    return {} if outputs is None else {decision: outputs}


class ServiceSpec(NodeSpec):
    """A service task: a request to the outside, for which the diagram waits unless `wait` is false."""

    @property
    def waits(self) -> bool:
        """Whether the diagram stands still until the answer."""
        return self.node.properties.get("wait", "true").strip().lower() != "false"

    def work(self, token: Token) -> bool | None:
        """Put the request; the token stays until answer or fail where the diagram waits."""
        node, case = self.node, token.workflow
        if not node.operation:
            return True
        facts = self.read(token)
        given = {
            key: plain(evaluate(text, facts, case.moment, node)) for key, text in node.parameters.items()
        }
        case.moment.requests.append(
            Request(
                id=token.id, element=node.id, operation=node.operation, parameters=given, waits=self.waits
            )
        )
        if not self.waits:
            return True
        if self.records:
            case.visited(self, "entered")
        listen(self, token)
        return None

    def answered(self, token: Token, result: object) -> None:
        """Write the result under its variable and go on."""
        if self.node.result:
            token.workflow.write(token, {self.node.result: result})
        token.complete()
