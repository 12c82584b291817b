"""A small identity provider as a process of its own: discovery, authorize with PKCE, token, keys.

`python -m tests.integration.web.identity_provider --port N` serves until it is stopped. What it gets wrong is told to
it by `POST /misbehave` with one of `MISDEEDS`; the next answer alone is wrong then.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import secrets
from typing import Annotated, Any
from urllib.parse import urlencode

import uvicorn
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from fastapi import FastAPI, Form, Request
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from starlette.responses import JSONResponse, RedirectResponse, Response

from workflows.clock import SystemClock

CLIENT, SECRET = "hewei", "a secret for tests only"
MISDEEDS = (
    "nonce",
    "aud",
    "iss",
    "expired",
    "none",
    "shared-secret",
    "other-key",
    "no-subject",
    "wrong-type",
)


class Desk:
    """What the provider remembers: its key, the codes that it gave, and what it is to get wrong next."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.key = RSAKey.generate_key(2048, {"kid": "k1"})
        self.stranger = RSAKey.generate_key(2048, {"kid": "k1"})
        self.given: dict[str, dict[str, str]] = {}
        self.doing: list[str] = []

    def discovery(self) -> dict[str, Any]:
        """Say where everything is."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> dict[str, Any]:
        """Publish the key."""
        return dict(KeySet([self.key]).as_dict(private=False))

    def misbehave(self, misdeed: str) -> Response:
        """Get the next token wrong."""
        self.doing.append(misdeed)
        return Response(status_code=204)

    def authorize(self, request: Request) -> Response:
        """Let whoever is named by `login_hint` in; a real provider would ask for a password here."""
        asked = dict(request.query_params)
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256":
            return JSONResponse({"error": "invalid_request"}, 400)
        code = secrets.token_urlsafe(16)
        self.given[code] = asked
        query = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{query}", 303)

    def token(
        self,
        request: Request,
        code: Annotated[str, Form()],
        code_verifier: Annotated[str, Form()],
        redirect_uri: Annotated[str, Form()],
        grant_type: Annotated[str, Form()],
    ) -> Response:
        """Exchange a code, once, for whoever knows its verifier and the client's secret."""
        asked = self.given.pop(code, None)
        whole = f"Basic {base64.b64encode(f'{CLIENT}:{SECRET}'.encode()).decode()}"
        if request.headers.get("authorization") != whole:
            return JSONResponse({"error": "invalid_client"}, 401)
        brought = (grant_type, redirect_uri, create_s256_code_challenge(code_verifier))
        if asked is None or brought != ("authorization_code", asked["redirect_uri"], asked["code_challenge"]):
            return JSONResponse({"error": "invalid_grant"}, 400)
        misdeed = self.doing.pop() if self.doing else ""
        signed = _sign(_claims(self.issuer, asked, misdeed), self.key, self.stranger, misdeed)
        return JSONResponse({"access_token": "opaque", "token_type": "Bearer", "id_token": signed})


def make(issuer: str) -> FastAPI:
    """Return the provider's application."""
    app, desk = FastAPI(), Desk(issuer)
    app.get("/.well-known/openid-configuration")(desk.discovery)
    app.get("/keys")(desk.keys)
    app.post("/misbehave/{misdeed}")(desk.misbehave)
    app.get("/authorize", response_model=None)(desk.authorize)
    app.post("/token", response_model=None)(desk.token)
    return app


def _claims(issuer: str, asked: dict[str, str], misdeed: str) -> dict[str, Any]:
    now = int(SystemClock().now().timestamp())
    claims: dict[str, Any] = {
        "iss": issuer,
        "sub": asked.get("login_hint", "nobody"),
        "aud": asked["client_id"],
        "iat": now,
        "exp": now + 3600,
        "nonce": asked["nonce"],
    }
    wrong: dict[str, dict[str, Any]] = {
        "nonce": {"nonce": "another"},
        "aud": {"aud": "somebody-else"},
        "iss": {"iss": "https://elsewhere.example"},
        "expired": {"iat": now - 7200, "exp": now - 3600},
        "no-subject": {"sub": ""},
        "wrong-type": {"exp": "tomorrow"},
    }
    return claims | wrong.get(misdeed, {})


def _sign(claims: dict[str, Any], key: RSAKey, stranger: RSAKey, misdeed: str) -> str:
    if misdeed == "none":
        head = _part({"alg": "none", "typ": "JWT"})
        return f"{head}.{_part(claims)}."
    if misdeed == "shared-secret":  # the public key taken for a shared secret
        public = hashlib.sha256(key.as_pem(private=False)).digest()
        return jwt.encode({"alg": "HS256", "kid": "k1"}, claims, OctKey.import_key(public))
    return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, stranger if misdeed == "other-key" else key)


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    uvicorn.run(make(f"http://127.0.0.1:{port}"), host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
