"""Numbers of the police's own registers, PNC IDs and CRO numbers, without their check letter or with a slip; and National
Insurance numbers without their suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from nlp import identifiers
from nlp.identifiers import PNC_NEAR, PNC_SERIAL
from portal.search.box.dates import century
from portal.search.box.slips import of_figures

_PNC_APART = re.compile(r"(?<!\S)(?<!\d )((?:19|20)?\d\d)[\s/._-](\d{1,7})\s?([a-z])(?!\S)", re.IGNORECASE)
_PNC = re.compile(r"(?P<year>(?:19|20)?\d\d)/?(?P<serial>\d{5,7})(?P<letter>[a-z])?", re.IGNORECASE)
_PNC_SERIAL = re.compile(r"\d{7}[A-HJ-NP-RT-Z]", re.IGNORECASE)
_YEARS = range(1900, 2100)
_CRO_SHORT = re.compile(r"\d{1,3}/\d\d[a-z]", re.IGNORECASE)
_CRO_BARE = re.compile(
    r"(?P<serial>\d{4,6})/(?P<year>\d\d)|sf(?P<file_year>\d\d)/(?P<file>\d{1,6})", re.IGNORECASE
)
_NINO = re.compile(r"(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}", re.IGNORECASE)
_NINO_SUFFIXES = "ABCD"
_FIGURES_OF_YEAR, _FIGURES_OF_SERIAL = 4, 7


def slashed(text: str) -> str:
    """The text with PNC IDs that have a blank, a dot or the like for their slash written with it, where the check letter is right."""
    return _PNC_APART.sub(
        lambda match: identifiers.normalise("PNC_ID", f"{match[1]}/{match[2]}{match[3]}") or match[0], text
    )


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


def guessed(references: Sequence[str], today: date) -> frozenset[str]:
    """PNC IDs and CRO numbers that tokens without a check letter must be, and National Insurance numbers that they may be."""
    bare = [token for token in references if not token[-1:].isalpha()]
    return frozenset([*pnc_ids(bare, today).get("PNC_ID", ()), *cros(bare), *ninos(bare)])


def ninos(references: Sequence[str]) -> tuple[str, ...]:
    """National Insurance numbers that tokens without their suffix may be, which the six figures tell alone."""
    found = dict.fromkeys(token.upper() for token in references if _NINO.fullmatch(token))
    return tuple(f"{number}{suffix}" for number in found for suffix in _NINO_SUFFIXES)


def _pnc_id(match: re.Match[str], today: date) -> tuple[str, str]:
    year, serial = match["year"], match["serial"].zfill(_FIGURES_OF_SERIAL)
    year = year if len(year) == _FIGURES_OF_YEAR else str(century(int(year), today))
    right = identifiers.pnc_letter(year, serial)
    letter = (match["letter"] or right).upper()
    return ("PNC_ID" if letter == right else PNC_NEAR), f"{year}/{serial}{letter}"


@lru_cache(maxsize=1024)
def of_serial(serial: str) -> tuple[str, ...]:
    """The PNC IDs of this serial and check letter: of the years with which that letter is right, one in twenty-three."""
    figures, letter = serial[:-1], serial[-1]
    return tuple(
        f"{year}/{serial}" for year in map(str, _YEARS) if identifiers.pnc_letter(year, figures) == letter
    )


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


def cros(references: Sequence[str]) -> tuple[str, ...]:
    """CRO numbers among tokens of their shape, without the word that a short serial needs in a report (`893/96W`); one without
    its check letter as what it must be."""
    found = [identifiers.normalise("CRO", token) for token in references if _CRO_SHORT.fullmatch(token)]
    found += [
        number for token in references if (bare := _CRO_BARE.fullmatch(token)) for number in _lettered(bare)
    ]
    return tuple(dict.fromkeys(filter(None, found)))


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
