"""Learn the weights: `python -m indexer.resolve.train` writes `model.json`, the same from the same data every time, and puts
what the lookup takes from it into `weights.json` (`--lookup`: that alone, from the model as it stands).

Splink (Fellegi and Sunter, 1969; Linacre et al., 2022) estimates how often each level of likeness is met between records of
one human being (m, from the truth of the fixed data) and between those of two (u, from random pairs of different people).
Nothing is ever learnt from what an instance holds.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from indexer.resolve import corpus, linkage
from indexer.resolve.comparisons import ALL
from indexer.resolve.corpus import Labelled
from indexer.resolve.persons import Person, person_of

PEOPLE, PAIRS, SEED = 4_000, 2_000_000, 1
# What was never met is not impossible, only rarer than the data could show.
LEAST_M, LEAST_U = 0.004, 2e-6
# Of what the fixed data tell nothing: an age told leaves nine years open, of the sixty in which whom records speak of were born.
STATED = {("born", "aged"): {"m": 0.95, "u": 0.15}, ("born", "other-age"): {"m": 0.05, "u": 0.85}}
# The lookup's levels of a date of birth, and the model's: two figures swapped are one slip there.
BORN = {
    "exact": "same",
    "swapped": "turned",
    "digit": "digit",
    "digits": "digit",
    "year-off": "year-off",
    "month": "month",
}
NAMED = ("surname", "forename")
Learnt = dict[str, dict[str, dict[str, float]]]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=Path(__file__).with_name("model.json"))
    parser.add_argument(
        "--people", type=int, default=PEOPLE, help="how many people the town to learn from has"
    )
    parser.add_argument("--pairs", type=float, default=PAIRS, help="how many random pairs to look at")
    parser.add_argument("--names", type=Path, default=Path(__file__).with_name("name_frequencies.json"))
    parser.add_argument("--weights", type=Path, default=Path(__file__).with_name("weights.json"))
    parser.add_argument("--lookup", action="store_true", help="only put the model into the lookup's weights")
    asked = parser.parse_args()
    if not asked.lookup:
        _learn(asked)
    _rewrite(asked.weights, lookup(_read(asked.weights), _read(asked.file)))


def _learn(asked: argparse.Namespace) -> None:
    labelled = [*corpus.town(asked.people), *corpus.febrl(1), *corpus.febrl(2)]
    _rewrite(asked.names, {"learnt": frequencies(labelled)})
    _rewrite(asked.file, {"learnt": learn(labelled, asked.pairs)})


def _read(file: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return made


def _rewrite(file: Path, learnt: dict[str, Any]) -> None:
    file.write_text(json.dumps(_read(file) | learnt, indent=1) + "\n", "utf-8")


def lookup(weights: dict[str, Any], model: dict[str, Any]) -> dict[str, Any]:
    """What the lookup takes from the model, in its own unit: dates of birth, and how often a name is the same (m), by which
    a common name is worth less (`rarity.py`)."""
    learnt, unit = model["learnt"], float(weights["learnt"]["unit"])
    born = {own: round(unit * _bits(learnt["born"][theirs]), 1) for own, theirs in BORN.items()}
    named = {kind: learnt[kind]["same"]["m"] for kind in NAMED}
    return {
        "learnt": weights["learnt"] | {"model": model["version"], "m": named},
        "born": weights["born"] | born,
    }


def _bits(level: dict[str, float]) -> float:
    return math.log2(level["m"] / level["u"])


def frequencies(labelled: Iterable[Labelled]) -> dict[str, dict[str, int]]:
    """How many in a million human beings have a name, for those that more than one has."""
    each = {one.truth: person_of(one.member, one.person) for one in labelled}.values()
    return {
        kind: {
            name: round(number * 1e6 / len(each))
            for name, number in sorted(Counter(getattr(person, kind) for person in each).items(), key=str)
            if name and number > 1
        }
        for kind in ("surname", "forename")
    }


def learn(labelled: Sequence[Labelled], pairs: float = PAIRS) -> Learnt:
    """comparison → level → m and u."""
    people = [person_of(one.member, one.person) for one in labelled]
    truths = [one.truth for one in labelled]
    m = _trained(_m(people, truths), "m_probability")
    u = _trained(_u(people, truths, pairs), "u_probability")
    return {
        one.name: {
            level.key: STATED.get((one.name, level.key))
            or {
                "m": _rounded(max(m[one.name].get(level.key) or 0.0, LEAST_M)),
                "u": _rounded(max(u[one.name].get(level.key) or 0.0, LEAST_U)),
            }
            for level in one.levels
            if not level.null
        }
        for one in ALL
    }


def _m(people: Iterable[Person], truths: Sequence[str]) -> dict[str, Any]:
    linker = linkage.linker(linkage.table(people, truths), None, 1e-5)
    linker.training.estimate_m_from_label_column("truth")
    made: dict[str, Any] = linker.misc.save_model_to_json()
    return made


def _u(people: Iterable[Person], truths: Sequence[str], pairs: float) -> dict[str, Any]:
    """From one record of each human being, so that no two of a pair are the same."""
    each = dict(zip(reversed(truths), reversed(list(people)), strict=True))
    linker = linkage.linker(linkage.table(each.values()), None, 1e-5)
    linker.training.estimate_u_using_random_sampling(max_pairs=pairs, seed=SEED, min_count_per_level=None)
    made: dict[str, Any] = linker.misc.save_model_to_json()
    return made


def _trained(model: dict[str, Any], name: str) -> dict[str, dict[str, float | None]]:
    return {
        made["output_column_name"]: {
            level["label_for_charts"]: level.get(name) for level in made["comparison_levels"]
        }
        for made in model["comparisons"]
    }


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")


if __name__ == "__main__":
    main()
