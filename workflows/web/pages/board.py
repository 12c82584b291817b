"""The supervisor's board and the heat of procedures."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.permission import Action
from workflows.domain.work_filter import LIGHTS, WorkFilter
from workflows.usecases.desk.board import AXES_OF_BOARD, Board, BoardRow, board
from workflows.usecases.desk.heat_map import heat_diagram, heat_map
from workflows.web.attachment import attachment
from workflows.web.doors import PageDoor
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.desk import address_of
from workflows.web.pages.page import show
from workflows.web.words import say

router = APIRouter(include_in_schema=False, route_class=Aside)
MOST_ROWS = 60
"""Lines of a table: each has six links, and a county has hundreds of bodies and people."""
SUPERVISE = [Depends(PageDoor(Action.SUPERVISE))]
CSV = "text/csv; charset=utf-8"
MARK = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""


@router.get("/board", dependencies=SUPERVISE)
def page(request: Request, machine: Machine, me: Me, by: str = "place", rows: str = "") -> Response:
    """Show the board set out by tier, place or type; of a long one the most urgent lines, unless all are asked for."""
    seen = board(machine, me, by)
    most = len(seen.rows) + len(seen.loads) if rows == "all" else MOST_ROWS
    return show(
        request,
        "board.html",
        board=seen,
        rows=most_urgent(seen.rows, most),
        loads=most_urgent(seen.loads, most),
        axes=AXES_OF_BOARD,
        lights=LIGHTS,
        leads_to=leads_to,
    )


@router.get("/board.csv", dependencies=SUPERVISE)
def file(request: Request, machine: Machine, me: Me, by: str = "place") -> Response:
    """Send the board as a file."""
    language = language_of(request)
    seen = board(machine, me, by)
    name = say(language, f"board_by.{seen.by}")
    return Response(_csv(seen, language), media_type=CSV, headers=attachment(f"{name}.csv"))


@router.get("/board/procedures/{procedure}", dependencies=SUPERVISE)
def heat(request: Request, machine: Machine, me: Me, procedure: str) -> Response:
    """Show where work gathers in a procedure, on its diagrams and as tables."""
    return show(request, "heat.html", map=heat_map(machine, me, procedure), step_address=_step)


@router.get("/board/procedures/{procedure}/diagrams/{process}", dependencies=SUPERVISE)
def diagram(machine: Machine, me: Me, procedure: str, process: str) -> Response:
    """Return a diagram of the newest version."""
    return Response(heat_diagram(machine, me, procedure, process), media_type="application/xml")


def most_urgent(rows: Sequence[BoardRow], most: int) -> Sequence[BoardRow]:
    """Return all of *rows*, or of more than *most* those with the most urgent work, the most urgent first."""
    if len(rows) <= most:
        return rows
    return sorted(rows, key=lambda row: [-row.lights[light] for light in LIGHTS])[:most]


def leads_to(by: str, row: BoardRow, light: str = "") -> str:
    """Return the address of the work list behind one number of the board."""
    narrowed = {by: row.id} if row.id and by in (*AXES_OF_BOARD, "holder") else {}
    return address_of(WorkFilter(scope="team", light=light).but(**narrowed))


def _step(element: str) -> str:
    return address_of(WorkFilter(scope="team", element=element))


def _csv(seen: Board, language: str) -> str:
    out = io.StringIO()
    write = csv.writer(out)
    heads = [f"board_by.{seen.by}", *(f"board_light.{each}" for each in LIGHTS), "board.total"]
    write.writerow([say(language, each) for each in heads])
    for row in (*seen.rows, seen.whole):
        name = row.name_en if language == "en" else row.name
        write.writerow([_plain(name), *(row.lights[each] for each in LIGHTS), row.total])
    return MARK + out.getvalue()


def _plain(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{name}" if name[:1] in "=+-@" else name
