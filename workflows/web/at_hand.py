"""What a request has at hand behind its door: handed to its endpoint by `Aside`, not solved as a dependency."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request

from workflows.web.idempotency import HEADER, idempotency_key, key_of
from workflows.web.identity import app_of, asking, language_asked, language_of, machine_of, signed_in

AT_HAND: Mapping[object, Callable[[Request], Any]] = {
    machine_of: app_of,
    asking: signed_in,
    language_asked: language_of,
    idempotency_key: key_of,
}
"""What looks at the request, by the dependency that would give the same."""
TOLD: Mapping[object, Mapping[str, Any]] = {idempotency_key: HEADER}
"""How the document of the API shows what is read so."""
