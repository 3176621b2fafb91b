"""What all commands share: the instance that they are for, how they print, and how they fail."""

from __future__ import annotations

import functools
import getpass
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import click
from tqdm import tqdm

from indexer.home import Home, HomeError
from indexer.local_es_program import LocalEsError
from indexer.store import Store

P = ParamSpec("P")
DEMO_HOME = Path(__file__).resolve().parents[2] / "var" / "demo"


class Failure(Exception):  # noqa: N818  (it is what the command came to)
    """A command cannot do what it was asked. The message is one line that says what to do."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def operator_name() -> str:
    """Who sits at the command line: known to the machine, and not to the instance."""
    try:
        return f"os:{getpass.getuser()}"[:64]
    except (OSError, KeyError):
        return "os:unknown"


@dataclass(frozen=True, slots=True)
class Context:
    """The environment that the command was called in, and what it says."""

    environment: Mapping[str, str]

    def home(self, *, create: bool = False, demo: bool = False) -> Home:
        """The instance's home. create: make it if SIGHTLINE_HOME names one that is not there. Raises HomeError."""
        named = self.environment.get("SIGHTLINE_HOME")
        path = Path(named) if named else DEMO_HOME
        may_make = demo or (create and bool(named))
        return Home.open(path, may_make, force=self.environment.get("SIGHTLINE_FORCE"), demo=demo)

    def records_url(self, home: Home) -> str:
        """The record store's database."""
        return self.environment.get("SIGHTLINE_RECORDS_URL") or home.records_url

    def store(self, home: Home) -> Store:
        """The record store; what is committed there is told to the indexer, where a Redis carries that."""
        redis = self.environment.get("REDIS_URL")
        if not redis:
            return Store(self.records_url(home), by=operator_name())
        from indexer import tasks  # Celery takes half a second to import: only for those who use it

        return Store(self.records_url(home), committed=tasks.nudge(redis), by=operator_name())

    def accounts_url(self, home: Home) -> str:
        """The database of people and clients."""
        return self.environment.get("SIGHTLINE_ACCOUNTS_URL") or home.accounts_url

    def ledger_url(self, home: Home) -> str:
        """The ledger's database."""
        return self.environment.get("SIGHTLINE_LEDGER_URL") or home.ledger_url


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command's words go: lines for people, or one JSON object."""

    as_json: bool

    def line(self, text: str) -> None:
        """A line for people."""
        if not self.as_json:
            click.echo(text)

    def note(self, text: str) -> None:
        """A line on how it goes, beside the answer."""
        if not self.as_json:
            click.echo(text, err=True)

    def result(self, made: Mapping[str, Any]) -> None:
        """What the command came to, for programs."""
        if self.as_json:
            click.echo(json.dumps(made, ensure_ascii=False, default=str))

    def table(self, heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
        """Columns for people."""
        words = [heads, *(tuple("" if v is None else str(v) for v in row) for row in rows)]
        widths = [max(len(row[i]) for row in words) for i in range(len(heads))]
        for row in words:
            self.line("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip())

    def bar(self, what: str, total: int | None = None, unit: str = " rows") -> tqdm[Any]:
        """A progress bar beside the answer."""
        often = 0.5 if sys.stderr.isatty() else 5.0  # seconds
        return tqdm(
            total=total, desc=what, unit=unit, file=sys.stderr, disable=self.as_json, mininterval=often
        )


def command(run: Callable[Concatenate[Context, Output, P], int | None]) -> Callable[..., None]:
    """Make a click callback of a function: it gets context and output, and gives the exit code (None is 0)."""

    def callback(context: Context, /, as_json: bool, *args: P.args, **kwargs: P.kwargs) -> None:
        out = Output(as_json)
        try:
            code = run(context, out, *args, **kwargs) or 0
        except (Failure, HomeError, LocalEsError) as error:
            out.result({"error": str(error)})
            out.note(f"Error: {error}")
            code = error.exit_code if isinstance(error, Failure) else 1
        sys.exit(code)

    functools.update_wrapper(callback, run)
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(
        click.pass_obj(callback)
    )
