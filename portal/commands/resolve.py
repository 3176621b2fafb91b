"""`sightline resolve`: which records are of the same person."""

from __future__ import annotations

import click

from portal.commands.context import Context, Failure, Output, command


@click.command("resolve")
@command
def resolve(context: Context, out: Output) -> None:  # noqa: ARG001
    """Find the records that are of the same person."""
    context.home()
    raise Failure("resolve is not in this version: records stand each for itself")
