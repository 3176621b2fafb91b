"""Text in, mentions and facts out: the one door to the reading of reports."""

import itertools
import logging
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from nlp.facts.statements import Around, say
from nlp.lexicon import FOLDER, Lexicon, standard
from nlp.pipeline.findings import Findings, Span, investigate
from nlp.pipeline.model import ModelMissingError, best_model, load, recognise
from nlp.reading import Fact, Mention, Model, Reading
from nlp.text.clean import sections, working_copy

log = logging.getLogger(__name__)

RULES_VERSION = "8"
LONGEST = 2_000_000
SECTION = 20_000
SECONDS = 120.0
_BATCH = 256
_TAKEN = frozenset({"DATE", "YEAR", "TIME", "MONEY", "PHONE", "VRM"})

__all__ = ["Fact", "Mention", "Model", "ModelMissingError", "Reader", "Reading", "TextRefusedError"]

Request = tuple[str, date | None]


class TextRefusedError(ValueError):
    """A text that will not be read, with the reason."""


class Reader:
    """Reads reports.  ``model`` is a package's name or a folder; without one, the best installed is taken.

    ``lexicon`` gives folders of a force's own terms beside the standard ones.  ``seconds`` limits a text longer than
    ``SECTION`` characters: where they are over, no further section is begun, and the text is refused.
    """

    def __init__(
        self, model: str | Path | None = None, lexicon: Sequence[Path] = (), seconds: float = SECONDS
    ) -> None:
        chosen = best_model(model)
        self._nlp = load(chosen)
        self._lexicon = Lexicon((FOLDER, *lexicon)) if lexicon else standard()
        self._seconds = seconds
        self.model = Model(Path(chosen).name, f"{self._nlp.meta.get('version', '')}+rules.{RULES_VERSION}")
        self._together(
            [("What the rules need is read here, or fails at once: a hammer in PC Smith's hand.", None)]
        )

    def read(self, text: str, on: date | None = None) -> Reading:
        """Read one text; ``on`` is the report's date.  Raises ``TextRefusedError`` for one that will not be read."""
        reading = next(self.read_many([(text, on)]))
        if reading.error:
            raise TextRefusedError(reading.error)
        return reading

    def read_many(self, texts: Iterable[Request]) -> Iterator[Reading]:
        """Read texts in order, in batches; one that is refused gives a reading with its ``error`` and harms no other."""
        rest = iter(texts)
        while batch := list(itertools.islice(rest, _BATCH)):
            yield from self._batch(batch)

    def _batch(self, batch: Sequence[Request]) -> list[Reading]:
        """Short texts together, long ones by themselves."""
        short = [at for at, (text, _) in enumerate(batch) if len(text) <= SECTION]
        try:
            found = dict(zip(short, self._together([batch[at] for at in short]), strict=True))
        except Exception as problem:
            _tell(f"{len(short)} texts could not be read together; reading one by one", problem)
            found = {}  # One of them cannot be read: each by itself, so that only that one is refused.
        return [found[at] if at in found else self._alone(*request) for at, request in enumerate(batch)]

    def _together(self, batch: Sequence[Request]) -> list[Reading]:
        found = [investigate(working_copy(text), on, self._lexicon) for text, on in batch]
        spans = recognise(self._nlp, found)
        return [self._reading(t, f, s, on) for (t, on), f, s in zip(batch, found, spans, strict=True)]

    def _alone(self, text: str, on: date | None) -> Reading:
        try:
            return self._in_sections(text, on)
        except TextRefusedError as refused:
            return Reading((), (), self.model, str(refused))
        except Exception as problem:  # whatever a hostile text sets off is told, not passed on
            _tell(f"a text of {len(text):,} characters could not be read", problem)
            return Reading((), (), self.model, f"text could not be read: {type(problem).__name__}")

    def _in_sections(self, text: str, on: date | None) -> Reading:
        if len(text) > LONGEST:
            raise TextRefusedError(f"text of {len(text):,} characters is longer than {LONGEST:,}")
        begun = time.monotonic()
        parts: list[Reading] = []
        for start, end in sections(text, SECTION):
            if time.monotonic() - begun > self._seconds:
                raise TextRefusedError(
                    f"text of {len(text):,} characters took longer than {self._seconds:g} seconds"
                )
            parts.append(_moved(self._together([(text[start:end], on)])[0], start))
        return Reading(
            tuple(m for part in parts for m in part.mentions),
            tuple(f for part in parts for f in part.facts),
            self.model,
        )

    def _reading(self, text: str, findings: Findings, spans: Sequence[Span], on: date | None) -> Reading:
        around = Around(
            [(s.start, s.end) for s in spans if s.label == "PERSON"],
            [(s.start, s.end, s.value) for s in spans if s.label in ("DATE", "YEAR")],
            [(s.start, s.end) for s in spans if s.label in _TAKEN],
            [(s.start, s.end) for s in spans if s.label == "ADDRESS"],
        )
        said = list(say(findings.page, findings.sensed, around, on))
        assertions = {(s.term.start, s.term.end): s.assertion for s in said}
        mentions = tuple(_mention(text, span, assertions) for span in spans if span.label != "YEAR")
        facts = (replace(s.fact, term=text[s.fact.start : s.fact.end]) for s in said if s.fact)
        return Reading(mentions, tuple(facts), self.model)


def _tell(what: str, problem: Exception) -> None:
    """Log where it went wrong, and not the message, which may hold words of the text."""
    places = "".join(traceback.format_tb(problem.__traceback__))
    log.error("%s: %s\n%s", what, type(problem).__name__, places.rstrip())


def _mention(text: str, span: Span, assertions: dict[tuple[int, int], str]) -> Mention:
    where = (span.start, span.end)
    said = assertions.get(where, "affirmed")
    return Mention(
        span.label, *where, text[slice(*where)], span.value, said, span.score, span.source, span.explanation
    )


def _moved(reading: Reading, by: int) -> Reading:
    """A section's reading with the offsets of the whole text."""
    return replace(
        reading,
        mentions=tuple(replace(m, start=m.start + by, end=m.end + by) for m in reading.mentions),
        facts=tuple(replace(f, start=f.start + by, end=f.end + by) for f in reading.facts),
    )
