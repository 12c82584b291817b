"""The token game: every way in which the tokens of one process or sub-process can move, within bounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from workflows.engine.checks.diagram import Diagram, event_sub_process
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import ACTIVITIES, FLOW_NODES, LOOPS, SUB_PROCESSES

Marking = frozenset[str]
Reach = tuple[dict[str, set[str]], dict[str, set[str]]]
"""From where a token can come to each way into an inclusive join: also by boundary events, and by flows alone."""
MOST_STATES = 2_000
MOST_WORK = 120_000
MOST_NODES = 300
MOST_BRANCHES = 12
MOST_ESCALATIONS = 3
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
    """What was seen: the moves between states, which nodes acted, where tokens were stuck or doubled.

    Nodes that stand `still` do not act; what a node gives `surely` by its boundary events it gives in every case.
    """

    net: Net
    moves: dict[Marking, set[Marking]] = field(default_factory=dict)
    acted: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    whole: bool = True
    counted: bool = False
    still: frozenset[str] = frozenset()
    surely: dict[str, Marking] = field(default_factory=dict)

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
    return tuple((net, play(diagram, Game(net))) for net in nets(diagram) if net.playable and net.starts)


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
    """Return where tokens get stuck, by a second game where the first says too much.

    It counts the tokens where two can lie on one place, and knows what comes in every case beside a sub-process.
    """
    if not game.stuck:
        return []
    hosts = [node for node in net.nodes.values() if node.kind in SUB_PROCESSES]
    surely = {node.id: found for node in hosts if (found := _surely(diagram, node))}
    if not game.doubled and not surely:
        return game.stuck
    return play(diagram, Game(net, counted=True, surely=surely)).stuck


def play(diagram: Diagram, game: Game) -> Game:
    """Play the *game* to its end; `whole` is false where the bounds ended it.

    Moves are made in the order of the names, so that a game that the bounds ended has seen the same each time.
    """
    net = game.net
    reach = {
        node.id: (_reach(diagram, net, node, events=True), _reach(diagram, net, node, events=False))
        for node in net.nodes.values()
        if node.kind == "inclusiveGateway"
    }
    waiting = list(net.starts)
    work = 0
    while waiting:
        state = waiting.pop()
        if state in game.moves:
            continue
        after = dict.fromkeys(_moves(diagram, game, state, reach))
        game.moves[state] = set(after)
        work += (len(after) + 1) * (len(state) + 1)
        waiting.extend(each for each in after if each not in game.moves)
        if len(game.moves) > MOST_STATES or work > MOST_WORK:
            game.whole = False
            break
    return game


def _moves(diagram: Diagram, game: Game, state: Marking, reach: dict[str, Reach]) -> Iterator[Marking]:
    lead = game.net.leads
    for node in {lead[place].id: lead[place] for place in sorted(state) if place in lead}.values():
        marked = [place for place in game.net.into[node.id] if place in state]
        marked += [place for place in (f"start {node.id}",) if place in state]
        for taken in _taken(game.net, node, marked, state, reach) if node.id not in game.still else []:
            game.acted.add(node.id)
            for given in _given(diagram, node, game.surely.get(node.id, frozenset())):
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
    net: Net, node: Element, marked: list[str], state: Marking, reach: dict[str, Reach]
) -> list[Marking]:
    """Return the sets of tokens with which *node* can act now."""
    needed = net.into[node.id]
    if node.kind == "parallelGateway" and len(needed) > 1:
        return [frozenset(needed)] if len(marked) >= len(needed) else []
    if node.kind == "inclusiveGateway" and len(needed) > 1:
        by_event, by_flow = reach[node.id]
        others = state - set(marked)
        coming = {each for place in needed if place not in marked for each in others & by_event[place]}
        here = {each for place in marked for each in by_flow[place]}
        return [] if coming - here else [frozenset(marked)]
    return [frozenset({place}) for place in marked]


def _given(diagram: Diagram, node: Element, surely: Marking) -> Iterator[Marking | None]:
    """Yield what *node* may give: sets of places, or None where everything ends."""
    triggers = set(diagram.triggers(node))
    if node.kind == "endEvent":
        yield None if triggers & {"terminate", "error", "cancel"} else frozenset()
        return
    if node.kind == "intermediateThrowEvent" and "link" in triggers:
        yield frozenset(f"link {link.name}" for link in node.all("linkEventDefinition"))
        return
    ways = [way | surely for way in _ways(node, diagram.outgoing(node))]
    yield from ways
    for event in diagram.boundaries(node):
        aside = frozenset(flow.place for flow in diagram.outgoing(event))
        if event.is_false("cancelActivity"):
            yield from (way | aside for way in ways)
        elif "compensate" not in diagram.triggers(event):
            yield aside


def _surely(diagram: Diagram, host: Element) -> Marking:
    """Return where tokens come to beside *host* in every case: by an escalation on each way through it."""
    given: set[str] = set()
    if host.first(*LOOPS) is not None or any(event_sub_process(sub) for sub in host.all(*SUB_PROCESSES)):
        return frozenset()
    events = [each for each in diagram.boundaries(host) if diagram.triggers(each) == ["escalation"]]
    if len(events) > MOST_ESCALATIONS:
        return frozenset()
    caught = {event.id: diagram.code(diagram.definitions(event)[0]) for event in events}
    net = net_of(diagram, host)
    for event in events:
        mine = caught[event.id]
        thrown = frozenset(
            node.id
            for node in host.all("endEvent", "intermediateThrowEvent")
            for each in diagram.definitions(node)
            if each.kind == "escalationEventDefinition"
            and (diagram.code(each) == mine or (not mine and diagram.code(each) not in caught.values()))
        )
        if event.is_false("cancelActivity") and thrown and net.playable and net.starts:
            without = play(diagram, Game(net, still=thrown))
            if without.whole and frozenset() not in without.moves:
                given |= {flow.place for flow in diagram.outgoing(event)}
    return frozenset(given)


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


def _reach(diagram: Diagram, net: Net, join: Element, *, events: bool) -> dict[str, set[str]]:
    """Return for each way into *join* the places from which a token can still arrive, also by boundary *events*."""
    found: dict[str, set[str]] = {}
    for place in net.into[join.id]:
        seen: set[str] = set()
        waiting = [place]
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            waiting.extend(_before(diagram, net, here, join, events=events))
        found[place] = seen
    return found


def _before(diagram: Diagram, net: Net, place: str, join: Element, *, events: bool) -> list[str]:
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
        host = diagram.by_id.get(source.get("attachedToRef")) if source is not None and events else None
        sources = [each for each in (source, host) if each is not None]
    places: list[str] = []
    for node in sources:
        if node is not join:
            places += [*net.into[node.id], f"start {node.id}"]
    return places
