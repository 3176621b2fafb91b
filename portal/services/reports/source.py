"""Whether a sanitised text still tells who the source is: a check that names what it found and why, for a person to judge.

It finds too much rather than too little. What the words alone cannot tell (that only one man could know it) is left to
the person, who is told so on the page.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from nlp import identifiers, names
from portal.services.reports import tellers as reports_tellers

if TYPE_CHECKING:  # the reader's own module brings spaCy with it
    from nlp.reader import Mention, Reading

# Details of a person that stand in the sentence in which somebody tells something may be the teller's.
CONFIRM = "confirm each in sanitised_confirmed"  # what a program does, to let a trace stay; a page puts it in its own words
_DETAILS = frozenset({"PHONE", "EMAIL", "ADDRESS", "NINO", "NHS", "ACCOUNT", "CARD", "IMEI"})
_RELATION = re.compile(
    r"\b(?:neighbour|friend|relative|relation|cousin|brother|sister|mother|father|mum|dad|son|daughter|uncle|aunt|nephew|niece|"
    r"partner|wife|husband|girlfriend|boyfriend|flatmate|housemate|cellmate|landlord|landlady|tenant|employee|employer|"
    r"colleague|workmate|customer|carer|social worker|teacher|doctor|nurse|ex)s?\b",
    re.IGNORECASE,
)
_CONNECTING = frozenset(
    {
        "and", "the", "who", "his", "her", "their", "with", "for", "from", "lives", "works", "flat", "road", "street", "avenue",
        "lane", "close", "born", "source", "number", "phone", "tel", "mobile", "address", "of", "this", "that",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Trace:
    """A stretch of the sanitised text that may lead to the source, and why; start, end: characters of the text as given."""

    start: int
    end: int
    text: str
    reasons: tuple[str, ...]

    @property
    def said(self) -> str:
        """The words by which a person says that this may stay: without regard to case and blanks."""
        return said(self.text)


def alike(sanitised: str, full: str) -> bool:
    """Whether a sanitised text is the full one still, but for case and blanks: nobody took anything out of it."""
    return bool(full.strip()) and said(sanitised) == said(full)


def said(text: str) -> str:
    """Words without regard to case and blanks."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a report when its sanitised text is checked.

    full, read: the full text and its reading; about: names of those whom it is about; things: normal forms of the
    phones, addresses and the like that belong into it; identity: who the source is, as written.
    """

    full: str
    read: Reading
    about: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    identity: str = ""


def traces(text: str, read: Reading, told: Told) -> list[Trace]:
    """Everything in a sanitised text that may lead to the source, in order. read: the reading of that text."""
    found = [*_phrases(text), *_identity(text, told.identity), *_tellers(text, told)]
    found += [*_relations(text, told), *_details(read, told), *_named(read, told)]
    return _merged(text, found)


def _merged(text: str, found: Sequence[Trace]) -> list[Trace]:
    """Traces that overlap as one, with every reason."""
    merged: list[Trace] = []
    for one in sorted(found, key=lambda t: (t.start, -t.end, t.reasons)):
        if merged and one.start < merged[-1].end:
            last = merged.pop()
            end = max(last.end, one.end)
            reasons = tuple(dict.fromkeys([*last.reasons, *one.reasons]))
            one = Trace(last.start, end, text[last.start : end], reasons)
        merged.append(one)
    return merged


# ----------------------------------------------------------------------------------------- phrases


def _phrases(text: str) -> Iterator[Trace]:
    for reason, pattern in _patterns():
        for match in pattern.finditer(text):
            yield _trace(text, match.start(), match.end(), reason)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw = resources.files("portal.services.reports").joinpath("source_words.toml").read_text("utf-8")
    return tuple(
        (kind["reason"], pattern)
        for kind in tomllib.loads(raw)["kind"]
        for pattern in (*map(_phrase, kind["phrases"]), *map(re.compile, kind.get("shapes", ())))
    )


def _phrase(phrase: str) -> re.Pattern[str]:
    """`told officers|police` as a regular expression."""
    words = [
        "(?:" + "|".join(re.escape(way).replace(r"\*", r"[\w'’-]*") for way in word.split("|")) + ")"
        for word in phrase.split()
    ]
    return re.compile(r"(?<![\w'’-])" + r"\s+".join(words) + r"(?![\w'’-])", re.IGNORECASE)


# ------------------------------------------------------------------------------- the source's identity


def _identity(text: str, identity: str) -> Iterator[Trace]:
    """Words and numbers of what was said of the source's identity."""
    if not identity.strip():
        return
    known = {
        word for match in _WORD.finditer(identity) if (word := names.fold(match.group())) and _telling(word)
    }
    for match in _WORD.finditer(text):
        if names.fold(match.group()) in known:
            yield _trace(text, *match.span(), "stands in what is said of the source's identity")
    numbers = {found.value for found in identifiers.find(identity)}
    for found in identifiers.find(text):
        if found.value in numbers:
            yield _trace(text, found.start, found.end, "is a number or date of the source")


def _telling(word: str) -> bool:
    """Whether a word can tell one person from another."""
    return word not in _CONNECTING and (len(word) > 2 or (any(c.isdigit() for c in word) and len(word) > 1))


# ------------------------------------------------------------------------------- who tells, in the full text


def tellers(told: Told) -> list[Mention]:
    """Those in the full text who seem to tell what it says, and whom the report is not about."""
    found = reports_tellers.tellers(told.full, told.read.mentions)
    return [mention for mention in found if not _is_about(mention, told)]


def _tellers(text: str, told: Told) -> Iterator[Trace]:
    """Those who tell something in the full text, wherever the sanitised one still names them: whom it is about, too."""
    sure = reports_tellers.sure_tellers(told.full, told.read.mentions)
    people = {names.fold(mention.value or mention.text) for mention in (*tellers(told), *sure)}
    words = {word for name in people for word in name.split() if len(word) > 2}
    for run in _runs(text, words):
        yield _trace(text, *run, "names somebody who tells it in the full text")


def _runs(text: str, words: Set[str]) -> Iterator[tuple[int, int]]:
    """Where these words stand, those with nothing but blanks between them as one: a name in a piece."""
    begun: tuple[int, int] | None = None
    for match in _WORD.finditer(text):
        if names.fold(match.group()) not in words:
            continue
        if begun and not text[begun[1] : match.start()].strip():
            begun = (begun[0], match.end())
            continue
        if begun:
            yield begun
        begun = match.span()
    if begun:
        yield begun


def naming(text: str, told: Told) -> list[Trace]:
    """Those who tell something in the full text, where a name or a title that goes with the sanitised one names them."""
    return list(_tellers(text, told))


def _relations(text: str, told: Told) -> Iterator[Trace]:
    """What the source is to somebody (`his cousin`), as the full text says it where it speaks of the source."""
    kin = {word for sentence in _sentences(told.full) if any(_phrases(sentence)) for word in _kin(sentence)}
    for match in _RELATION.finditer(text):
        if match.group().casefold().rstrip("s") in kin:
            yield _trace(text, *match.span(), "may be what the source is to somebody")


def _kin(sentence: str) -> Iterator[str]:
    return (match.group().casefold().rstrip("s") for match in _RELATION.finditer(sentence))


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+|\n", text)


def _details(read: Reading, told: Told) -> Iterator[Trace]:
    """Numbers and addresses that are not the report's own: those of the sentence in which somebody tells it, and any other."""
    tellers = {m.value for m in told.read.mentions if m.label in _DETAILS and _beside_teller(told, m)}
    for mention in read.mentions:
        if mention.label not in _DETAILS or mention.value in told.things:
            continue
        beside = mention.value in tellers
        reason = (
            "stands beside somebody who tells it"
            if beside
            else "belongs to nobody and nothing in this report"
        )
        yield Trace(mention.start, mention.end, mention.text, (reason,))


def _beside_teller(told: Told, mention: Mention) -> bool:
    """Whether a source or a teller stands in the same sentence of the full text."""
    start = max(told.full.rfind(". ", 0, mention.start), told.full.rfind("\n", 0, mention.start)) + 1
    ends = [at for at in (told.full.find(". ", mention.end), told.full.find("\n", mention.end)) if at >= 0]
    sentence = told.full[start : min(ends, default=len(told.full))]
    names_one = any(start <= one.start < start + len(sentence) for one in tellers(told))
    return names_one or any(_phrases(sentence))


def _named(read: Reading, told: Told) -> Iterator[Trace]:
    """People whom the report is not about."""
    for mention in read.mentions:
        if mention.label == "PERSON" and not _is_about(mention, told):
            yield Trace(
                mention.start,
                mention.end,
                mention.text,
                ("is named, and the report is not about them",),
            )


def _is_about(mention: Mention, told: Told) -> bool:
    words = set(names.fold(mention.value or mention.text).split())
    return any(words <= set(names.fold(name).split()) for name in told.about)


# ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Left:
    """Traces with the same words, which a person judges at once."""

    said: str
    text: str
    reasons: tuple[str, ...]
    times: int
    confirmed: bool


def together(found: Sequence[Trace], confirmed: Iterable[str] = ()) -> list[Left]:
    """Traces by their words, in order of appearance. confirmed: words of which a person said that they may stay."""
    stay = {said(words) for words in confirmed}
    made: dict[str, list[Trace]] = {}
    for one in found:
        made.setdefault(one.said, []).append(one)
    return [
        Left(
            key,
            ones[0].text,
            tuple(dict.fromkeys(r for o in ones for r in o.reasons)),
            len(ones),
            key in stay,
        )
        for key, ones in made.items()
    ]


def as_mentions(found: Sequence[Trace]) -> list[Mapping[str, Any]]:
    """Traces in the shape of mentions, for whoever marks up a text."""
    return [
        {"start": one.start, "end": one.end, "label": "MAY_TELL_THE_SOURCE", "value": "", "assertion": "",
         "explanation": "; ".join(one.reasons)}
        for one in found
    ]  # fmt: skip


def _trace(text: str, start: int, end: int, reason: str) -> Trace:
    return Trace(start, end, text[start:end], (reason,))
