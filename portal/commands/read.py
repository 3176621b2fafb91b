"""`sightline read`: what the words of a text say. It needs no instance."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

import click

from nlp.reader import ModelMissingError, Reader
from portal.commands.context import Context, Failure, Output, command

Text = tuple[object, str]
UNREADABLE = 2


@click.command("read")
@click.option("--jsonl", is_flag=True, help='Each line is {"id", "text"}; otherwise the whole is one text.')
@click.option("--model", help="A model's package or folder (the best one installed).")
@click.argument("file", type=click.File("rb"), default="-")  # bytes: every line end counts in the offsets
@command
def read(context: Context, out: Output, jsonl: bool, model: str | None, file: IO[bytes]) -> int:  # noqa: ARG001
    """Read FILE (or standard input): one JSON object a line, with mentions and facts.

    Exit code: 0; 1 where a line is no such object, and the others are read; 2 where the text is not UTF-8.
    """
    try:
        reader = Reader(model)
    except ModelMissingError as error:
        raise Failure(str(error)) from None
    wrong: list[str] = []

    def tell(problem: str) -> None:
        wrong.append(problem)
        out.note(f"Error: {problem}")

    readings = _readings(reader, _lines(file, tell) if jsonl else iter([(None, _whole(file))]))
    if out.as_json:
        out.result({"readings": list(readings), **({"errors": wrong} if wrong else {})})
    else:
        for reading in readings:
            click.echo(json.dumps(reading, ensure_ascii=False))
    return 1 if wrong else 0


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


def _whole(file: IO[bytes]) -> str:
    try:
        return file.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise Failure(f"the text is not UTF-8: {error.reason} at byte {error.start}", UNREADABLE) from None


def _lines(file: Iterable[bytes], tell: Callable[[str], None]) -> Iterator[Text]:
    """The texts of the lines that hold one; the others are told of."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        text = _line(line)
        if text:
            yield text
        else:
            tell(f'line {number}: not a JSON object with "id" and "text", in UTF-8')


def _line(line: bytes) -> Text | None:
    try:
        raw = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        return None
    return raw.get("id"), raw["text"]
