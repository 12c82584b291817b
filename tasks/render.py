"""`python -m tasks.render`: print one paper to a file, from its sample or from a case; `hewei render` starts it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic_core import from_json

from tasks.printers import print_docx, print_paper
from tasks.printers.ofd import print_ofd
from workflows.config import Settings, read_settings
from workflows.documents import Rendered, Sample, Templates
from workflows.errors import HeweiError
from workflows.resources import data
from workflows.whole_file import write_whole

FORMS = (".pdf", ".docx", ".html", ".txt", ".ofd")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the paper that *arguments* ask for; return 0, or 1 after a sentence about what is wrong."""
    wish = _parse(arguments)
    settings = read_settings()
    templates = Templates(
        *[root for root in wish.templates if root.is_dir()], data("templates", settings.site)
    )
    try:
        sample, files = (templates.sample(wish.document), {}) if wish.sample else _given(wish.case_json)
        if files and not wish.templates:
            templates = Templates(drafts=files)
        rendered = templates.render(wish.document, sample.case, sample.paper)
        content = _printed(rendered, wish.output.suffix, settings, sample.paper.made_on)
    except HeweiError as error:
        return _complain(f"{error.zh}\n{error.message}")
    except (OSError, ValueError) as error:
        return _complain(f"数据无法读取 / the data cannot be read: {error}")
    try:
        write_whole(wish.output, content)
    except OSError as error:
        return _complain(f"无法写入 {wish.output}：{error}\n{wish.output} cannot be written: {error}")
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tasks.render", description=__doc__)
    parser.add_argument("document", help="the id of the document: a folder under templates/")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--sample", action="store_true", help="print its proof sample")
    source.add_argument(
        "--case-json", metavar="FILE", help="a case document, or {case, paper, files}; - reads standard input"
    )
    parser.add_argument(
        "--templates",
        type=Path,
        action="append",
        default=[],
        help="a folder that goes before the shipped one",
    )
    parser.add_argument(
        "-o", "--output", type=_output, required=True, help="FILE.pdf, .docx, .ofd, .html or .txt"
    )
    return parser.parse_args(arguments)


def _output(name: str) -> Path:
    path = Path(name)
    if path.suffix not in FORMS:
        raise argparse.ArgumentTypeError(f"{name} ends in none of {', '.join(FORMS)}")
    return path


def _given(source: str) -> tuple[Sample, dict[str, str]]:
    """Return the case with its context, and the template files that came with it, if any."""
    text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8")
    given = from_json(text)
    whole = given if isinstance(given, dict) and "case" in given else {"case": given}
    files = whole.pop("files", {})
    return Sample.model_validate(whole), {str(name): str(words) for name, words in files.items()}


def _printed(rendered: Rendered, suffix: str, settings: Settings, made_on: date | None) -> bytes:
    if suffix == ".html":
        return rendered.standalone().encode()
    if suffix == ".txt":
        return rendered.text.encode()
    if suffix == ".docx":
        return print_docx(rendered)
    pdf = print_paper(rendered, settings.fonts).pdf
    if suffix == ".ofd":
        ident = rendered.check_code * 2
        return print_ofd(pdf, title=rendered.title, document_id=ident, made_on=made_on)
    return pdf


def _complain(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
