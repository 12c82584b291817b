"""Measure how long it takes to check a court package."""

from __future__ import annotations

import time
from statistics import median

from workflows.domain.bench import BenchLine
from workflows.proof.anchor import Anchors
from workflows.proof.verify import verify_package

ROUNDS = 5


def run(package: bytes, anchors: Anchors) -> list[BenchLine]:
    """Return the median time of checking *package*, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        verify_package(package, anchors=anchors)
        times.append((time.perf_counter() - start) * 1000)
    size = f"{len(package) >> 10} KB, {ROUNDS} rounds"
    return [BenchLine(name="verify a court package", value=median(times), unit="ms", note=size)]
