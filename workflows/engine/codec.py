"""The stored state of a case: small, sealed, and never interpreted before its seal and its format are checked."""

from __future__ import annotations

import hmac
import threading
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256

import orjson
import zstandard

from workflows.engine.instance import Budget, Instance, Token
from workflows.engine.moment import Moment
from workflows.engine.plan import Plan
from workflows.engine.specs.events import Armed
from workflows.engine.timing import Due
from workflows.errors import StateTampered, StateVersionUnknown
from workflows.feel import Range, YearsMonthsDuration, from_json

MAGIC = b"HW"
VERSION = 1
SEAL = 32
MAX_STATE = 16 * 1024 * 1024
TAG = "~"
_SAFE = 2**53


class _OfThread(threading.local):
    """The compressor of one thread: zstd's contexts must not be shared."""

    def __init__(self) -> None:
        self.compressor = zstandard.ZstdCompressor(level=3)
        self.decompressor = zstandard.ZstdDecompressor()


class Codec:
    """Writes and reads states with one secret."""

    def __init__(self, secret: bytes) -> None:
        self._keyed = hmac.new(secret, digestmod="sha256")
        """Copied for each seal: to look the digest up by its name takes longer than the digest."""
        self._own = _OfThread()

    def dump(self, case: Instance) -> bytes:
        """Return the sealed state of the case."""
        places: dict[str, int] = {}
        rows: list[object] = []
        for token in case.tasks.values():
            places[token.id] = len(rows)
            rows.append(_row(token, places))
        document = [case.born, 1 if case.completed else 0, encode(case.data), rows]
        blob = self._own.compressor.compress(orjson.dumps(document))
        return MAGIC + bytes([VERSION]) + self._seal(case.case_id, VERSION, case.plan.digest, blob) + blob

    def load(self, state: bytes, plan: Plan, case_id: str, moment: Moment, budget: Budget) -> Instance:
        """Return the case as it stood.

        Raises:
            StateVersionUnknown: another format.
            StateTampered: the seal does not fit the case, the version of the procedure, or the bytes.
        """
        if state[:2] != MAGIC or len(state) < 3 + SEAL or state[2] != VERSION:
            raise StateVersionUnknown
        seal, blob = state[3 : 3 + SEAL], state[3 + SEAL :]
        if not hmac.compare_digest(seal, self._seal(case_id, state[2], plan.digest, blob)):
            raise StateTampered
        born, completed, data, rows = orjson.loads(
            self._own.decompressor.decompress(blob, max_output_size=MAX_STATE)
        )
        case = Instance(plan, case_id, moment, budget)
        case.born, case.completed, case.data = born, bool(completed), _named(data)
        tokens: list[Token] = []
        for row in rows:
            tokens.append(_token(case, tokens, row))
        return case

    def _seal(self, case_id: str, version: int, digest: str, blob: bytes) -> bytes:
        key = case_id.encode()
        head = b"%d:%d:%s:%d:%s:" % (version, len(key), key, len(digest), digest.encode())
        seal = self._keyed.copy()
        seal.update(head + sha256(blob).digest())
        return seal.digest()


def _row(token: Token, places: Mapping[str, int]) -> list[object]:
    above = token.above
    row: list[object] = [
        token.id,
        places[above.id] if above is not None else -1,
        token.task_spec.index,
        token.status,
        (1 if token.own else 0) | (2 if token.listens else 0),
        token.via,
        encode(token.data) if token.data else 0,
        _inner(token.internal_data) if token.internal_data else 0,
    ]
    while len(row) > 4 and row[-1] in (0, ""):
        row.pop()
    return row


def _token(case: Instance, tokens: list[Token], row: list[object]) -> Token:
    ident, place, index, status, flags, via, data, inner = row + [0, "", 0, 0][len(row) - 4 :]
    if not (
        isinstance(index, int)
        and isinstance(place, int)
        and isinstance(status, int)
        and isinstance(flags, int)
    ):
        raise StateTampered
    parent = tokens[place] if place >= 0 else None
    token = Token(case, case.plan.specs[index], parent, str(ident), str(via))
    token.restore(status)
    token.own, token.listens = bool(flags & 1), bool(flags & 2)
    if data:
        token.data = _named(data)
    if isinstance(inner, dict):
        token.internal_data = {key: _outer(key, value) for key, value in inner.items()}
    return token


def _inner(data: Mapping[str, object]) -> dict[str, object]:
    return {key: _armed(value) if key == "armed" else encode(value) for key, value in data.items()}


def _armed(value: object) -> object:
    if not isinstance(value, dict):
        return {}
    rows: dict[str, object] = {}
    for number, each in value.items():
        due = each.due
        when = None
        if due is not None:
            started = due.started_on.isoformat() if due.started_on else ""
            when = [due.at.isoformat(), due.rule, started, due.left, due.every]
            while len(when) > 1 and when[-1] in ("", 0):
                when.pop()
        row = [when, encode(each.correlation) if each.correlation else 0, 1 if each.was else 0]
        while row and row[-1] in (0, None):
            row.pop()
        rows[str(number)] = row
    return rows


def _outer(key: str, value: object) -> object:
    if key != "armed" or not isinstance(value, dict):
        return decode(value)
    found: dict[int, Armed] = {}
    for number, row in value.items():
        parts = list(row)
        parts.extend([None, 0, 0][len(row) :])
        keys = _named(parts[1]) if parts[1] else None
        found[int(number)] = Armed(_due(parts[0]), keys, bool(parts[2]))
    return found


def _named(value: object) -> dict[str, object]:
    found = decode(value)
    return found if isinstance(found, dict) else {}


def _due(when: object) -> Due | None:
    if not isinstance(when, list):
        return None
    parts = list(when)
    parts.extend(["", "", "", 0, ""][len(when) :])
    at, rule, started, left, every = parts
    day = date.fromisoformat(str(started)) if started else None
    return Due(
        datetime.fromisoformat(str(at)), str(rule), day, left if isinstance(left, int) else 0, str(every)
    )


# ---- values ----------------------------------------------------------------------------------


def encode(value: object) -> object:
    """Return the value as JSON that `decode` reads back; a key of user data is never taken for a mark."""
    if value is None or isinstance(value, (str, bool, float)):
        return value
    if isinstance(value, int):
        return value if -_SAFE < value < _SAFE else {TAG: "n", "v": str(value)}
    if isinstance(value, (list, tuple)):
        return [encode(entry) for entry in value]
    if isinstance(value, Mapping):
        if TAG in value:
            return {TAG: "m", "v": [[str(key), encode(entry)] for key, entry in value.items()]}
        return {str(key): encode(entry) for key, entry in value.items()}
    return _encode_special(value)


def _encode_special(value: object) -> object:
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() and abs(value) < _SAFE
        return int(value) if whole else {TAG: "n", "v": str(value)}
    if isinstance(value, datetime):
        return {TAG: "dt", "v": value.isoformat()}
    if isinstance(value, date):
        return {TAG: "d", "v": value.isoformat()}
    if isinstance(value, time):
        return {TAG: "t", "v": value.isoformat()}
    if isinstance(value, timedelta):
        return {TAG: "s", "v": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, YearsMonthsDuration):
        return {TAG: "y", "v": value.months}
    if isinstance(value, Range):
        ends = [encode(value.start), encode(value.end), value.start_included, value.end_included]
        return {TAG: "r", "v": [*ends, value.sign] if value.sign else ends}
    return str(value)


def decode(value: object) -> object:
    """Return the value that `encode` wrote."""
    if isinstance(value, list):
        return [decode(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    kind = value.get(TAG)
    return (
        _decode_special(kind, value.get("v"))
        if kind is not None
        else {k: decode(v) for k, v in value.items()}
    )


def _decode_special(kind: object, value: object) -> object:
    text = str(value)
    if kind == "m" and isinstance(value, list):
        return {key: decode(entry) for key, entry in value}
    if kind == "s" and isinstance(value, list):
        return timedelta(days=value[0], seconds=value[1], microseconds=value[2])
    if kind == "r" and isinstance(value, list):
        return Range(
            decode(value[0]), decode(value[1]), bool(value[2]), bool(value[3]), *map(str, value[4:5])
        )
    if kind == "y" and isinstance(value, int):
        return YearsMonthsDuration(value)
    readers: dict[str, Callable[[str], object]] = {
        "n": Decimal,
        "dt": _moment,
        "d": _moment,
        "t": time.fromisoformat,
    }
    reader = readers.get(str(kind))
    if reader is None:
        raise StateTampered
    return reader(text)


def _moment(text: str) -> object:
    """Return a day or an instant; one beyond Python's calendar as FEEL writes and reads it."""
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return from_json(text, temporal=True)
