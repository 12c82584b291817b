"""The key of a write, which is done once for each: read from its header, described for whoever programs."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Depends, Request

from workflows.errors import FieldProblem, IdempotencyKeyMissing, InvalidForm

NAME: Final = "Idempotency-Key"
LONGEST: Final = 200
_SENTENCE: Final = (
    "Required. The same key with the same command gives the same answer and changes nothing twice."
)
HEADER: Final[dict[str, Any]] = {
    "name": NAME,
    "in": "header",
    "required": False,
    "schema": {"anyOf": [{"type": "string", "maxLength": LONGEST}, {"type": "null"}], "title": NAME},
    "description": _SENTENCE,
}
"""The header as the document of the API shows it: FastAPI would look at every header of a request to find this one."""


async def idempotency_key(request: Request) -> str:
    """Return the key of this write, before its body is looked at.

    Raises:
        IdempotencyKeyMissing: there is none.
        InvalidForm: it is longer than a key may be.
    """
    key = request.headers.get(NAME, "").strip()
    if not key:
        raise IdempotencyKeyMissing(
            zh="通过接口写入时，请在 Idempotency-Key 请求头中写明唯一的键（UUID 即可）。"
        )
    if len(key) > LONGEST:
        message = f"The key has at most {LONGEST} characters; a UUID will do."
        zh = f"幂等键不超过 {LONGEST} 个字符；UUID 即可。"
        raise InvalidForm([FieldProblem(f"header.{NAME}", "string_too_long", message, zh)])
    return key


Key = Annotated[str, Depends(idempotency_key)]
