"""Fine-tuning the model's ``ner`` on gold reports and corrections, kept only where no figure gets worse.

Training files are gold reports (``nlp.evaluate.load_gold``); an officer's corrections have the same shape.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example

from nlp.evaluate import GoldReport, Scores, evaluate, load_gold
from nlp.pipeline.casing import model_copy
from nlp.pipeline.model import UNUSED, best_model
from nlp.reader import Reader
from nlp.tables import words
from nlp.text.clean import working_copy

_TOGETHER = 8
WATCHED = ("identifiers f1", "names f1", "facts f1", "assertion", "placement")


@dataclass(frozen=True, slots=True)
class Trained:
    """The figures before and after, and where the new model lies; ``kept`` is false where it was worse."""

    before: Mapping[str, float]
    after: Mapping[str, float]
    folder: Path
    kept: bool


def measure(reader: Reader, reports: Sequence[GoldReport]) -> Scores:
    """Score a reader on gold reports."""
    return evaluate(reports, lambda texts: reader.read_many((text, None) for text in texts))


def train(
    gold: Sequence[Path],
    check: Sequence[Path],
    folder: Path,
    model: str | Path | None = None,
    rounds: int = 8,
    progress: Callable[[int, float], None] = lambda _number, _loss: None,
) -> Trained:
    """Fine-tune on ``gold``, compare on ``check``, and save to ``folder`` unless a watched figure fell.

    ``progress`` is told the number of each round and its loss.  Raises ``ValueError`` where the two share a report.
    """
    learn, held = load_gold(gold), load_gold(check)
    if {report.text for report in learn} & {report.text for report in held}:
        raise ValueError("a report stands in the training files and in the checking files")
    before = measure(Reader(model), held).figures()
    trial = folder.with_name(folder.name + ".trial")
    _fit(spacy.load(best_model(model), exclude=list(UNUSED)), learn, rounds, progress).to_disk(trial)
    after = measure(Reader(trial), held).figures()
    kept = all(after[name] >= before[name] for name in WATCHED) and after["dangerous"] <= before["dangerous"]
    return Trained(before, after, trial.replace(folder) if kept else trial, kept)


def _fit(
    nlp: Language, reports: Sequence[GoldReport], rounds: int, progress: Callable[[int, float], None]
) -> Language:
    examples = [_example(nlp, report) for report in reports]
    optimizer = nlp.resume_training()
    rng = random.Random(0)  # noqa: S311 - the same order every time
    for number in range(1, rounds + 1):
        rng.shuffle(examples)
        losses: dict[str, float] = {}
        for at in range(0, len(examples), _TOGETHER):
            nlp.update(examples[at : at + _TOGETHER], sgd=optimizer, losses=losses, drop=0.3)
        progress(number, losses.get("ner", 0.0))
    return nlp


def _example(nlp: Language, report: GoldReport) -> Example:
    """A report as the model sees it: its copy in ordinary case, names in the model's own labels."""
    doc = nlp.make_doc(model_copy(working_copy(report.text)))
    spans = []
    for mention in report.mentions:
        start, end = int(str(mention["start"])), int(str(mention["end"]))
        label = _label(str(mention["label"]), report.text[start:end])
        if label and doc.char_span(start, end) is not None:
            spans.append((start, end, label))
    return Example.from_dict(doc, {"entities": spans})


def _label(label: str, text: str) -> str | None:
    if label == "LOCATION":
        return "GPE" if text.lower() in words("places.csv") else "FAC"
    return label if label in ("PERSON", "ORG") else None
