"""Partner forces' tokens: OAuth 2.0 client credentials by Authlib (RFC 6749, section 4.4; bearer: RFC 6750).

A token is signed and short-lived and names the client alone; what the client may do is read anew at each request.
"""

from __future__ import annotations

from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from flask import Flask, current_app, g, request
from itsdangerous import BadData, URLSafeTimedSerializer

from access.accounts import Client, NotActive
from access.events import Event, EventKind
from access.identity import Identity, Role
from portal.presenters.here import services
from portal.wiring import Services

LIFETIME = 900  # seconds
_METHODS = ("client_secret_basic", "client_secret_post")


class PartnerApplication(ClientMixin):  # type: ignore[misc]
    """A partner's client as Authlib sees one; its secret is checked where accounts are kept."""

    def __init__(self, client_id: str, services: Services) -> None:
        self.client_id, self._services = client_id, services
        self.checked: Client | None = None

    def get_client_id(self) -> str:
        return self.client_id

    def get_allowed_scope(self, scope: str) -> str:  # noqa: ARG002
        return ""

    def check_client_secret(self, client_secret: str) -> bool:
        self.checked = self._services.accounts.check_client(self.client_id, client_secret)
        return self.checked is not None

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002
        return method in _METHODS

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "client_credentials"


class _Grant(ClientCredentialsGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = _METHODS


def install(app: Flask, services: Services) -> None:
    """Give the app its token endpoint's server."""
    signer = URLSafeTimedSerializer(services.settings.secret_key, salt="partner-token")
    server = AuthorizationServer(
        app,
        query_client=lambda client_id: PartnerApplication(client_id, services),
        save_token=lambda token, request: None,  # noqa: ARG005  (nothing of a token is kept)
    )
    server.register_grant(_Grant)

    def signed(client: PartnerApplication, **_more: Any) -> str:
        return signer.dumps(client.client_id)

    server.register_token_generator(
        "default", BearerTokenGenerator(signed, expires_generator=lambda *_: LIFETIME)
    )
    app.extensions["sightline.oauth"] = (server, signer)


def token() -> Any:
    """Answer a token request, and record it."""
    server, _ = current_app.extensions["sightline.oauth"]
    response = server.create_token_response()
    issued = response.status_code == 200
    g.refused_credential = not issued
    details = {"address": request.remote_addr or ""}
    kind = EventKind.TOKEN_ISSUED if issued else EventKind.TOKEN_REFUSED
    event = Event(kind, user=_client_id(), role=Role.PARTNER.value, details=details)
    services().ledger.record(event)
    return response


def _client_id() -> str:
    """The client id as it was sent, whatever it holds."""
    given = request.authorization.username if request.authorization else request.form.get("client_id")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(given or "")[:64])


def bearer() -> str | None:
    """The request's bearer token, if it sends one (RFC 6750; the scheme's letters may be of either case)."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return given.strip() if scheme.casefold() == "bearer" else None


def identity(services: Services) -> Identity | None:
    """The partner's identity by the request's bearer token; None without one, or with one that is worth nothing."""
    _, signer = current_app.extensions["sightline.oauth"]
    try:
        client_id = str(signer.loads(bearer() or "", max_age=LIFETIME))
        return services.accounts.client_identity(client_id, address=request.remote_addr or "")
    except (BadData, NotActive):
        return None
