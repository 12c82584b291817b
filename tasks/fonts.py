"""Where the fonts of the papers lie."""

from __future__ import annotations

from pathlib import Path

from tasks.printers import default_fonts
from workflows.config import Settings


def fonts_folder(settings: Settings) -> Path:
    """Return the folder of font packages: the installation's own, or the one that `make setup` fills."""
    return settings.fonts or default_fonts()
