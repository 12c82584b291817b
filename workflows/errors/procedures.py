"""Refusals and faults of procedures, packs and the engine."""

from __future__ import annotations

from workflows.errors.ground import Conflict, Fault, InvalidInput, NotFound


class RefusedXml(InvalidInput):
    """This XML file cannot be read safely; save it as plain UTF-8 without DOCTYPE, entities or includes."""


class RefusedDiagram(InvalidInput):
    """This diagram cannot be run as drawn; change the element named and publish again."""


class RefusedTable(InvalidInput):
    """This decision table cannot be used; correct the cell or the requirement named and publish again."""


class UnknownProcedureVersion(NotFound):
    """This version of the procedure is not loaded here; load its bundle first."""


class UnknownElement(NotFound):
    """There is no such element in this version of the procedure; look at the diagram."""


class TaskNotOpen(Conflict):
    """This task is not open any more; look at the case's present tasks."""


class RequestNotOpen(Conflict):
    """The case no longer waits for this answer; the step was done, cancelled or undone meanwhile."""


class FactsRefused(InvalidInput):
    """These routing facts are not plain data, too large or too deep; send names with texts, numbers, days or lists."""


class NobodyIsWaiting(Conflict):
    """The case does not wait for this message now; keep it until it does, or look at the diagram."""


class CannotMove(Conflict):
    """The case cannot be taken to that step from here; choose a step on the same path of the same drawing."""


class CannotMigrate(Conflict):
    """The case stands at a step that the new version does not have; finish it first or move the case."""


class DraftInTheWay(Conflict):
    """Somebody is drawing this procedure or one of its parts; publish or drop that draft first."""


class CannotChangeInstances(Conflict):
    """This task is not one of several at once, so nobody can be added or left out; look at the diagram."""


class CannotBeginStep(Conflict):
    """That step cannot be begun beside this task now; choose one of those offered, or finish the task first."""


class StateRefused(Fault):
    """The stored state of this case cannot be used; restore its last good revision."""


class StateTampered(StateRefused):
    """The stored state of this case was changed outside Hewei or belongs to another case; restore it from a backup."""


class StateVersionUnknown(StateRefused):
    """The stored state of this case has a format that this release cannot read; use the release that wrote it."""


class EngineFault(Fault):
    """The diagram cannot go on at the element named; correct the case's data or the diagram, then try again."""


class EngineBudgetExceeded(EngineFault):
    """The diagram took too many steps without waiting for anybody; look for a loop without a way out."""


class NoFlowTaken(EngineFault):
    """No condition after this element is true and no default flow is drawn; add a default flow or correct the data."""


class ExpressionFailed(EngineFault):
    """An expression in the diagram gave no usable value; correct it, or the data it reads."""


class DecisionFailed(EngineFault):
    """A decision table could not answer as its hit policy demands; correct the rows named, or the data."""


class TimerRefused(EngineFault):
    """A timer's expression gives no instant, duration or cycle with a time zone; correct it."""


class UnknownProcedure(NotFound):
    """There is no procedure with this id; look at the list of procedures."""


class BrokenPack(InvalidInput):
    """A row of this pack is wrong; the file and line are named, what ran before keeps running."""


class UnreadableScenario(InvalidInput):
    """This scenario cannot be played; the file and step are named, correct the word or the value."""


class UnknownTable(NotFound):
    """There is no decision table with this id; look under bpmn/procedures."""


class UnreadableInput(InvalidInput):
    """The inputs of a decision are one JSON object, such as {"tier": "village"}; correct them."""


class UnknownMeasure(NotFound):
    """There is no such measure; choose among the parts named."""


class KeptPlaceDiffers(InvalidInput):
    """The place kept in this folder has another number of open cases or people; ask for these, or name a new folder."""


class NothingToCheck(InvalidInput):
    """There is nothing to check here; name a procedure, a pack, a scenario, a letter, or a folder that holds them."""


class UnknownPack(NotFound):
    """There is no pack with this id; look at the list of packs."""


class PackNotMade(InvalidInput):
    """A new pack needs an id of its own: small letters, digits and hyphens, and no folder of that name yet."""


class LetterNotTaken(InvalidInput):
    """Only a pack of this installation takes a letter of the stock, and only one that it does not have yet."""


class ProcedureNotMade(InvalidInput):
    """This procedure cannot be made or deleted; the id, the name or what stands in the way is told."""


class ProcedurePackageRefused(InvalidInput):
    """This package of a procedure cannot be taken over, or not be made; what is wrong with it is told."""
