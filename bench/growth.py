"""How `/risk` grows with the records: p50 and p95 at each size, and of the same Elasticsearch bodies sent bare.

    python -m bench.growth [--sizes 10000,100000,1000000] [--rounds 150] [--folder DIR]

Each size is a town of its own, loaded into an engine of its own, one after the other; with `--folder` what was loaded is kept
and used again. Prints a line a size and, between two
sizes, the growth of p50 a hundredfold: (p50 of the larger / p50 of the smaller) to the power 2 / log10(larger / smaller).
"""

from __future__ import annotations

import argparse
import math
import os
import random
from pathlib import Path

from tqdm import tqdm

from bench.lookup import beside, compare, quantile, risk_question, town_of

# Questions before those that count: an engine just started compiles for as long as this.
WARM = 500


def measure(records: int, rounds: int, kept: Path | None = None) -> list[tuple[float, float]]:
    """Milliseconds of the house and of its bodies sent bare, of each question, after a warm-up."""
    rng = random.Random(3)
    with town_of(records, kept) as (made, people), beside(made) as (spy, bare):
        client = made.person(f"bench-{os.getpid()}", "despatcher", sensitive=True)
        pairs = [
            compare(client, spy, bare, risk_question(rng, rng.choice(people)))
            for _ in tqdm(range(WARM + rounds), desc=f"{records:,} records", mininterval=10)
        ]
        return pairs[WARM:]


def hundredfold(smaller: tuple[int, float], larger: tuple[int, float]) -> float:
    """By how much a time grows when the records grow a hundredfold."""
    return float((larger[1] / smaller[1]) ** (2 / math.log10(larger[0] / smaller[0])))


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=150)
    parser.add_argument("--folder", type=Path, help="keep what was loaded here")
    given = parser.parse_args()
    print("| records | load | house p50 | house p95 | bare p50 | bare p95 | p50 a hundredfold |")
    print("|---|---|---|---|---|---|---|")
    before: tuple[int, float] | None = None
    for size in map(int, given.sizes.split(",")):
        pairs = measure(size, given.rounds, given.folder / str(size) if given.folder else None)
        cells = [
            f"{quantile([p[at] for p in pairs], share):.1f} ms" for at in (0, 1) for share in (0.5, 0.95)
        ]
        now = (size, quantile([ours for ours, _ in pairs], 0.5))
        growth = f"× {hundredfold(before, now):.2f}" if before else ""
        print(f"| {size:,} | {os.getloadavg()[0]:.1f} | {' | '.join(cells)} | {growth} |", flush=True)
        before = now


if __name__ == "__main__":
    main()
