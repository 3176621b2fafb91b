"""The command `sightline`. Each subcommand is a small module of `portal.commands`, loaded when it is called.

The environment is read here and handed on.
"""

from __future__ import annotations

import importlib
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

import click

from portal.commands.context import Context, Output

COMMANDS = {
    "demo": "Make, load and serve a synthetic town",
    "serve": "Serve this instance: search engine, indexer and portal",
    "load": "Load a system's files",
    "feed": "Take what the systems deliver, and say how that goes",
    "index": "Rebuild, check and describe the search index",
    "quarantine": "Look at the rows that could not be taken, and try them again",
    "resolve": "Find the records that are of the same person",
    "users": "Add and list people, give and take what they hold, close and open accounts",
    "clients": "Add, disable and list partner forces' clients",
    "read": "Read a text: mentions and facts as JSON lines",
    "nlp": "Say how well reports are read; learn from corrections",
    "audit": "Verify and export the ledger; prove an event, and that it only grew; migrate it",
}
HIDDEN = {"portal": "Serve the pages and the API only, with the reader's rights"}


_WORDS = "portal.cli.words"


class Sightline(click.Group):
    """The group of all commands; a command's module is imported when it is asked for."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """As click does it; wrong usage is told as one object to who asked for that."""
        words = list(args)  # reading them takes them out of the list
        with _usage_as_json(words):
            made = super().make_context(info_name, args, parent, **extra)
        made.meta[_WORDS] = words
        return made

    def invoke(self, ctx: click.Context) -> Any:
        """As click does it; a command's words are read here."""
        with _usage_as_json(ctx.meta[_WORDS]):
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Those that are shown."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, from the module and by the name that are its own."""
        if cmd_name not in COMMANDS and cmd_name not in HIDDEN:
            return None
        found = getattr(importlib.import_module(f"portal.commands.{cmd_name}"), cmd_name)
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list in the help, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@contextmanager
def _usage_as_json(words: Sequence[str]) -> Iterator[None]:
    """Where the command line says `--json`, so does what is wrong with it: nobody has read the option yet."""
    try:
        yield
    except click.ClickException as error:
        if "--json" not in words:
            raise
        Output(as_json=True).result({"error": error.format_message()})
        raise click.exceptions.Exit(error.exit_code) from None


@click.group(
    cls=Sightline, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="sightline", prog_name="sightline")
@click.pass_context
def sightline(ctx: click.Context) -> None:
    """Sightline: one search over what a police force already knows.

    An instance keeps everything that it owns in the folder SIGHTLINE_HOME.
    """
    ctx.obj = Context(dict(os.environ))


def main() -> None:
    """Run the command line. SIGTERM ends a command as Ctrl-C does: what it started is stopped."""
    for number in (signal.SIGINT, signal.SIGTERM):  # a script's `&` ignores SIGINT: take it back
        signal.signal(number, _interrupt)
    os.umask(0o077)  # what an instance owns is nobody else's to read
    sightline(prog_name="sightline")


def _interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    for other in (signal.SIGINT, signal.SIGTERM):  # once is enough: what follows is tidying up
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
