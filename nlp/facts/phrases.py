"""What words of the lexicon cannot hold: phrases with open places in them (``put his hands round her throat``).

They stand in ``data/phrases.toml``, ``phrases_plain.toml``, ``phrases_spoken.toml`` and ``phrases_noted.toml``.  Codes of warning markers (``WM: VI WE``) are read here too, where it is said that
they are markers; two letters by themselves say nothing.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.lexicon import Entry, Term
from nlp.tables import FOLDER
from nlp.text.patterns import spelt_out

_FILES = ("phrases.toml", "phrases_plain.toml", "phrases_spoken.toml", "phrases_noted.toml")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern and what it means; ``unless`` is what may not stand right before it, ``needs`` what must stand somewhere
    before it; the first named group that took part narrows the term."""

    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    hints: tuple[str, ...]
    entry: Entry

    def find(self, text: str, start: int, end: int) -> Iterator[Term]:
        """The phrase's terms in the part of a text that holds one of its hints."""
        for match in self.pattern.finditer(text, start, end):
            before = text[max(0, match.start() - 80) : match.start()]
            if (self.unless and self.unless.search(before)) or (self.needs and not self.needs.search(before)):
                continue
            part = next((name for name, said in match.groupdict().items() if said), 0)
            yield Term(match.start(part), match.end(part), self.entry)


@cache
def _phrases() -> tuple[Phrase, ...]:
    files = [tomllib.loads((FOLDER / name).read_text(encoding="utf-8")) for name in _FILES]
    sets = {name: pattern for file in files for name, pattern in file["sets"].items()}
    return tuple(_phrase(row, sets) for file in files for row in file["phrase"])


def _phrase(row: dict[str, str], sets: dict[str, str]) -> Phrase:
    unless, needs = row.get("unless"), row.get("needs")
    entry = Entry(
        row["concept"],
        tuple(row.get("under", "").split()),
        row["code"],
        row.get("label"),
        None,
        row["code"] != "CHILD",
        row["says"],
    )
    return Phrase(
        re.compile(rf"\b(?:{spelt_out(row['pattern'], sets)})", re.IGNORECASE),
        re.compile(rf"(?:{spelt_out(unless, sets)})\s*$", re.IGNORECASE) if unless else None,
        re.compile(spelt_out(needs, sets), re.IGNORECASE) if needs else None,
        tuple(row["hint"].split("|")),
        entry,
    )


def find_phrases(text: str, parts: Iterable[tuple[int, int]]) -> list[Term]:
    """The phrases (within the parts of a text, its sentences) and marker codes; none within another of the same code."""
    hinted = _hinted(text)
    found = [term for part in parts for term in _in_part(text, *part, hinted)] + list(marker_codes(text))
    return _apart(sorted(found, key=lambda term: (term.start, -term.end)))


Hinted = list[tuple[Phrase, list[str]]]


def _hinted(text: str) -> Hinted:
    """The phrases that a text may hold, each with those of its hints that are there: few, so that each sentence asks for few."""
    low, beginnings = text.lower(), _beginnings()
    # Some thousand hints are looked for by how they begin: of most not even that is in the text.
    pieces = {low[at : at + size] for size in _SIZES for at in range(len(low) - size + 1)}
    there = defaultdict[int, list[str]](list)
    for piece in pieces & beginnings.keys():
        for at, hint in beginnings[piece]:
            if hint in low:
                there[at].append(hint)
    phrases = _phrases()
    return [(phrases[at], there[at]) for at in sorted(there)]


_SIZES = (4, 3, 2, 1)  # characters of a hint that are its beginning; fewer where it has no more


@cache
def _beginnings() -> dict[str, list[tuple[int, str]]]:
    """The hints by how they begin, each with the place of its phrase."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, phrase in enumerate(_phrases()):
        for hint in dict.fromkeys(phrase.hints):
            found[hint[: _SIZES[0]]].append((at, hint))
    return dict(found)


def _in_part(text: str, start: int, end: int, hinted: Hinted) -> Iterator[Term]:
    low = text[start:end].lower()
    for phrase, hints in hinted:
        for hint in hints:
            if hint in low:
                yield from phrase.find(text, start, end)
                break


def _apart(found: Sequence[Term]) -> list[Term]:
    kept: list[Term] = []
    for term in found:
        if not any(k.entry.code == term.entry.code and term.start < k.end for k in kept):
            kept.append(term)
    return kept


# The codes of PNC warning signals, and the concept of each in the lexicon.
_CODES = {
    "FI": "firearm", "WE": "weapon", "XP": "explosive", "VI": "violence", "ES": "escape", "DR": "drug",
    "OW": "offends against vulnerable", "CO": "contagious", "SU": "suicide", "SH": "self-harm", "MN": "mental health",
}  # fmt: skip
_CODE = rf"(?:{'|'.join(_CODES)}|A[GLT]|AL|FS|HO|MH|IM|SO|DV)"
_SIGN = r"(?:WMs?|WSs?|[Ww]ngs?|WNGS?|[Ww]arn(?:ing)?s?(?: [Mm]arkers?| [Ss]ignals?)?|WARN(?:ING)?S?(?: MARKERS?| SIGNALS?)?|[Mm]arkers?|MARKERS?|[Ss]ignals?|SIGNALS?|[Ff]lags?|FLAGS?|PNC(?:'d)?|[Cc]odes?)"
_JOINED = r"\s*(?:[,/&+;|.-]|and\b|AND\b|n?or\b|N?OR\b|\s)\s*"
# `FI - nil, WE - yes`: a code with its answer.
_ANSWER = r"(?:\s?[:=–-]\s?(?:[Nn]il|NIL|[Nn]one|NONE|[Nn]o|NO|[Yy]es|YES|[YyNn])(?: (?:known|KNOWN|shown|SHOWN|held|HELD))?\b)?"
_LISTED = rf"{_CODE}{_ANSWER}(?:{_JOINED}{_CODE}{_ANSWER})*"
_LED = re.compile(
    rf"\b{_SIGN}(?: (?:for|of|held|shown?|shows?|on PNC|FOR|HELD|SHOWN?|SHOWS?))*(?P<lead>\s*[:=(\[?–-]*\s*)(?P<list>{_LISTED})\b"
)
_TRAILED = re.compile(rf"\b(?P<list>{_LISTED})\s+(?:{_SIGN}|on PNC|ON PNC)\b")
_BARE = re.compile(rf"^[ \t]*(?P<list>{_CODE}(?:[ ,/&+;|]+{_CODE})+)[ \t.;]*$", re.MULTILINE)
# A signal and that there is none, in a list of them: `MN - PARANOID. VI - NIL. DR - NIL KNOWN`
_HEAD = re.compile(rf"(?:^|(?<=[.;/] )|(?<=\n))(?P<list>{_CODE}) ?[-–:] ?(?=\S)", re.MULTILINE)
_NO_CODE = re.compile(r"\b(?:NO|No|NIL|Nil) (?P<list>FI|XP|VI|SU|SH|WE)(?=\s*[.;,)/]|\s*$)", re.MULTILINE)
_NONE_BEHIND = re.compile(r"(?:nil|none|no)\b(?! (?:longer|trace|fixed))", re.IGNORECASE)
_LONE_WORDS = frozenset({"WE", "CO", "SO"})


def marker_codes(text: str) -> Iterator[Term]:
    """The two-letter codes in lists that are said to be of warning markers, before or after them, or fill a line."""
    seen: set[int] = set()
    heads = list(_HEAD.finditer(text))
    denied = list(_NO_CODE.finditer(text)) if heads else []
    none = (head for head in heads if len(heads) > 1 and _NONE_BEHIND.match(text, head.end()))
    for match in (*_LED.finditer(text), *_TRAILED.finditer(text), *_BARE.finditer(text), *denied, *none):
        start, listed = match.start("list"), match["list"]
        if listed in _LONE_WORDS and not match.groupdict().get("lead", "").strip(" \n"):
            continue  # `MARKERS WE HAVE` is the word
        for code in re.finditer(rf"\b(?:{'|'.join(_CODES)})\b", listed):
            if start + code.start() not in seen:
                seen.add(start + code.start())
                yield _marker(code.group(), start + code.start())


def _marker(code: str, start: int) -> Term:
    concept = _CODES[code]
    return Term(start, start + 2, Entry(concept, (), code, None, None, False, f"marker {code}"))
