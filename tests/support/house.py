"""The whole house in one process, on the run's Elasticsearch: records in, pages and API out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.drain import Drain
from indexer.home import Home
from indexer.lifecycle import Lifecycle
from indexer.local_es import Server
from indexer.mapping import alias
from indexer.pole import parse
from indexer.writer import Writer, connect
from nlp.reader import Reader
from portal.app import create_app
from portal.wiring import Services, Settings, build

# The settings of a portal that asks no search engine, and finds none.
NO_ENGINE = {
    "ELASTICSEARCH_URL": "http://127.0.0.1:9",
    "ELASTICSEARCH_USER": "reader",
    "ELASTICSEARCH_PASSWORD": "unused",
}
PASSWORD = "a long enough passphrase"
PURPOSE = {
    "X-Purpose-Code": "LIFE",
    "X-Purpose-Reason": quote("call to the address"),
    "X-Reference": quote("CAD 1/2"),
}


@cache
def reader() -> Reader:
    """The one reader of the run: its model is loaded once."""
    return Reader()


@dataclass
class House:
    """A portal with its services, over an index of its own."""

    app: Flask
    services: Services
    writer: Writer
    _clients: dict[str, FlaskClient] = field(default_factory=dict)

    def put(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Take records, and index them."""
        loaded = self.services.store.put([parse(record, None) for record in records])
        assert not loaded.rejected
        drain = Drain(self.services.store, reader(), self.writer, 500)
        while drain.step():
            pass
        for system in self.services.store.counts():
            self.services.store.fed(
                system, "2026-03-01T08:00:00Z", {"loaded": 1, "unchanged": 0, "rejected": 0}
            )

    def person(self, user: str, role: str, force: str = "01", **grants: Any) -> FlaskClient:
        """A client logged in as somebody with that role; the account is made at the first call."""
        if user not in self._clients:
            self.services.accounts.add(user, role, force, password=PASSWORD, **grants)
            client = self.app.test_client()
            answer = client.post("/login", json={"username": user, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            client.csrf_token = answer.get_json()["response"]["csrf_token"]  # type: ignore[attr-defined]
            self._clients[user] = client
        return self._clients[user]

    def partner(self, force: str) -> dict[str, str]:
        """The headers of a partner force's token, and a purpose."""
        client_id, secret = self.services.accounts.add_client(force)
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        answer = self.app.test_client().post("/api/v1/token", data=form)
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.get_json()['access_token']}", **PURPOSE}

    def rows(self, audit_id: str) -> list[str]:
        """The kinds of the ledger's rows of one permit, oldest first."""
        events = self.services.ledger.events(size=200).events
        return [event.kind for event in reversed(events) if event.audit_id == audit_id]


def ask(client: FlaskClient, path: str, headers: Mapping[str, str] | None = None) -> TestResponse:
    """A GET with a purpose."""
    return client.get(f"/api/v1{path}", headers={**PURPOSE, **(headers or {})})


def tell(
    client: FlaskClient, path: str, body: object, headers: Mapping[str, str] | None = None
) -> TestResponse:
    """A POST of JSON with a purpose, and the token of the log-in."""
    token = {"X-CSRF-Token": getattr(client, "csrf_token", "")}
    return client.post(f"/api/v1{path}", json=body, headers={**PURPOSE, **token, **(headers or {})})


def answered(client: FlaskClient, path: str) -> dict[str, Any]:
    """The JSON of a GET that must succeed."""
    answer = ask(client, path)
    assert answer.status_code == 200, answer.text
    made = json.loads(answer.data)
    assert isinstance(made, dict)
    return made


def settings_of(home: Home, prefix: str, es: Server) -> Settings:
    """The settings of a demo home over an engine, with its index under `prefix`."""
    return Settings(
        instance=home.instance, force="01", demo=True, prefix=prefix, records_url=home.records_url,
        accounts_url=home.accounts_url, ledger_url=home.ledger_url, signing_key=home.signing_key, heads=home.heads,
        secret_key=home.secret_key, password_salt=home.password_salt, cursor_key=home.cursor_key, engine_url=es.url,
        engine_user=es.reader[0], engine_password=es.reader[1],
    )  # fmt: skip


@contextmanager
def house(
    es: Server, prefix: str, folder: Path, databases: Mapping[str, str] | None = None, *, kept: bool = False
) -> Iterator[House]:
    """A house in a folder, with its own index under `prefix`; all of it is gone afterwards, unless it is kept.

    databases: `records_url`, `accounts_url` and `ledger_url`, where they are to be others than files in the folder.
    """
    home = Home.open(folder, create=True, demo=True)
    settings = replace(settings_of(home, prefix, es), **(databases or {}))
    client = connect(es.url, *es.writer)
    Lifecycle(client, prefix).ensure()
    services = build(settings, reader=reader)
    app = create_app(services)
    with app.app_context():
        app.config["TESTING"] = True
    try:
        yield House(app, services, Writer(client, alias(prefix)))
    finally:
        services.close()
        if not kept and (names := list(client.indices.get(index=f"{prefix}*"))):
            client.indices.delete(index=names)
        client.close()
