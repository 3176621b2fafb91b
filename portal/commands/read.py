"""`sightline read`: what the words of a text say. It needs no instance."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

import click

from nlp.reader import ModelMissingError, Reader
from portal.commands.context import Context, Failure, Output, command

Text = tuple[object, str]


@click.command("read")
@click.option("--jsonl", is_flag=True, help='Each line is {"id", "text"}; otherwise the whole is one text.')
@click.option("--model", help="A model's package or folder (the best one installed).")
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
@command
def read(context: Context, out: Output, jsonl: bool, model: str | None, file: IO[str]) -> None:  # noqa: ARG001
    """Read FILE (or standard input): one JSON object a line, with mentions and facts."""
    try:
        reader = Reader(model)
    except ModelMissingError as error:
        raise Failure(str(error)) from None
    readings = _readings(reader, _lines(file) if jsonl else iter([(None, file.read())]))
    if out.as_json:
        out.result({"readings": list(readings)})
        return
    for reading in readings:
        click.echo(json.dumps(reading, ensure_ascii=False))


def _readings(reader: Reader, texts: Iterator[Text]) -> Iterator[dict[str, Any]]:
    """Each text's reading with its id, in order, as they are made."""
    ids: list[object] = []

    def remembered() -> Iterator[tuple[str, None]]:
        for name, text in texts:
            ids.append(name)
            yield text, None

    for number, made in enumerate(reader.read_many(remembered())):
        yield {"id": ids[number], **made.as_json()}
        ids[number] = None


def _lines(file: Iterable[str]) -> Iterator[Text]:
    for number, line in enumerate(file, 1):
        if line.strip():
            yield _line(line, number)


def _line(line: str, number: int) -> Text:
    try:
        raw = json.loads(line)
    except ValueError:
        raw = None
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise Failure(f'line {number}: not a JSON object with "id" and "text"')
    return raw.get("id"), raw["text"]
