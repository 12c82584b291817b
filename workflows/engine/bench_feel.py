"""Measures FEEL as the engine uses it: the condition of a gateway, and a decision table that is read to its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from statistics import median
from time import process_time_ns

from workflows.domain.bench import BenchLine
from workflows.engine.dmn.asking import Asking
from workflows.engine.dmn.evaluate import decide
from workflows.engine.dmn.read import read_model
from workflows.feel import evaluate

CONDITION = 'case.agreement.form = "written" and case.agreement.amount > 20000'
CASE: Mapping[str, object] = {"agreement": {"form": "written", "amount": 50_000}}
ROUNDS = 2_000
ROWS, COLUMNS = 20, 5
SPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def run() -> list[BenchLine]:
    """Return the figures, each the median of many warm evaluations."""
    facts = {"case": CASE}
    model = read_model(table(), "bench.dmn")
    fresh = count()
    condition = _spent(lambda: evaluate(CONDITION, facts), ROUNDS)
    asked = _spent(lambda: decide(Asking(model, None, {}), "bench", asked_with(next(fresh))), ROUNDS // 10)
    return [
        BenchLine(
            name="FEEL condition of a gateway", value=round(condition / 1e3, 1), unit="µs CPU", note=CONDITION
        ),
        BenchLine(
            name="decision table",
            value=round(asked / 1e6, 3),
            unit="ms CPU",
            note=f"{ROWS} rows by {COLUMNS} columns, every cell asked",
        ),
    ]


def asked_with(number: int) -> Mapping[str, object]:
    """Return inputs that nobody asked with before: a table remembers which rows matched."""
    return {f"in{column}": f"示例 {number} 号" for column in range(COLUMNS)}


def table() -> bytes:
    """Return a decision model whose rows all but the last miss in their last column alone."""
    inputs = "".join(
        f"<input><inputExpression><text>in{number}</text></inputExpression></input>"
        for number in range(COLUMNS)
    )
    rows = "".join(_row(number) for number in range(ROWS))
    return (
        f'<definitions xmlns="{SPACE}" id="m" name="m" namespace="t"><decision id="bench" name="bench">'
        f'<decisionTable hitPolicy="UNIQUE">{inputs}<output name="out"/>{rows}</decisionTable></decision></definitions>'
    ).encode()


def _row(number: int) -> str:
    last = "?" if number == ROWS - 1 else f"ends with(?, &quot;{number}&quot;)"
    cells = [*(f"string length(?) &lt; {number + 99}" for _ in range(COLUMNS - 1)), last]
    drawn = "".join(f"<inputEntry><text>{cell}</text></inputEntry>" for cell in cells)
    return f"<rule>{drawn}<outputEntry><text>{number}</text></outputEntry></rule>"


def _spent(act: Callable[[], object], rounds: int) -> float:
    """Return the median of nanoseconds of processor time; the first rounds, which compile, weigh nothing in it."""
    spent = []
    for _ in range(rounds):
        begun = process_time_ns()
        act()
        spent.append(process_time_ns() - begun)
    return median(spent)
