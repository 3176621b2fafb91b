import json
from pathlib import Path

import pytest

from nlp.evaluate import evaluate, load_gold, table
from nlp.reader import Reader

GOLD = Path(__file__).parents[2] / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reader():
    return Reader()


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_reading_stays_above_its_recorded_floors(reader, name):
    scores = evaluate(load_gold([GOLD / name]), lambda texts: reader.read_many((t, None) for t in texts))
    figures = scores.figures()
    low = {
        key: (round(figures[key], 3), floor) for key, floor in FLOORS[name].items() if figures[key] < floor
    }
    assert not low, "\n".join([table(scores), *scores.errors])
    assert not scores.dangerous


def test_the_gold_is_whole():
    reports = load_gold(sorted(GOLD.glob("*.jsonl")))
    assert len(reports) >= 150
    assert len({report.id for report in reports}) == len(reports)
    spans = [
        (r.text, int(str(m["start"])), int(str(m["end"]))) for r in reports for m in (*r.mentions, *r.facts)
    ]
    assert all(text[start:end].strip() == text[start:end] != "" for text, start, end in spans)
