"""How often a process that lives long looks for rings of objects that nobody needs any more."""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 3_000, 20, 20
"""After how many new objects the young ones are looked through, and every how many such looks those that lasted."""


def tidy_seldom(young: int = YOUNG) -> None:
    """Leave alone from now on what a process has loaded, and look through the rest seldom.

    Procedures, forms and modules live as long as the process; looking through them all takes a tenth of a second
    each time, in the middle of somebody's request. What requests leave behind are mostly no rings, and goes at once.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(young, MIDDLE, OLD)
