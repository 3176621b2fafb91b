"""Text in, mentions and facts out: the one door to the reading of reports."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from nlp.facts import Around, Said, say
from nlp.findings import Findings, Span, investigate
from nlp.lexicon import FOLDER, Lexicon, standard
from nlp.pipeline import best_model, load, recognise
from nlp.reading import Fact, Mention, Model, Reading

RULES_VERSION = "1"
LONGEST = 1_000_000
_BATCH = 256
_TAKEN = frozenset({"DATE", "YEAR", "TIME", "MONEY", "PHONE", "VRM"})

__all__ = ["Fact", "Mention", "Model", "Reader", "Reading", "TextRefusedError"]


class TextRefusedError(ValueError):
    """A text that will not be read, with the reason."""


class Reader:
    """Reads reports.  ``model`` is a package's name or a folder; without one, the best installed is taken.

    ``lexicon`` gives folders of a force's own terms beside the standard ones.
    """

    def __init__(self, model: str | Path | None = None, lexicon: Sequence[Path] = ()) -> None:
        chosen = best_model(model)
        self._nlp = load(chosen)
        self._lexicon = Lexicon((FOLDER, *lexicon)) if lexicon else standard()
        self.model = Model(Path(chosen).name, f"{self._nlp.meta.get('version', '')}+rules.{RULES_VERSION}")

    def read(self, text: str, on: date | None = None) -> Reading:
        """Read one text; ``on`` is the report's date.  Raises ``TextRefusedError`` for one that is too long."""
        return next(self.read_many([(text, on)]))

    def read_many(self, texts: Iterable[tuple[str, date | None]]) -> Iterator[Reading]:
        """Read texts in order, in batches; raises ``TextRefusedError`` at the first that will not be read."""
        for batch in _batches(texts):
            yield from self._batch(batch)

    def _batch(self, batch: Sequence[tuple[str, date | None]]) -> list[Reading]:
        for text, _ in batch:
            if len(text) > LONGEST:
                raise TextRefusedError(f"text of {len(text):,} characters is longer than {LONGEST:,}")
        found = [investigate(text, on, self._lexicon) for text, on in batch]
        spans = recognise(self._nlp, found)
        return [self._reading(f, s, on) for f, s, (_, on) in zip(found, spans, batch, strict=True)]

    def _reading(self, findings: Findings, spans: Sequence[Span], on: date | None) -> Reading:
        people = [(s.start, s.end) for s in spans if s.label == "PERSON"]
        dates = [(s.start, s.end, s.value) for s in spans if s.label in ("DATE", "YEAR")]
        taken = [(s.start, s.end) for s in spans if s.label in _TAKEN]
        addresses = [(s.start, s.end) for s in spans if s.label == "ADDRESS"]
        said = list(say(findings.page, findings.sensed, Around(people, dates, taken, addresses), on))
        mentions = tuple(_mention(findings, span, said) for span in spans if span.label != "YEAR")
        return Reading(mentions, tuple(s.fact for s in said if s.fact), self.model)


def _mention(findings: Findings, span: Span, said: Sequence[Said]) -> Mention:
    assertion = next(
        (s.assertion for s in said if (s.term.start, s.term.end) == (span.start, span.end)), "affirmed"
    )
    text = findings.page.text[span.start : span.end]
    return Mention(
        span.label,
        span.start,
        span.end,
        text,
        span.value,
        assertion,
        span.score,
        span.source,
        span.explanation,
    )


def _batches(texts: Iterable[tuple[str, date | None]]) -> Iterator[tuple[tuple[str, date | None], ...]]:
    rest = iter(texts)
    while batch := tuple(itertools.islice(rest, _BATCH)):
        yield batch
