"""The token game: every way in which the tokens of one process or sub-process can move, within bounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import ACTIVITIES, FLOW_NODES, SUB_PROCESSES

Marking = frozenset[str]
MOST_STATES = 2_000
MOST_WORK = 120_000
MOST_NODES = 300
MOST_BRANCHES = 12
"""Beyond these the game is not played: the diagram is too large to be understood by anybody."""
MORE = "\0"
MOST_TOKENS = 3
"""Where tokens are counted, each further one on a place bears a mark more; beyond these its way is not followed."""


@dataclass
class Net:
    """One process or sub-process as a net: tokens lie on sequence flows (by place), on starts and on links."""

    container: Element
    nodes: dict[str, Element] = field(default_factory=dict)
    into: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    leads: dict[str, Element] = field(default_factory=dict)
    starts: list[Marking] = field(default_factory=list)
    playable: bool = True


@dataclass
class Game:
    """What was seen: the moves between states, which nodes acted, where tokens were stuck or doubled."""

    net: Net
    moves: dict[Marking, set[Marking]] = field(default_factory=dict)
    acted: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    whole: bool = True
    counted: bool = False

    @property
    def stuck(self) -> list[Marking]:
        """The states with tokens of which none can move, as the places where they lie."""
        return [
            frozenset(place.rstrip(MORE) for place in state)
            for state, after in self.moves.items()
            if state and not after and state != BEYOND
        ]

    @property
    def endless(self) -> list[Marking]:
        """The states that move on for ever: no way leads from them to the end or to a stuck state."""
        before: dict[Marking, set[Marking]] = defaultdict(set)
        for state, after in self.moves.items():
            for each in after:
                before[each].add(state)
        done = [state for state, after in self.moves.items() if not state or not after]
        seen = set(done)
        while done:
            for each in before[done.pop()] - seen:
                seen.add(each)
                done.append(each)
        return [state for state in self.moves if state not in seen]


BEYOND: Marking = frozenset({MORE})


@lru_cache(maxsize=4)
def nets(diagram: Diagram) -> tuple[Net, ...]:
    """Return the net of every process and sub-process of *diagram*."""
    return tuple(net_of(diagram, container) for container in diagram.of("process", *SUB_PROCESSES))


@lru_cache(maxsize=4)
def games(diagram: Diagram) -> tuple[tuple[Net, Game], ...]:
    """Return the game on every net that can be played."""
    return tuple((net, play(diagram, net)) for net in nets(diagram) if net.playable and net.starts)


def net_of(diagram: Diagram, container: Element) -> Net:
    """Return the net of *container*; it is not playable where it is too large or holds a complex gateway."""
    net = Net(container)
    for node in container.children:
        if node.kind in FLOW_NODES and node.id:
            net.nodes.setdefault(node.id, node)
    for flow in container.all("sequenceFlow"):
        target = diagram.target(flow)
        if target is not None and target.id in net.nodes:
            net.into[target.id].append(flow.place)
            net.leads[flow.place] = net.nodes[target.id]  # an id may stand twice in the file
    _links(net)
    _starts(diagram, net)
    widest = max((len(diagram.outgoing(node)) for node in net.nodes.values()), default=0)
    net.playable = (
        len(net.nodes) <= MOST_NODES
        and widest <= MOST_BRANCHES
        and not container.all("complexGateway")
        and container.kind != "adHocSubProcess"
    )
    return net


def _links(net: Net) -> None:
    for node in net.nodes.values():
        if node.kind == "intermediateCatchEvent":
            for link in node.all("linkEventDefinition"):
                net.into[node.id].append(f"link {link.name}")
                net.leads[f"link {link.name}"] = node


def _starts(diagram: Diagram, net: Net) -> None:
    for node in net.nodes.values():
        opens = node.kind == "startEvent" or (node.is_true("instantiate") and not diagram.incoming(node))
        if opens:
            net.starts.append(frozenset({f"start {node.id}"}))
            net.leads[f"start {node.id}"] = node
    kinds = ACTIVITIES if net.starts else FLOW_NODES
    free = [
        node
        for node in net.nodes.values()
        if node.kind in kinds and f"start {node.id}" not in net.leads and _begins(diagram, net, node)
    ]
    net.leads |= {f"start {node.id}": node for node in free}
    loose = frozenset(f"start {node.id}" for node in free)
    net.starts = [start | loose for start in net.starts] or ([loose] if loose else [])


def _begins(diagram: Diagram, net: Net, node: Element) -> bool:
    apart = node.is_true("triggeredByEvent") or node.is_true("isForCompensation")
    return (
        not apart
        and node.kind != "boundaryEvent"
        and not diagram.incoming(node)
        and not net.into.get(node.id)
    )


def stuck_states(diagram: Diagram, net: Net, game: Game) -> list[Marking]:
    """Return where tokens get stuck: where two can lie on one place, by a second game that counts them."""
    if not game.doubled or not game.stuck:
        return game.stuck
    return play(diagram, net, counted=True).stuck


def play(diagram: Diagram, net: Net, *, counted: bool = False) -> Game:
    """Return the game on *net*; `whole` is false where the bounds ended it."""
    game = Game(net, counted=counted)
    reach = {
        node.id: _reach(diagram, net, node) for node in net.nodes.values() if node.kind == "inclusiveGateway"
    }
    waiting = list(net.starts)
    work = 0
    while waiting:
        state = waiting.pop()
        if state in game.moves:
            continue
        after = set(_moves(diagram, game, state, reach))
        game.moves[state] = after
        work += (len(after) + 1) * (len(state) + 1)
        waiting.extend(each for each in after if each not in game.moves)
        if len(game.moves) > MOST_STATES or work > MOST_WORK:
            game.whole = False
            break
    return game


def _moves(
    diagram: Diagram, game: Game, state: Marking, reach: dict[str, dict[str, set[str]]]
) -> Iterator[Marking]:
    lead = game.net.leads
    for node in {lead[place].id: lead[place] for place in state if place in lead}.values():
        marked = [place for place in game.net.into[node.id] if place in state]
        marked += [place for place in (f"start {node.id}",) if place in state]
        for taken in _taken(game.net, node, marked, state, reach):
            game.acted.add(node.id)
            for given in _given(diagram, node):
                yield _after(game, state - {_last(state, place) for place in taken}, given)


def _last(state: Marking, place: str) -> str:
    """Return the token that lies uppermost on *place*."""
    while place + MORE in state:
        place += MORE
    return place


def _after(game: Game, rest: Marking, given: Marking | None) -> Marking:
    if given is None:
        return frozenset()
    inside = given & game.net.leads.keys()
    double = rest & inside
    game.doubled |= double
    if game.counted:
        upper = {_last(rest, place) + MORE for place in double}
        return BEYOND if any(each.count(MORE) >= MOST_TOKENS for each in upper) else rest | inside | upper
    return rest | inside


def _taken(
    net: Net, node: Element, marked: list[str], state: Marking, reach: dict[str, dict[str, set[str]]]
) -> list[Marking]:
    """Return the sets of tokens with which *node* can act now."""
    needed = net.into[node.id]
    if node.kind == "parallelGateway" and len(needed) > 1:
        return [frozenset(needed)] if len(marked) >= len(needed) else []
    if node.kind == "inclusiveGateway" and len(needed) > 1:
        coming = any((state - set(marked)) & reach[node.id][place] for place in needed if place not in marked)
        return [] if coming else [frozenset(marked)]
    return [frozenset({place}) for place in marked]


def _given(diagram: Diagram, node: Element) -> Iterator[Marking | None]:
    """Yield what *node* may give: sets of places, or None where everything ends."""
    triggers = set(diagram.triggers(node))
    if node.kind == "endEvent":
        yield None if triggers & {"terminate", "error", "cancel"} else frozenset()
        return
    if node.kind == "intermediateThrowEvent" and "link" in triggers:
        yield frozenset(f"link {link.name}" for link in node.all("linkEventDefinition"))
        return
    flows = diagram.outgoing(node)
    yield from _ways(node, flows)
    for event in diagram.boundaries(node):
        aside = frozenset(flow.place for flow in diagram.outgoing(event))
        if event.is_false("cancelActivity"):
            yield from (way | aside for way in _ways(node, flows))
        elif "compensate" not in diagram.triggers(event):
            yield aside


def _ways(node: Element, flows: list[Element]) -> list[Marking]:
    ids = [flow.place for flow in flows]
    if node.kind == "parallelGateway" or node.get("eventGatewayType") == "Parallel":
        return [frozenset(ids)]
    if node.kind in {"exclusiveGateway", "eventBasedGateway"}:
        return [frozenset({each}) for each in ids] or [frozenset()]
    if node.kind == "inclusiveGateway":
        return _choices(ids)
    conditional = [flow.place for flow in flows if flow.first("conditionExpression") is not None]
    default = node.get("default")
    always = frozenset(ids) - set(conditional) - {default}
    if not conditional:
        return [frozenset(ids)]
    ways = [always | way for way in _choices(conditional)]
    return [*ways, always | {default}] if default in ids else [*ways, always] if always else ways


def _choices(ids: list[str]) -> list[Marking]:
    """Return the ways to choose at least one of *ids*: all of them where they are few, else single ones and all."""
    if len(ids) > 4:
        return [*(frozenset({each}) for each in ids), frozenset(ids)]
    return [frozenset(some) for size in range(1, len(ids) + 1) for some in combinations(ids, size)] or [
        frozenset()
    ]


def _reach(diagram: Diagram, net: Net, join: Element) -> dict[str, set[str]]:
    """Return for each way into *join* the places from which a token can still arrive there."""
    found: dict[str, set[str]] = {}
    for place in net.into[join.id]:
        seen: set[str] = set()
        waiting = [place]
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            waiting.extend(_before(diagram, net, here, join))
        found[place] = seen
    return found


def _before(diagram: Diagram, net: Net, place: str, join: Element) -> list[str]:
    if place.startswith("start "):
        return []
    if place.startswith("link "):
        sources = [
            node
            for node in net.nodes.values()
            if node.kind == "intermediateThrowEvent"
            and any(f"link {each.name}" == place for each in node.all("linkEventDefinition"))
        ]
    else:
        source = diagram.source(diagram.flow_at[place])
        host = diagram.by_id.get(source.get("attachedToRef")) if source is not None else None
        sources = [each for each in (source, host) if each is not None]
    places: list[str] = []
    for node in sources:
        if node is not join:
            places += [*net.into[node.id], f"start {node.id}"]
    return places
