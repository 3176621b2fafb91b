"""`/risk` against what a force would build instead: PostgreSQL with full text and trigrams, on the same records and questions;
and against its own Elasticsearch bodies sent bare.

    python -m bench.postgres [--people 100000] [--questions 500] [--folder DIR]

The twin is built as one would who knows PostgreSQL: a row for each person of each record; generalised inverted indexes over a
`tsvector`, over the trigrams of name and address (`pg_trgm`), over dates of birth and identifiers; one query that finds by any
of them and ranks by similarity, date, identifier and `ts_rank`. Dates and identifiers are taken out of the line by the house's
own `nlp.identifiers`, so that the twin is not the worse for reading them. Its time is that of reading the line and of the query,
over a socket, without log-in, ledger or cards; the house's is a whole HTTP answer with all of these. recall as in `bench.recall`.
Bare: the bodies that the house sent, sent again by the ordinary client in the same run.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from tqdm import tqdm

from bench.lookup import again, beside, quantile
from bench.recall import loaded, place_of, risk
from bench.recall_kinds import questions
from bench.recall_noise import Facets
from bench.recall_people import TODAY, Town
from bench.recall_records import Records
from indexer.resolve.scorer import identifiers_of, written_names
from nlp import identifiers, names
from tests.support.servers import postgres

SHOWN = 20
_TABLE = """
CREATE EXTENSION pg_trgm;
CREATE TABLE people (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ref text NOT NULL, name text NOT NULL, address text NOT NULL,
  born text[] NOT NULL, idents text[] NOT NULL, doc tsvector GENERATED ALWAYS AS (to_tsvector('simple', name || ' ' || address)) STORED
)"""
_INDEXES = """
CREATE INDEX ON people USING gin (doc);
CREATE INDEX ON people USING gin (name gin_trgm_ops);
CREATE INDEX ON people USING gin (address gin_trgm_ops);
CREATE INDEX ON people USING gin (born);
CREATE INDEX ON people USING gin (idents);
ANALYZE people"""
_ASK = """
SELECT ref, name, born FROM people
WHERE doc @@ plainto_tsquery('simple', %(words)s) OR name %% %(words)s OR %(words)s <%% name OR %(words)s <%% address
   OR born && %(dates)s OR idents && %(idents)s
ORDER BY 2 * greatest(similarity(name, %(words)s), word_similarity(%(words)s, name)) + word_similarity(%(words)s, address)
       + 1.5 * (born && %(dates)s)::int + 0.7 * (born && %(years)s)::int + 4 * (idents && %(idents)s)::int
       + ts_rank(doc, to_tsquery('simple', %(any)s)) DESC, id
LIMIT %(shown)s"""
Row = tuple[str, str, str, list[str], list[str]]
Cards = list[dict[str, Any]]


# ----------------------------------------------------------------------------------------- the twin


class Twin:
    """The same people in PostgreSQL, asked by the same lines."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._sql = connection

    def fill(self, records: Iterable[dict[str, Any]]) -> None:
        """Load, then build the indexes, as one does."""
        self._sql.execute(_TABLE)
        copy = "COPY people (ref, name, address, born, idents) FROM STDIN"
        with self._sql.cursor() as cursor, cursor.copy(copy) as out:
            for row in tqdm(_rows(records), desc="Into PostgreSQL", unit=" people", mininterval=5):
                out.write_row(row)
        for statement in _INDEXES.split(";"):
            self._sql.execute(statement)

    def ask(self, line: str) -> Cards:
        """The people found, best first, rows of one name and date as one: what `/risk` answers, as far as recall needs it."""
        rows = self._sql.execute(_ASK, _parameters(line)).fetchall()
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for ref, name, born in rows:
            found.setdefault((name, str(born)), {"records": []})["records"].append({"ref": ref})
        return list(found.values())


def _rows(records: Iterable[dict[str, Any]]) -> Iterator[Row]:
    for record in records:
        things = [f"VRM:{_bare(o['identifiers']['vrm'])}" for o in record.get("objects", ())]
        for person in record["people"]:
            yield (record["ref"], *_of_person(person), [*_idents(person), *things])


def _of_person(person: dict[str, Any]) -> tuple[str, str, list[str]]:
    named = " ".join(dict.fromkeys(names.fold(text) for _, text in written_names(person)))
    lives = " ".join(f"{a['address']} {a.get('postcode', '')}" for a in person.get("addresses", ()))
    dates = [part for d in person.get("dates_of_birth", ()) for part in (d, d[:4])]
    return named, names.fold(lives), list(dict.fromkeys(dates))


def _idents(person: dict[str, Any]) -> Iterator[str]:
    yield from (f"{label}:{value}" for label, values in identifiers_of(person).items() for value in values)


def _bare(plate: str) -> str:
    return plate.replace(" ", "").upper()


def _parameters(line: str) -> dict[str, Any]:
    """The line in words, dates and identifiers."""
    found, rest = identifiers.find(line, TODAY), line
    for one in reversed(found):
        if one.label != "POSTCODE":
            rest = f"{rest[: one.start]} {rest[one.end :]}"
    dates = [one.value for one in found if one.label == "DATE"]
    words = names.fold(rest)
    return {
        "words": words, "any": " | ".join(words.split()) or "nothing", "dates": [d for d in dates if len(d) == 10],
        "years": [*dates, *(word for word in words.split() if word.isdigit() and len(word) == 4)],
        "idents": [f"{one.label}:{one.value}" for one in found], "shown": SHOWN,
    }  # fmt: skip


@contextmanager
def twin(records: Iterable[dict[str, Any]]) -> Iterator[Twin]:
    """A PostgreSQL of its own with the records in it; gone afterwards."""
    with postgres() as url, psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        made = Twin(connection)
        made.fill(records)
        yield made


# ------------------------------------------------------------------------------------- side by side


def _timed(ask: Callable[[str], Cards], line: str) -> tuple[Cards, float]:
    began = time.perf_counter()
    cards = ask(line)
    return cards, (time.perf_counter() - began) * 1000


Answers = dict[str, list[tuple[int, float]]]


def measure(people: int, number: int, folder: Path, kept: bool) -> tuple[Answers, list[float]]:
    """(place of the right person, milliseconds) of every question, by who answered, and the milliseconds of the bare
    engine; asked in turn, after a warm-up."""
    town = Town(people)
    records, facets = Records(town), Facets(town.people)
    warm, *asked = [list(questions(town.people, facets, n, seed)) for n, seed in ((60, 6), (number, 5))]
    found: Answers = {"house": [], "PostgreSQL": []}
    alone: list[float] = []
    with (
        loaded(Records(town), folder, kept) as here,
        twin(records.made()) as other,
        beside(here) as (spy, bare),
    ):
        client = here.person(f"bench-{os.getpid()}", "despatcher", sensitive=True)
        both = {"house": lambda line: risk(client, line), "PostgreSQL": other.ask}
        for ask in both.values():
            for _, _, question in warm:
                ask(question.text)
        for _, person, question in tqdm(asked[0], desc="Asking both", mininterval=5):
            spy.sent.clear()
            for who, ask in both.items():
                cards, took = _timed(ask, question.text)
                found[who].append((place_of(cards, records.refs[person.key]), took))
            alone.append(again(spy, bare))
    return found, alone


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--folder", type=Path, help="keep what was loaded here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found, alone = measure(given.people, given.questions, folder, bool(given.folder))
    print(f"{given.people:,} people, load {os.getloadavg()[0]:.1f}")
    print("| who | questions | recall@1 | recall@5 | p50 | p95 |")
    print("|---|---|---|---|---|---|")
    for who, answers in found.items():
        places, took = [place for place, _ in answers], [ms for _, ms in answers]
        first, five = (sum(place < n for place in places) / len(places) for n in (1, 5))
        print(f"| {who} | {len(places)} | {first:.3f} | {five:.3f} | {_quantiles(took)} |")
    print(f"| bare Elasticsearch | {len(alone)} | | | {_quantiles(alone)} |")
    p50, p95 = (quantile([ms for _, ms in found["house"]], at) / quantile(alone, at) for at in (0.5, 0.95))
    print(f"The house by the bare engine: p50 × {p50:.2f}, p95 × {p95:.2f}")


def _quantiles(took: list[float]) -> str:
    return f"{quantile(took, 0.5):.1f} ms | {quantile(took, 0.95):.1f} ms"


if __name__ == "__main__":
    main()
