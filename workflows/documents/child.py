"""`python -m workflows.documents.child SECONDS`: render drafts in a process of its own, within bounds.

It reads one JSON object from standard input, {files, template, proofs: [{case, paper}]}, and writes one JSON list
with what became of each proof: {html, text, css, title, version} or {error, zh, code, where}.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Mapping
from typing import Any

import orjson

from workflows.documents.render import Rendered, Sample, Templates
from workflows.errors import HeweiError, TemplateTookTooMuch

SECONDS = 8
MEGABYTES = 512


def main() -> int:
    """Render what standard input asks for; return 0."""
    limit(int(sys.argv[1]), MEGABYTES)
    asked = orjson.loads(sys.stdin.buffer.read())
    answer = [_rendered(asked["template"], asked["files"], proof) for proof in asked["proofs"]]
    sys.stdout.buffer.write(orjson.dumps(answer))
    return 0


def limit(seconds: int, megabytes: int) -> None:
    """Let this process have so many seconds of the processor and so much memory, and write no file at all."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _rendered(template: str, files: Mapping[str, str], proof: Mapping[str, Any]) -> dict[str, Any]:
    try:
        sample = Sample.model_validate(proof)
        templates = Templates(drafts=files)
        return _told(templates.render(template, sample.case, sample.paper))
    except MemoryError:
        return problem(TemplateTookTooMuch(zh="模板超过允许的内存；请检查嵌套的循环。", document=template))
    except HeweiError as error:
        return problem(error)


def _told(rendered: Rendered) -> dict[str, Any]:
    return {
        "html": rendered.html,
        "text": rendered.text,
        "css": rendered.css,
        "title": rendered.title,
        "version": rendered.template_version,
    }


def problem(error: HeweiError) -> dict[str, Any]:
    """Return an error as plain words: the sentence in both languages, its code, and the place."""
    where = {name: value for name, value in error.where.items() if isinstance(value, str | int)}
    return {"error": error.message, "zh": error.zh, "code": error.code, "where": where}


if __name__ == "__main__":
    sys.exit(main())
