"""The identity provider (OpenID Connect): code flow with PKCE, and an ID token of which every claim is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.common.security import generate_token
from authlib.oauth2.base import OAuth2Error
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from workflows.config import Settings
from workflows.errors import ProviderMissing, ProviderRefused, ProviderUnreachable

ANSWER = "/sign-in/provider/answer"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA", "Ed25519")
"""Signatures with a public key alone: neither none nor a shared secret."""
LEEWAY = 60
SECONDS = 10.0
LARGEST = 1_000_000
KNOWN_FOR = timedelta(hours=1)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass
class Provider:
    """The one provider of this installation; what it says of itself is asked again every hour."""

    settings: Settings
    http: httpx.Client
    _said: dict[str, Any] = field(default_factory=dict)
    _keys: KeySet | None = None
    _asked_at: datetime | None = None

    def address(self, *, state: str, nonce: str, verifier: str, now: datetime) -> str:
        """Return where the browser goes to sign in.

        Raises:
            ProviderUnreachable: the provider does not say where.
            ProviderRefused: what it says does not hold.
        """
        self._ask(now)
        address, _ = self._client().create_authorization_url(
            self._said["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
        )
        return str(address)

    def subject(self, *, code: str, nonce: str, verifier: str, now: datetime) -> str:
        """Return who signed in there, by the claim that names people here.

        Raises:
            ProviderUnreachable: the provider does not answer.
            ProviderRefused: the code, or one claim of the token, does not hold.
        """
        self._ask(now)
        token = self._redeem(code, verifier)
        claims = self._claims(str(token.get("id_token") or ""), now)
        checked = CodeIDToken(
            claims,
            {"alg": ALGORITHMS[0]},
            options={
                "iss": {"essential": True, "value": self.settings.oidc_issuer},
                "aud": {"essential": True, "value": self.settings.oidc_client_id},
                "exp": {"essential": True},
            },
            params={"nonce": nonce, "client_id": self.settings.oidc_client_id},
        )
        try:
            checked.validate(now=int(now.timestamp()), leeway=LEEWAY)
        except (JoseError, OAuth2Error, ValueError, TypeError) as broken:
            raise _refused(str(broken)) from broken
        named = claims.get(self.settings.oidc_claim)
        if not isinstance(named, str) or not 0 < len(named) <= 255:
            raise _refused(f"the claim {self.settings.oidc_claim} is missing")
        return named

    def _redeem(self, code: str, verifier: str) -> Mapping[str, Any]:
        secret = self.settings.oidc_secret
        own = {} if secret else {"client_id": self.settings.oidc_client_id}
        auth = httpx.BasicAuth(self.settings.oidc_client_id, secret) if secret else httpx.Auth()
        try:
            token = self._client().fetch_token(
                self._said["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
                redirect_uri=self._redirect(),
                auth=auth,
                **own,
            )
        except OAuth2Error as refused:
            raise _refused(str(refused)) from refused
        except (httpx.HTTPError, ValueError) as silent:
            raise _unreachable(silent) from silent
        return dict(token)

    def _claims(self, token: str, now: datetime) -> dict[str, Any]:
        try:
            return dict(jwt.decode(token, self._known_keys(now), algorithms=list(ALGORITHMS)).claims)
        except (JoseError, ValueError):
            self._keys = None  # the provider may have changed its keys since: ask once more
        try:
            return dict(jwt.decode(token, self._known_keys(now), algorithms=list(ALGORITHMS)).claims)
        except (JoseError, ValueError) as broken:
            raise _refused(str(broken)) from broken

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            self.http,
            client_id=self.settings.oidc_client_id,
            client_secret=self.settings.oidc_secret or None,
            scope="openid",
            redirect_uri=self._redirect(),
            code_challenge_method="S256",
        )

    def _redirect(self) -> str:
        return self.settings.address.rstrip("/") + ANSWER

    def _ask(self, now: datetime) -> None:
        if self._asked_at is not None and now - self._asked_at < KNOWN_FOR:
            return
        issuer = self.settings.oidc_issuer
        said = self._fetch(issuer.rstrip("/") + "/.well-known/openid-configuration")
        if said.get("issuer") != issuer:
            raise _refused("it calls itself otherwise")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            _must_be_safe(str(said.get(name) or ""))
        self._said, self._keys, self._asked_at = said, None, now

    def _known_keys(self, now: datetime) -> KeySet:
        if self._keys is None:
            self._ask(now)
            try:
                self._keys = KeySet.import_key_set(self._fetch(self._said["jwks_uri"]))  # type: ignore[arg-type]
            except (JoseError, ValueError, KeyError) as broken:
                raise _refused(str(broken)) from broken
        return self._keys

    def _fetch(self, address: str) -> dict[str, Any]:
        _must_be_safe(address)
        try:
            answer = self.http.get(address, headers={"Accept": "application/json"})
            answer.raise_for_status()
            said = answer.json() if len(answer.content) <= LARGEST else None
        except (httpx.HTTPError, ValueError) as silent:
            raise _unreachable(silent) from silent
        if not isinstance(said, dict):
            raise _refused("its description is no object")
        return said


def provider_of(settings: Settings, http: httpx.Client | None = None) -> Provider:
    """Return the provider that is set up; it is asked directly, never where a redirect leads.

    Raises:
        ProviderMissing: none is.
    """
    if not settings.oidc_issuer or not settings.oidc_client_id:
        raise ProviderMissing(zh="本系统没有配置统一身份登录；请使用登录名和密码。")
    once = httpx.Limits(max_keepalive_connections=0)
    client = http or httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False, limits=once)
    return Provider(settings, client)


def fresh_word() -> str:
    """Return a random word of 48 letters and digits, for a nonce or a code verifier."""
    return str(generate_token(48))


def _must_be_safe(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise _refused("its addresses do not begin with https")


def _refused(why: str) -> ProviderRefused:
    return ProviderRefused(
        f"The identity provider's answer does not hold ({why[:120]}); begin again from the sign-in page.",
        zh="身份提供方的答复未通过核验；请从登录页重新开始。",
    )


def _unreachable(silent: Exception) -> ProviderUnreachable:
    return ProviderUnreachable(
        f"The identity provider does not answer ({type(silent).__name__}); try again later, or sign in with "
        "login name and password.",
        zh="身份提供方没有答复；请稍后再试，或使用登录名和密码登录。",
    )
