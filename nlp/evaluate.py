"""The table of how well reports are read, against gold reports with offsets.

A mention is right when one of the same label overlaps it and, where the gold gives a normal form, has that value.  A fact is
right when one of the same code overlaps its term; assertion and placement are counted on those.  A dangerous error is an
affirmed weapon, firearm, explosive or violence that was missed or called negated or denied.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nlp.assertions import Assertion
from nlp.reading import Reading
from nlp.tables import bag

IDENTIFIERS = bag(
    "POSTCODE DATE TIME MONEY VRM PHONE EMAIL NINO NHS PNC_ID CRO ASN CRIS_REF CRIMINT_REF CUSTODY_REF "
    "MERLIN_REF CAD_REF IMEI CARD SORT_CODE ACCOUNT IP GRID_REF"
)  # fmt: skip
NAMES = frozenset({"PERSON", "ORG", "LOCATION", "ADDRESS"})
THINGS = frozenset({"WEAPON", "DRUG", "VEHICLE"})
GROUPS: Mapping[str, frozenset[str]] = {"identifiers": IDENTIFIERS, "names": NAMES, "things": THINGS}
DANGEROUS = frozenset({"FI", "WE", "XP", "VI"})


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One gold report: its group, its text, the mentions and facts that it holds."""

    id: str
    group: str
    text: str
    mentions: tuple[Mapping[str, object], ...]
    facts: tuple[Mapping[str, object], ...]


@dataclass(slots=True)
class Count:
    """Right, made up and missed things of one kind."""

    found: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was given that is right; 1 where nothing was given."""
        return self.found / (self.found + self.extra) if self.found + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 where there is none."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """Counts by group, label and code, with the errors as lines to read."""

    groups: dict[str, Count] = field(default_factory=dict)
    labels: dict[str, Count] = field(default_factory=dict)
    codes: dict[str, Count] = field(default_factory=dict)
    facts: Count = field(default_factory=Count)
    assertion: Counter[bool] = field(default_factory=Counter)
    placement: Counter[bool] = field(default_factory=Counter)
    dangerous: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """The recorded figures, each better when higher but ``dangerous``."""
        made = {
            f"{name} {what}": getattr(c, what)
            for name, c in self.groups.items()
            for what in ("precision", "recall", "f1")
        }
        made |= {
            "facts precision": self.facts.precision,
            "facts recall": self.facts.recall,
            "facts f1": self.facts.f1,
        }
        made |= {"assertion": _share(self.assertion), "placement": _share(self.placement)}
        return made | {"dangerous": float(len(self.dangerous))}


def _share(counted: Counter[bool]) -> float:
    total = counted[True] + counted[False]
    return counted[True] / total if total else 1.0


def load_gold(paths: Iterable[Path]) -> list[GoldReport]:
    """Read gold reports from JSON-lines files."""
    rows = (
        json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line
    )
    return [
        GoldReport(r["id"], r.get("group", ""), r["text"], tuple(r["mentions"]), tuple(r["facts"]))
        for r in rows
    ]


Plain = Mapping[str, object]


def _overlap(a: Plain, b: Plain) -> bool:
    return int(str(a["start"])) < int(str(b["end"])) and int(str(b["start"])) < int(str(a["end"]))


def _right(gold: Plain, made: Plain) -> bool:
    return (
        gold["label"] == made["label"]
        and _overlap(gold, made)
        and gold.get("value", made["value"]) == made["value"]
    )


def evaluate(reports: Sequence[GoldReport], read: Callable[[Sequence[str]], Iterable[Reading]]) -> Scores:
    """Score a reader on gold reports; raises ``ValueError`` where it refused one."""
    scores = Scores(groups={name: Count() for name in GROUPS})
    for report, reading in zip(reports, read([report.text for report in reports]), strict=True):
        if reading.error:
            raise ValueError(f"{report.id}: {reading.error}")
        given = reading.as_json()
        _mentions(report, list(_plain(given["mentions"])), scores)
        _facts(report, list(_plain(given["facts"])), scores)
    return scores


def _plain(rows: object) -> Iterator[Plain]:
    if isinstance(rows, list):
        yield from rows


def _mentions(report: GoldReport, made: Sequence[Plain], scores: Scores) -> None:
    for gold in report.mentions:
        hit = any(_right(gold, m) for m in made)
        for count in _counts(scores, str(gold["label"])):
            count.found += hit
            count.missed += not hit
        if not hit:
            scores.errors.append(
                f"{report.id} missed {gold['label']} {_cut(report, gold)!r} {gold.get('value', '')}"
            )
    for m in made:
        if not any(_right(gold, m) for gold in report.mentions):
            for count in _counts(scores, str(m["label"])):
                count.extra += 1
            scores.errors.append(
                f"{report.id} made up {m['label']} {m['text']!r} {m['value']} ({m['explanation']})"
            )


def _counts(scores: Scores, label: str) -> Iterator[Count]:
    yield scores.labels.setdefault(label, Count())
    yield from (scores.groups[name] for name, labels in GROUPS.items() if label in labels)


def _cut(report: GoldReport, span: Plain) -> str:
    return report.text[int(str(span["start"])) : int(str(span["end"]))]


def _facts(report: GoldReport, made: Sequence[Plain], scores: Scores) -> None:
    for gold in report.facts:
        hits = [m for m in made if m["code"] == gold["code"] and _overlap(m, gold)]
        count = scores.codes.setdefault(str(gold["code"]), Count())
        count.found, count.missed = count.found + bool(hits), count.missed + (not hits)
        scores.facts.found, scores.facts.missed = (
            scores.facts.found + bool(hits),
            scores.facts.missed + (not hits),
        )
        said = f"{report.id} {gold['code']} {_cut(report, gold)!r}"
        if hits:
            _judge(gold, hits, said, scores)
        else:
            scores.errors.append(f"{said} missed")
        _danger(gold, hits, said, scores)
    for m in made:
        if not any(m["code"] == gold["code"] and _overlap(m, gold) for gold in report.facts):
            scores.codes.setdefault(str(m["code"]), Count()).extra += 1
            scores.facts.extra += 1
            scores.errors.append(
                f"{report.id} made up {m['code']} {m['term']!r} {m['assertion']}: {m['sentence']}"
            )


def _judge(gold: Plain, hits: Sequence[Plain], said: str, scores: Scores) -> None:
    right = any(m["assertion"] == gold["assertion"] for m in hits)
    scores.assertion[right] += 1
    if not right:
        scores.errors.append(
            f"{said} is {gold['assertion']}, called {hits[0]['assertion']}: {hits[0]['sentence']}"
        )
    if gold.get("placement"):
        where = str(gold["placement"]).lower()
        placed = any(_alike(where, str(m["placement"] or "").lower()) for m in hits)
        scores.placement[placed] += 1
        if not placed:
            scores.errors.append(
                f"{said} is {where!r}, placed {hits[0]['placement']!r}: {hits[0]['sentence']}"
            )


def _alike(gold: str, made: str) -> bool:
    """Equal, or one inside the other."""
    return bool(made) and (gold in made or made in gold)


def _danger(gold: Plain, hits: Sequence[Plain], said: str, scores: Scores) -> None:
    if gold["code"] not in DANGEROUS or gold["assertion"] != "affirmed":
        return
    if not hits or all(Assertion.read(str(m["assertion"])).absent for m in hits):
        scores.dangerous.append(f"{said} {'missed' if not hits else 'called ' + str(hits[0]['assertion'])}")


def table(scores: Scores) -> str:
    """The figures as lines of text, one a group, label and code."""
    lines = [f"{'':18}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}"]
    for name, count in [
        *scores.groups.items(),
        ("facts", scores.facts),
        *sorted(scores.labels.items()),
        *sorted(scores.codes.items()),
    ]:
        lines.append(
            f"{name:18}{count.precision:8.3f}{count.recall:8.3f}{count.f1:8.3f}{count.found + count.missed:7}"
        )
    lines.append(f"{'assertion':18}{_share(scores.assertion):8.3f}{'':16}{sum(scores.assertion.values()):7}")
    lines.append(f"{'placement':18}{_share(scores.placement):8.3f}{'':16}{sum(scores.placement.values()):7}")
    lines.append(f"{'dangerous errors':18}{len(scores.dangerous):8}")
    return "\n".join(lines)
