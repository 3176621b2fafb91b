import json
from collections import defaultdict
from pathlib import Path

import pytest

from nlp.evaluate import IDENTIFIERS, NAMES, THINGS, evaluate, load_gold, table
from nlp.tables import bag

GOLD = Path(__file__).parents[2] / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_reading_stays_above_its_recorded_floors(reader, name):
    scores = evaluate(load_gold([GOLD / name]), lambda texts: reader.read_many((t, None) for t in texts))
    figures = scores.figures()
    low = {
        key: (round(figures[key], 3), floor) for key, floor in FLOORS[name].items() if figures[key] < floor
    }
    assert not low, "\n".join([table(scores), *scores.errors])
    assert not scores.dangerous


# What no kind of report (call log, custody record, statement …) may fall under, so that none is bought with another.
LEAST = {"names f1": 0.93, "things f1": 0.95, "facts f1": 0.95, "assertion": 0.95, "placement": 0.9}


def test_every_kind_of_report_is_read_well(reader):
    kinds = defaultdict(list)
    for report in load_gold(sorted(GOLD.glob("*.jsonl"))):
        kinds[report.group].append(report)
    for kind, reports in kinds.items():
        scores = evaluate(reports, lambda texts: reader.read_many((t, None) for t in texts))
        low = {
            name: scores.figures()[name] for name, floor in LEAST.items() if scores.figures()[name] < floor
        }
        assert not low, "\n".join([kind, *scores.errors])


def test_every_set_of_gold_has_its_floors():
    assert {path.name for path in GOLD.glob("*.jsonl")} == set(FLOORS)


def test_the_gold_shows_every_label_and_code():
    reports = load_gold(sorted(GOLD.glob("*.jsonl")))
    assert {str(m["label"]) for r in reports for m in r.mentions} >= IDENTIFIERS | NAMES | THINGS
    assert {str(f["code"]) for r in reports for f in r.facts} >= CODES


CODES = bag("FI WE XP VI ES OW DR CO SU SH MN DOG CHILD VUL DV THREAT WANTED MISSING")


def test_the_gold_is_whole():
    reports = load_gold(sorted(GOLD.glob("*.jsonl")))
    assert len(reports) >= 150
    assert len({report.id for report in reports}) == len(reports)
    spans = [
        (r.text, int(str(m["start"])), int(str(m["end"]))) for r in reports for m in (*r.mentions, *r.facts)
    ]
    assert all(text[start:end].strip() == text[start:end] != "" for text, start, end in spans)
