"""Render drafts in a process of their own: a template that never ends or grows without end harms nobody else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

import orjson

from workflows.documents.bundle import Bundle
from workflows.documents.child import SECONDS, problem
from workflows.documents.render import Sample
from workflows.errors import HeweiError, TemplateTookTooLong, TemplateTookTooMuch

PATIENCE = 60.0


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a draft could not be rendered, and where: file, line, field."""

    code: str
    message: str
    zh: str
    template: str = ""
    line: int = 0
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What a draft says about one case, or why it says nothing."""

    html: str = ""
    text: str = ""
    css: str = ""
    title: str = ""
    version: str = ""
    problem: Problem | None = field(default=None)

    def standalone(self, style: str = "") -> str:
        """Return the HTML with its style sheet and *style* inside."""
        return self.html.replace("</head>", f"<style>{self.css}{style}</style></head>", 1)


def render_bounded(
    bundle: Bundle, template: str, samples: Sequence[Sample], *, seconds: int = SECONDS
) -> list[Proof]:
    """Return what *template* in *bundle* says about each of *samples*, in order; a fault is in its place.

    All of them together may take so many *seconds* of the processor.
    """
    given = [sample.model_dump(mode="json") for sample in samples]
    asked = orjson.dumps({"files": dict(bundle.files), "template": template, "proofs": given})
    command = [sys.executable, "-m", "workflows.documents.child", str(seconds)]
    try:
        done = subprocess.run(command, input=asked, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:
        return [_failed(_too_long(template))] * len(samples)
    if done.returncode:
        broke = _too_much(template) if b"MemoryError" in done.stderr else _too_long(template)
        return [_failed(broke)] * len(samples)
    return [_proof(each) for each in orjson.loads(done.stdout)]


def _proof(told: dict[str, object]) -> Proof:
    if "error" in told:
        return Proof(problem=_problem(told))
    html, text, css, title, version = (
        str(told[name]) for name in ("html", "text", "css", "title", "version")
    )
    return Proof(html=html, text=text, css=css, title=title, version=version)


def _failed(error: HeweiError) -> Proof:
    return Proof(problem=_problem(problem(error)))


def _problem(told: dict[str, object]) -> Problem:
    where = told.get("where")
    places = where if isinstance(where, dict) else {}
    line = places.get("line")
    return Problem(
        code=str(told["code"]),
        message=str(told["error"]),
        zh=str(told["zh"]),
        template=str(places.get("template", "")),
        line=line if isinstance(line, int) else 0,
        field=str(places.get("field", "")),
    )


def _too_long(template: str) -> TemplateTookTooLong:
    return TemplateTookTooLong(
        f"{template} does not come to an end; look for loops inside loops.",
        zh=f"{template} 在允许的时间内没有结束；请检查嵌套的循环。",
        document=template,
    )


def _too_much(template: str) -> TemplateTookTooMuch:
    return TemplateTookTooMuch(
        f"{template} needs more memory than allowed; look for loops inside loops and long texts.",
        zh=f"{template} 超过允许的内存；请检查嵌套的循环和过长的文字。",
        document=template,
    )
