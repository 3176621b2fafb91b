from pathlib import Path

import pytest

from nlp.evaluate import load_gold
from nlp.reader import Reader
from nlp.train import train

GOLD = Path(__file__).parents[2] / "gold"


def test_training_writes_a_model_that_reads_and_says_whether_it_was_kept(tmp_path):
    small = tmp_path / "few.jsonl"
    small.write_text(
        "\n".join((GOLD / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:6]), encoding="utf-8"
    )
    held = tmp_path / "held.jsonl"
    held.write_text(
        "\n".join((GOLD / "test.jsonl").read_text(encoding="utf-8").splitlines()[:6]), encoding="utf-8"
    )
    rounds = []
    done = train(
        [small], [held], tmp_path / "model", rounds=1, progress=lambda number, loss: rounds.append(number)
    )
    assert rounds == [1]
    assert done.folder.name == ("model" if done.kept else "model.trial")
    assert Reader(done.folder).read("He has a knife.").facts[0].code == "WE"


def test_reports_that_were_learnt_cannot_check(tmp_path):
    path = GOLD / "dev.jsonl"
    assert load_gold([path])
    with pytest.raises(ValueError, match="stands in the training files"):
        train([path], [path], tmp_path / "model")
