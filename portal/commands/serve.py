"""`sightline serve`: engine, indexer and portal of an instance, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import click

from portal.commands.context import Context, Output, command
from portal.commands.supervise import serve as serve_home


@click.command("serve")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@command
def serve(context: Context, out: Output, port: int, host: str) -> None:
    """Serve this instance: search engine, indexer and portal. Ctrl-C stops all that it started."""
    home = context.home(create=True)
    try:
        serve_home(context, out, home, host, port)
    except KeyboardInterrupt:
        out.note("Stopped.")
