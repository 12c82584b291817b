"""`python -m tasks.printers`: prepare the faces of the papers now, so that the first paper need not wait for them."""

from __future__ import annotations

import sys

from tasks.printers import default_fonts, faces_folder
from workflows.config import read_settings
from workflows.errors import HeweiError


def main() -> int:
    """Prepare the faces; return 0, or 1 after a sentence about what is missing."""
    try:
        sys.stdout.write(f"{faces_folder(read_settings().fonts or default_fonts())}\n")
    except HeweiError as error:
        sys.stderr.write(f"{error.zh}\n{error.message}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
