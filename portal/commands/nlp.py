"""`sightline nlp evaluate | train | corrections`: how well reports are read, and a model that learns from what people put right."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from access.account_values import NotActive
from access.identity import Via
from access.ledger import utc_now
from access.permit import Denied, Permits
from access.purposes import PurposeError, parse
from indexer.home import Home
from nlp.evaluate import load_gold, table
from nlp.reader import ModelMissingError, Reader
from nlp.train import measure
from nlp.train import train as fine_tune
from portal.commands.accounts import open_accounts
from portal.commands.context import Context, Failure, Output, command
from portal.commands.ledger import open_ledger
from portal.services.asker import Asker
from portal.services.reports.corrections import Corrections
from portal.services.reports.store import ReportStore

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MODEL = click.option("--model", help="A model's package or folder (the best one installed).")


@click.group("nlp")
def nlp() -> None:
    """How well reports are read, and learning from what people put right."""


@nlp.command("evaluate")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=FILE)
@MODEL
@command
def evaluate(context: Context, out: Output, files: tuple[Path, ...], model: str | None) -> None:  # noqa: ARG001
    """Read the gold reports of FILEs, and print the table of figures and every error."""
    try:
        scores = measure(Reader(model), load_gold(files))
    except (ModelMissingError, ValueError) as error:
        raise Failure(str(error)) from None
    out.line(table(scores))
    for error_line in [*scores.errors, *(f"DANGEROUS {line}" for line in scores.dangerous)]:
        out.line(error_line)
    out.result({**scores.figures(), "errors": scores.errors, "dangerous_errors": scores.dangerous})


@nlp.command("train")
@click.argument("gold", metavar="GOLD…", nargs=-1, required=True, type=FILE)
@click.option(
    "--check", "checks", multiple=True, required=True, type=FILE, help="Gold that it does not learn from."
)
@click.option(
    "--into", required=True, type=click.Path(path_type=Path), help="The folder that the model is put into."
)
@click.option("--rounds", default=8, show_default=True, type=click.IntRange(1, 100))
@MODEL
@command
def train(
    context: Context,  # noqa: ARG001
    out: Output,
    gold: tuple[Path, ...],
    checks: tuple[Path, ...],
    into: Path,
    rounds: int,
    model: str | None,
) -> int:
    """Fine-tune on GOLD reports and corrections; keep the model only where no watched figure fell on --check.

    Exit code: 0 where it was kept, 1 where it was worse: it stays in INTO.trial to be looked at.
    """
    with out.bar("Training", rounds, " rounds") as bar:

        def told(number: int, _loss: float) -> None:
            bar.update(number - bar.n)

        try:
            made = fine_tune(gold, checks, into, model=model, rounds=rounds, progress=told)
        except (ModelMissingError, ValueError) as error:
            raise Failure(str(error)) from None
    names = sorted(made.before)
    out.table(
        ("figure", "before", "after"), ((n, f"{made.before[n]:.3f}", f"{made.after[n]:.3f}") for n in names)
    )
    out.line(
        f"kept in {made.folder}"
        if made.kept
        else f"not kept, a figure fell; to be looked at in {made.folder}"
    )
    out.result(
        {
            "kept": made.kept,
            "folder": str(made.folder),
            "before": dict(made.before),
            "after": dict(made.after),
        }
    )
    return 0 if made.kept else 1


@nlp.command("corrections")
@click.option(
    "--as", "user", required=True, help="Who takes them out: somebody who may, and gets what they may see."
)
@click.option("--purpose", default="DUTY", show_default=True, help="The purpose's code, for the ledger.")
@click.option("--reason", required=True, help="Why, for the ledger: 3 to 250 characters.")
@command
def corrections(context: Context, out: Output, user: str, purpose: str, reason: str) -> None:
    """Print what officers put right in the reading of their reports, as gold reports in JSON lines for `nlp train`.

    Each holds a report's full text and is given under the report's own handling, as it stands now.
    """
    made, marking = _taken_out(context, context.home(), user, purpose, reason)
    for one in made:
        out.line(json.dumps(one, ensure_ascii=False))
    out.note(f"{len(made)} reports, {marking}")
    out.result({"corrections": made, "marking": marking})


def _taken_out(
    context: Context, home: Home, user: str, code: str, reason: str
) -> tuple[list[dict[str, Any]], str]:
    with (
        open_accounts(context, home) as accounts,
        open_ledger(context, home) as ledger,
        closing(context.store(home)) as store,
        closing(ReportStore(context.records_url(home))) as kept,
    ):
        try:
            asker = Asker(accounts.identity(user, via=Via.JOB, address="command line"), parse(code, reason))
            return Corrections(Permits(ledger), kept, store.check, utc_now).export(asker)
        except NotActive:
            raise Failure(f"there is no account {user} that may log in") from None
        except Denied:
            raise Failure(f"{user} may not take data out") from None
        except PurposeError as error:
            raise Failure(
                f"--{'purpose' if error.field == 'code' else error.field}: {error.message}"
            ) from None
