"""`sightline portal`: the pages and the API alone, in this process, with the reader's rights.

`sightline serve` starts it as a process of its own; a deployment with an Elasticsearch of its own calls it directly.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from typing import Any

import click
from waitress.server import create_server

from access.ledger import LedgerOutdated
from indexer.memory import settle
from portal.app import create_app
from portal.commands.context import Context, Failure, Output, command
from portal.services.audit.owed import Teller
from portal.wiring import SettingMissing, Settings, build

THREADS = 8
# More than a lookup holds at a time (some 50,000), so that it is over, and its objects gone, before anybody looks.
YOUNG_OBJECTS = 200_000


@click.command("portal")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@command
def portal(context: Context, out: Output, port: int, host: str) -> None:  # noqa: ARG001
    """Serve pages and API only. Needs ELASTICSEARCH_URL and the reader's user and password."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "elastic_transport"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    home = context.home(create=True)
    try:
        services = build(Settings.of(home, context.environment))
    except (SettingMissing, LedgerOutdated) as error:
        raise Failure(str(error)) from None
    with closing(services), closing(Teller(services.store, services.ledger)) as teller:
        teller.start()
        _serve(create_app(services), host, port)


def _serve(app: Callable[..., Any], host: str, port: int) -> None:
    settle(YOUNG_OBJECTS)
    try:
        server = create_server(app, host=host, port=port, threads=THREADS, ident=None)
    except OSError as error:
        raise Failure(
            f"port {port} of {host} cannot be had ({error.strerror}); choose another by --port"
        ) from None
    logging.getLogger("portal").info("listening at %s:%s", host, port)
    server.run()  # until SIGTERM or Ctrl-C, which it takes as the end
