"""How fast reports are read, against the bare model: ``python -m bench.reading [--reports N] [--memory N]``.

Both sides run in one process over the same texts, in turns; the figure is the ratio of their best rates.  With
``--memory`` so many texts, each of them new, are read and the resident memory is told as it goes.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import spacy

from nlp.evaluate import load_gold
from nlp.pipeline.model import UNUSED, best_model
from nlp.reader import Reader

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
_NAMES = (
    "Bellamy",
    "Crosby",
    "Denholm",
    "Eastcott",
    "Fairclough",
    "Garside",
    "Hallam",
    "Ibbotson",
    "Jessop",
    "Kirkham",
)


def reports(count: int, seed: int = 1) -> list[str]:
    """Reports of about a hundred words, each put together from gold reports and a number of its own."""
    rng = random.Random(seed)
    texts = [report.text for report in load_gold(sorted(GOLD.glob("*.jsonl")))]
    return [
        " ".join([*rng.sample(texts, 5), f"Report {number} by PC {rng.choice(_NAMES)}{number % 977}."])
        for number in range(count)
    ]


def timed(run: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Seconds that a run over the texts takes."""
    start = time.perf_counter()
    run(texts)
    return time.perf_counter() - start


def ratio(count: int, rounds: int) -> None:
    """Print reports a second of both and their ratio."""
    texts = reports(count)
    reader = Reader()
    bare = spacy.load(best_model(), exclude=list(UNUSED))
    sides: dict[str, Callable[[Sequence[str]], object]] = {
        "bare ner": lambda batch: sum(len(doc.ents) for doc in bare.pipe(batch)),
        "reader": lambda batch: sum(
            len(found.facts) for found in reader.read_many((text, None) for text in batch)
        ),
    }
    for run in sides.values():
        run(texts[:64])
    best = dict.fromkeys(sides, float("inf"))
    for _ in range(rounds):
        for name, run in sides.items():
            best[name] = min(best[name], timed(run, texts))
    words = sum(len(text.split()) for text in texts)
    for name, seconds in best.items():
        print(f"{name:10}{count / seconds:9.1f} reports/s {words / seconds:9.0f} words/s")
    print(f"ratio     {best['bare ner'] / best['reader']:9.3f}")


def resident() -> float:
    """Resident memory in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def memory(count: int) -> None:
    """Read new texts and print the resident memory ten times on the way."""
    reader = Reader()
    step = max(1, count // 10)

    def stream() -> Iterator[tuple[str, None]]:
        for at in range(0, count, step):
            yield from ((text, None) for text in reports(step, seed=at))

    for number, _ in enumerate(reader.read_many(stream()), 1):
        if number % step == 0:
            print(f"{number:8} reports {resident():8.1f} MiB", flush=True)


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--memory", type=int, default=0)
    args = parser.parse_args()
    if args.memory:
        memory(args.memory)
    else:
        ratio(args.reports, args.rounds)


if __name__ == "__main__":
    main()
