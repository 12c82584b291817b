"""Load the law of time of one place: the nation's periods and calendars, and what a pack lays over them."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from workflows.domain.calendar import Calendar, parse_calendar
from workflows.domain.law import Law
from workflows.domain.period_file import PeriodFile, parse_periods


def load_law(root: Traversable, overlay: Traversable | None = None) -> Law:
    """Return the law under *root* (the ``bpmn`` folder) with the ``law`` folder of a pack laid over it.

    Args:
        root: the ``bpmn`` folder, as ``workflows.resources.data("bpmn")`` finds it.
        overlay: the folder of a pack; its ``law/periods.toml`` overrides fields by id, its
            ``law/calendars/<year>.toml`` add years or replace them, or with ``adds = true`` only add days of the place.

    Raises:
        BrokenPeriodFile: a row of a period file is wrong.
        BrokenCalendarFile: a calendar file is wrong; the subclass says how.
    """
    folders = [root / "law"] if overlay is None else [root / "law", overlay / "law"]
    present = [folder for folder in folders if folder.is_dir()]
    periods = parse_periods([_period_file(each) for each in present if (each / "periods.toml").is_file()])
    years = [
        parse_calendar(file.read_text(encoding="utf-8"), str(file))
        for folder in present
        for file in _calendar_files(folder / "calendars")
    ]
    return Law(periods.rules, Calendar(years), periods.aliases)


def _period_file(folder: Traversable) -> PeriodFile:
    file = folder / "periods.toml"
    return PeriodFile(file.read_text(encoding="utf-8"), str(file))


def _calendar_files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda f: f.name)
