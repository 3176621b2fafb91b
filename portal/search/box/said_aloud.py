"""Numbers and addresses said aloud: `oh double seven oh oh 9 0 0 1 2 3`, `jo dot marsh at example dot net`, `14/793 zulu`."""

from __future__ import annotations

import re

from nlp import identifiers
from nlp.addresses import leads_to_street_type
from portal.search.box.date_slips import AS_FIGURES
from portal.search.box.spelt import SPELLING

I = re.IGNORECASE  # noqa: E741 - as in the re module
FIGURES = {"oh": "0", "nought": "0"} | {word: sign for word, sign in SPELLING.items() if sign.isdigit()}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_FIGURE = "|".join(sorted(FIGURES, key=len, reverse=True))
_ONE = rf"(?:(?:{'|'.join(_TIMES)})\s+)?(?:{_FIGURE}|o|\d{{1,6}})"
_NUMBER = re.compile(rf"(?<![\w'’/.+-])(?:{_ONE}[\s,-]+)+{_ONE}(?![\w'’/-])", I)
_NEARLY_WHOLE = re.compile(r"0[1237]\d{8,10}")
_LOCAL = r"[a-z\d][\w+-]*(?:\.[\w+-]+)*"
_SIGNS = {"dot": ".", "underscore": "_", "dash": "-", "hyphen": "-"}
_SIGN = rf"\s+(?:{'|'.join(_SIGNS)})\s+"
_DOMAIN = r"(?!the\b)[a-z\d][a-z\d-]*(?:\s+dot\s+[a-z]{2,})+"
_TYPED_DOMAIN = r"[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)*\.(?:com|net|org|uk|eu|ie|info|example)"
_MAIL = re.compile(
    rf"(?<![\w.@])(?P<local>{_LOCAL}(?:{_SIGN}[\w+-]+)*)\s+at(?:\s+sign)?\s+(?P<domain>{_DOMAIN}|{_TYPED_DOMAIN})(?![\w.])", I
)  # fmt: skip
_LETTERS = {word: sign for word, sign in SPELLING.items() if sign.isalpha()}
_LETTERED = re.compile(
    rf"(?<![\w/.-])(?P<figures>(?:(?:19|20)?\d\d/\d{{1,7}}|\d{{1,6}}/\d\d))\s+(?P<letter>{'|'.join(_LETTERS)})(?!\w)", I
)  # fmt: skip
# `23 stroke nine oh oh two six eight bravo`
_STROKE = re.compile(
    rf"(?<![\w/])(?P<year>(?:19|20)?\d\d)\s+(?:stroke|slash|oblique)\s+(?P<serial>(?:(?:{_FIGURE}|o|\d{{1,7}})[\s,-]+)+)(?={'|'.join(_LETTERS)})", I
)  # fmt: skip
# `nino AB12O456`, `ni no ab 12 34 56 c`
_NINO = re.compile(
    r"(?<!\w)(?:nino|ni(?:\s?no\.?|\s+number)?|national\s+insurance(?:\s+(?:no\.?|number))?)[\s:]+(?P<letters>[a-z]{2})(?P<figures>(?:[\s-]?[\do]){6})"
    r"(?:[\s-]?(?P<end>[a-d]))?(?!\w)",
    I,
)


def put_right(text: str) -> str:
    """The text with what was said as it is written: telephone numbers figure by figure, some of them twice; e-mail addresses with
    their signs in words; National Insurance numbers behind their name; PNC IDs and CRO numbers whose check letter is said by the
    radio's alphabet, and right."""
    text = _NINO.sub(_nino, _STROKE.sub(_stroke, text))
    return _LETTERED.sub(_with_letter, _NUMBER.sub(_number, _MAIL.sub(_address, text)))


def _stroke(said: re.Match[str]) -> str:
    """The year and the serial of a PNC ID, whose check letter follows."""
    serial = re.split(r"[\s,-]+", said["serial"].lower().strip(" ,-"))
    return f"{said['year']}/{''.join('0' if word == 'o' else FIGURES.get(word, word) for word in serial)} "


def _nino(said: re.Match[str]) -> str:
    """A National Insurance number as it is written, letters taken for noughts put right."""
    figures = re.sub(r"[\s-]", "", said["figures"]).translate(AS_FIGURES)
    return f"nino {said['letters']}{figures}{said['end'] or ''}".upper().replace("NINO", "nino", 1)


def _number(said: re.Match[str]) -> str:
    words, made, times = re.split(r"[\s,-]+", said[0].lower()), "", 1
    if all(word.isdigit() for word in words):
        return said[0]
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
            continue
        made, times = made + ("0" if word == "o" else FIGURES.get(word, word)) * times, 1
    return made if _NEARLY_WHOLE.fullmatch(made) else said[0]


def _address(said: re.Match[str]) -> str:
    local = re.sub(_SIGN, lambda sign: _SIGNS[sign[0].strip().lower()], said["local"], flags=I)
    domain = re.sub(r"\s+dot\s+", ".", said["domain"], flags=I)
    return f"{local}@{domain}".lower()


def _with_letter(said: re.Match[str]) -> str:
    if leads_to_street_type(said.string, said.end(), 2):
        return said[0]  # `2/14 victor street`
    number = said["figures"] + _LETTERS[said["letter"].lower()]
    made = (identifiers.normalise(label, number) for label in ("PNC_ID", "CRO"))
    return next(filter(None, made), said[0])
