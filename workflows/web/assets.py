"""Where the browser finds scripts and styles: names with a digest, so that they can be kept for ever."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path

STATIC = Path(str(files("workflows.web") / "static"))
STYLES = (
    "tokens.css",
    "page.css",
    "form.css",
    "islands.css",
    "report.css",
    "studio.css",
    "desk.css",
    "intake.css",
    "party.css",
    "print.css",
)


@cache
def app_script() -> str:
    """Return the address of the script of every page, "" where the bundle was not built."""
    manifest = STATIC / "dist" / "manifest.json"
    if not manifest.is_file():
        return ""
    entry = json.loads(manifest.read_text("utf-8"))["src/app.js"]
    return f"/static/dist/{entry['file']}"


@cache
def address(name: str) -> str:
    """Return the address of a file in static/ with its digest."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def styles() -> tuple[str, ...]:
    """Return the addresses of the styles of every page."""
    return tuple(address(name) for name in STYLES)
