"""The postcode's shape and areas (Royal Mail's Programmer's Guide to PAF)."""

import re

from nlp.tables import bag

AREAS = bag(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC "
    "EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS "
    "LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR "
    "SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
POSTCODE = re.compile(
    r"(?<![\w/])(?P<out>(?P<area>[A-PR-UWYZ][A-HK-Y]?)(?:\d[\dA-HJKPSTUW]?|\d[ABEHMNPRVWXY]))"
    r"[ \t]{0,2}(?P<inward>\d[ABD-HJLNP-UW-Z]{2})(?![\w/])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\s\d(?:st|nd|rd|th)$")


def postcode_value(match: re.Match[str]) -> str | None:
    """``SE20 7RT``, or ``None`` where the area does not exist or the end is an ordinal, a word of its own (``m1 4th``)."""
    if match["area"].upper() not in AREAS or _ORDINAL.search(match[0].removeprefix(match["out"])):
        return None
    return f"{match['out']} {match['inward']}".upper()


def find_postcode(text: str) -> tuple[int, int, str] | None:
    """The first postcode of a text as start, end and normal form."""
    for match in POSTCODE.finditer(text):
        value = postcode_value(match)
        if value:
            return match.start(), match.end(), value
    return None
