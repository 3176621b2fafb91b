"""Numbers typed in part or with a slip: the end of a telephone number, a PNC ID without its letter or with a figure wrong.

What stands under the labels of `INNER` is weighed beside what a record holds, and is no identifier that anybody typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from nlp import identifiers
from nlp.identifiers import EMAIL_START, PHONE_END, PHONE_NEAR, PHONE_START, PNC_NEAR, PNC_SERIAL
from portal.search.box.dates import century
from portal.search.box.labels import PLATE_LABELS
from portal.search.box.slips import FIGURES, of_figures

INNER = frozenset({PHONE_START, PHONE_END, PHONE_NEAR, PNC_NEAR, PNC_SERIAL, EMAIL_START})
LONG_END, SHORT_END = 6, 4  # figures of a telephone number that the index knows its end by
_SAID_END = re.compile(
    r"(?:(?<!\w)(?P<word>\w+)[\s.:]+)??(?<!\w)(?:end(?:s|ing)?|finish(?:es|ing)?|last\s+(?:[3-6]|three|four|five|six)(?:\s+(?:digits?|figures?|numbers?))?)"
    r"(?:\s+(?:in|with|is|are))?[\s:.*…-]*(?P<end>\d{3,10})(?![\w/])",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<!\S)(?:\.{2,}|…|\*+)\s?(?P<end>\d{5,10})(?![\w/])")
_SYSTEMS = "cris|crimint|copa|airspace|ewms|merlin"  # as they are named before a reference, but for those in two words
# `496 0123`, `7946 0123`: a telephone number without its area's code. None begins with 0 or 1 (Ofcom, National Telephone Numbering
# Plan), and `cad 4512 2206` is a call and its day; no year follows a house's number.
_LOCAL = re.compile(
    rf"(?<![\w/.])(?<!\d[ -])(?:\b(?P<of>{_SYSTEMS}|custody|cad|crime|log|ref|reference|urn|crn|pin|collar)(?:\s+(?:ref|no|number))?[\s:#]+)?"
    r"(?P<exchange>[2-9]\d{2,3})[ -](?!(?:19|20)\d\d)(?P<line>\d{4})(?![ -]?[\d/]|\w)",
    re.IGNORECASE,
)
# `07587078...`, `0758 7078***`, `07587xxxxxx`: the beginning of a number whose other figures are not known
_BEGUN = re.compile(
    r"(?<![\w+/.-])(?P<start>0\d(?:[ -]?\d){4,8})\s?(?:\.{2,}|…|[*?]+|x{2,})(?![\w/])", re.IGNORECASE
)
_MOBILE_START = re.compile(r"07\d{5,7}")  # figures alone that begin a mobile's number
_ONE_FIGURE_OFF = re.compile(
    r"0[1237]\d{8}|0[1237]\d{10}"
)  # a number with one figure missing, or one too many
_PNC_APART = re.compile(r"(?<!\S)(?<!\d )((?:19|20)?\d\d)[\s/-](\d{1,7})\s?([a-z])(?!\S)", re.IGNORECASE)
_PNC = re.compile(r"(?P<year>(?:19|20)?\d\d)/?(?P<serial>\d{5,7})(?P<letter>[a-z])?", re.IGNORECASE)
_PNC_SERIAL = re.compile(r"\d{7}[A-HJ-NP-RT-Z]", re.IGNORECASE)
_YEARS = range(1900, 2100)
_CRO_SHORT = re.compile(r"\d{1,3}/\d\d[a-z]", re.IGNORECASE)
_CRO_BARE = re.compile(
    r"(?P<serial>\d{4,6})/(?P<year>\d\d)|sf(?P<file_year>\d\d)/(?P<file>\d{1,6})", re.IGNORECASE
)
# `asmith27`, `a.smith`, `a_smith@`: before the @ of an e-mail address, with a sign that no name has
_MAIL = re.compile(
    r"(?<!\S)@?(?P<start>(?=[a-z\d._+-]*[a-z]{2})(?=[a-z\d+-]*(?:\d|[._]\S|@))[a-z][\w.+-]{4,63})(?P<at>@[\w.-]*)?(?!\S)",
    re.IGNORECASE | re.ASCII,
)
_SAID_MAIL = re.compile(
    r"\be-?mail(?:\s+address)?[\s:]+(?P<start>[a-z][\w.+-]{4,63})(?P<at>@[\w.-]*)?(?!\S)",
    re.IGNORECASE | re.ASCII,
)
_WHOLE_YEAR, _SERIAL = 4, 7
_WHOLE_PHONE = len("+447700900123")
# A reference has a letter, a stroke or a dash, and six characters.
_SYSTEM = re.compile(
    rf"(?<!\S)(?P<system>{_SYSTEMS}|(?:nspis )?custody|pnc|pnd)\+?"
    r"(?:\s+(?:ref(?:erence)?|no|number|record|report)\.?)?[\s:#]+(?P<ref>(?=\S*\d)(?=\S*[a-z/-])\S{6,})",
    re.IGNORECASE,
)
_OTHER = frozenset({"DATE", "VRM", "POSTCODE", "PHONE", "EMAIL"})


def said_ends(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the ends of telephone numbers that are said to be ones (`phone ending 0123`, `...900123`) or written so
    (`496 0123`), and these."""
    ends: list[str] = []

    def taken(match: re.Match[str]) -> str:
        word = match.groupdict().get("word") or ""
        if word.lower() in PLATE_LABELS:
            return match[0]
        ends.append(match["end"])
        return f" {word} "

    def local(match: re.Match[str]) -> str:
        if match["of"]:
            return match[0]
        ends.append(match["exchange"] + match["line"])
        return " "

    rest = _LOCAL.sub(local, _DOTTED.sub(taken, _SAID_END.sub(taken, text)))
    return " ".join(rest.split()), tuple(ends)


def said_starts(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the beginnings of telephone numbers that marks or crosses end (`07587078...`), and these."""
    starts: list[str] = []

    def taken(match: re.Match[str]) -> str:
        starts.append("".join(c for c in match["start"] if c.isdigit()))
        return " "

    rest = _BEGUN.sub(taken, text)
    return " ".join(rest.split()), tuple(starts)


def systems_named(text: str) -> frozenset[str]:
    """The names of systems that stand before a reference (`MERLIN 24PAC012345`), folded: there they name nobody."""
    return frozenset(
        word
        for match in _SYSTEM.finditer(text)
        if not _OTHER.intersection(found.label for found in identifiers.find(match["ref"]))
        for word in match["system"].lower().split()
    )


def slashed(text: str) -> str:
    """The text with PNC IDs that have a blank for their slash written with it, where the check letter is right."""
    return _PNC_APART.sub(
        lambda match: identifiers.normalise("PNC_ID", f"{match[1]}/{match[2]}{match[3]}") or match[0], text
    )


def is_nhs(text: str) -> bool:
    """Whether the ten figures that a text begins with, blanks and dashes between or not, are an NHS number."""
    return identifiers.normalise("NHS", text.replace("-", "").replace(" ", "")[:10]) is not None


def mail_starts(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what may be an e-mail address before its @, and these in small letters."""
    starts: list[str] = []

    def taken(match: re.Match[str]) -> str:
        if _OTHER.intersection(found.label for found in identifiers.find(match[0])):
            return match[0]
        starts.append(f"{match['start']}{match['at'] or '@'}".lower())
        return " "

    rest = _MAIL.sub(taken, _SAID_MAIL.sub(taken, text))
    return " ".join(rest.split()), tuple(dict.fromkeys(starts))


def besides(
    held: Mapping[str, tuple[str, ...]],
    starts: Sequence[str],
    ends: Sequence[str],
    references: Sequence[str],
    today: date,
) -> dict[str, tuple[str, ...]]:
    """Identifiers found by label, with the beginnings and ends of telephone numbers and with what a slip may hide."""
    found = {**pnc_ids(references, today), **_cros(references), **held}
    if begun := (*starts, *(token for token in references if _MOBILE_START.fullmatch(token))):
        found[PHONE_START] = tuple(dict.fromkeys(f"+44{start[1:]}" for start in begun))
    if known := ends_of(ends, references):
        found[PHONE_END] = known
    loose = (*references, *held.get("NHS", ()))  # one in eleven of ten figures is an NHS number as well
    slipped = (f"+44{token[1:]}" for token in loose if _ONE_FIGURE_OFF.fullmatch(token))
    if near := dict.fromkeys(slipped):
        found[PHONE_NEAR] = tuple(near)
    return found


def _cros(references: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """CRO numbers among tokens of their shape, without the word that a short serial needs in a report (`893/96W`); one without
    its check letter as what it must be."""
    found = [identifiers.normalise("CRO", token) for token in references if _CRO_SHORT.fullmatch(token)]
    found += [
        number for token in references if (bare := _CRO_BARE.fullmatch(token)) for number in _lettered(bare)
    ]
    made = tuple(dict.fromkeys(filter(None, found)))
    return {"CRO": made} if made else {}


def _lettered(bare: re.Match[str]) -> Iterator[str]:
    if bare["serial"]:
        serial, year = bare["serial"].zfill(6), bare["year"]
        yield from (f"{serial}/{year}{letter}" for letter in identifiers.cro_letters(year, serial))
    else:
        serial, year = bare["file"], bare["file_year"]
        yield from (
            f"SF{year}/{serial}{letter}"
            for letter in sorted(identifiers.cro_letters(year, serial, small_file=True))
        )


def ends_of(said: Sequence[str], references: Sequence[str]) -> tuple[str, ...]:
    """The ends that are asked for: those said to be ones, and six figures or more that are no whole telephone number."""
    bare = [token for token in references if token.isdigit() and LONG_END <= len(token) < 11]
    return tuple(dict.fromkeys(end[-LONG_END:] for end in (*said, *bare)))


def end_keys(ends: Sequence[str]) -> tuple[str, ...]:
    """Under what the index knows numbers that end so; of three figures too many do."""
    cut = (end if len(end) == LONG_END else end[-SHORT_END:] for end in ends if len(end) >= SHORT_END)
    return tuple(f"{PHONE_END}:{end}" for end in cut)


def with_slips(held: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Identifiers by label; a telephone number may be one figure off."""
    near = (*held.get("PHONE", ()), *held.get(PHONE_NEAR, ()))
    return {**held, PHONE_NEAR: near} if near else dict(held)


@lru_cache(maxsize=1024)
def near_phones(number: str) -> tuple[str, ...]:
    """A telephone number in its normal form with one figure after `07` wrong, or two neighbours the other way about; one that
    is too short or too long with a figure more or less."""
    fixed, size = len("+447"), len(number)
    if size < _WHOLE_PHONE:
        made = {number[:at] + one + number[at:] for at in range(fixed, size + 1) for one in FIGURES}
    elif size > _WHOLE_PHONE:
        made = {number[:at] + number[at + 1 :] for at in range(fixed, size)}
    else:
        made = of_figures(number, fixed)
    return tuple(sorted(made - {number}))


def pnc_ids(references: Sequence[str], today: date) -> dict[str, tuple[str, ...]]:
    """label → PNC IDs among tokens of their shape: one without its check letter as what it must be; one whose letter is
    wrong under `PNC_NEAR`, as typed, and under `PNC_SERIAL` what may be all of one but its year (`1234567R`)."""
    found: dict[str, tuple[str, ...]] = {}
    for token in references:
        match = _PNC.fullmatch(token)
        if match and (match["letter"] or "/" in token):
            label, value = _pnc_id(match, today)
            found[label] = tuple(dict.fromkeys((*found.get(label, ()), value)))
    if serials := tuple(dict.fromkeys(t.upper() for t in references if _PNC_SERIAL.fullmatch(t))):
        found[PNC_SERIAL] = serials
    return found


@lru_cache(maxsize=1024)
def of_serial(serial: str) -> tuple[str, ...]:
    """The PNC IDs of this serial and check letter: of the years with which that letter is right, one in twenty-three."""
    figures, letter = serial[:-1], serial[-1]
    return tuple(
        f"{year}/{serial}" for year in map(str, _YEARS) if identifiers.pnc_letter(year, figures) == letter
    )


def _pnc_id(match: re.Match[str], today: date) -> tuple[str, str]:
    year, serial = match["year"], match["serial"].zfill(_SERIAL)
    year = year if len(year) == _WHOLE_YEAR else str(century(int(year), today))
    right = identifiers.pnc_letter(year, serial)
    letter = (match["letter"] or right).upper()
    return ("PNC_ID" if letter == right else PNC_NEAR), f"{year}/{serial}{letter}"


@lru_cache(maxsize=1024)
def near_pnc_ids(typed: str) -> tuple[str, ...]:
    """The PNC IDs with a right check letter that one slip makes into what was typed: the letter, a figure, or two turned."""
    year, serial, letter = typed[:4], typed[5:-1], typed[-1]
    made = {(year, serial, identifiers.pnc_letter(year, serial)), *_one_slip(year + serial, letter)}
    return tuple(sorted(f"{y}/{s}{c}" for y, s, c in made))


def _one_slip(figures: str, letter: str) -> Iterator[tuple[str, str, str]]:
    for way in of_figures(figures):
        if way[:2] in {"19", "20"} and identifiers.pnc_letter(way[:4], way[4:]) == letter:
            yield way[:4], way[4:], letter
