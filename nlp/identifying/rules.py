"""The shapes of United Kingdom identifiers: pattern, validator, context words and normaliser of each.

A validator answers ``True`` (it checks out), ``False`` (it is none) or ``None`` (only the words around can
tell).  Sources: ``docs/reading.md``.
"""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from re import Match

import phonenumbers

from nlp.addressing.uk import POSTCODE, postcode_value
from nlp.identifying import checks
from nlp.identifying.plates import PLATE_RULES

Value = str | None
I = re.IGNORECASE  # noqa: E741 - as in the re module


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing one identifier.

    ``value`` gives the normal form or ``None`` where the match is no such identifier; ``context`` are the words
    that must stand just before it where ``needs_context``; ``hint`` is a substring test that spares the pattern.
    """

    label: str
    name: str
    pattern: re.Pattern[str]
    value: Callable[[Match[str]], Value]
    why: str
    context: re.Pattern[str] | None = None
    needs_context: bool = False
    refused_after: re.Pattern[str] | None = None
    score: float = 0.95
    hint: str = ""


def squeeze(text: str) -> str:
    """Capitals without separators."""
    return re.sub(r"[\s./()\-–]", "", text).upper()


def full_year(two: str, on: date | None = None) -> str:
    """Four digits of a year: two-digit years after the present one are 19xx."""
    if len(two) == 4:
        return two
    present = (on or datetime.now(UTC).date()).year
    year = 2000 + int(two)
    return str(year if year <= present else year - 100)


def _pnc(match: Match[str]) -> Value:
    year, serial, letter = match["year"], match["serial"], match["letter"].upper()
    if checks.pnc_letter(year, serial) != letter or (len(year) == 4 and not "1900" <= year <= "2099"):
        return None
    return f"{full_year(year)}/{serial.zfill(7)}{letter}"


def _cro(match: Match[str]) -> Value:
    year, serial, letter = match["year"], match["serial"], match["letter"].upper()
    return f"{serial.zfill(6)}/{year}{letter}" if checks.cro_letter(year, serial) == letter else None


def _small_file(match: Match[str]) -> Value:
    year, serial, letter = match["year"], match["serial"], match["letter"].upper()
    return f"SF{year}/{serial}{letter}" if letter in checks.small_file_letters(year, serial) else None


def _asn(match: Match[str]) -> Value:
    year, place, system = match["year"], match["place"].upper(), match["system"].upper()
    sequence, letter = match["sequence"], match["letter"].upper()
    if checks.asn_letter(year[-2:], place, system, sequence) != letter:
        return None
    return f"{year[-2:]}/{place}/{system}/{int(sequence)}{letter}"


def _digits_if(check: Callable[[str], bool]) -> Callable[[Match[str]], Value]:
    def value(match: Match[str]) -> Value:
        digits = squeeze(match["number"])
        return digits if check(digits) else None

    return value


def _card_ok(digits: str) -> bool:
    return 13 <= len(digits) <= 19 and digits[0] in "23456" and len(set(digits)) > 1 and checks.luhn(digits)


def _imei_ok(digits: str) -> bool:
    return len(digits) == 15 and len(set(digits)) > 1 and checks.luhn(digits)


def _squeezed(match: Match[str]) -> Value:
    return squeeze(match["number"])


def _spaceless(match: Match[str]) -> Value:
    return re.sub(r"\s", "", match["number"]).upper()


_LEAST_ABROAD = 10  # figures of a number with `00` for its plus


def _phone(match: Match[str]) -> Value:
    raw = re.sub(r"\(0\)", "", match["number"])
    try:
        number = phonenumbers.parse(raw, "GB")
    except phonenumbers.NumberParseException:
        return None
    run = raw.startswith("00") and raw.isdigit() and len(raw) < _LEAST_ABROAD  # rather a reference
    short = run or (number.country_code == 44 and len(str(number.national_number)) < 10)
    good = phonenumbers.is_valid_number(number) if short else phonenumbers.is_possible_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if good else None


def _phone_bare(match: Match[str]) -> Value:
    number = "+" + squeeze(match["number"])
    return number if len(number) == 13 else None


def _email(match: Match[str]) -> Value:
    return match["number"].lower()


def _ip(match: Match[str]) -> Value:
    try:
        return str(ipaddress.ip_address(match["number"]))
    except ValueError:
        return None


_GRID_FIRST = {
    "S": "CDEHJKMNOPRSTUVWXYZ", "T": "AFGLMQRV", "N": "ABCDFGHJKLMNORSTUWXYZ", "H": "LMNOPQRSTUVWXYZ", "O": "V",
}  # fmt: skip


def _grid(match: Match[str]) -> Value:
    letters, east, north = match["square"].upper(), match["east"], match["north"] or ""
    figures = east + north
    if (
        letters[1] not in _GRID_FIRST.get(letters[0], "")
        or len(figures) % 2
        or (north and len(east) != len(north))
    ):
        return None
    return letters + figures


_ENDS = r"(?![\w])(?!/\d)"
_STARTS = r"(?<![\w/.,£$€-])"
_REF = re.compile(
    r"(?:order|invoice|ref(?:erence)?|parcel|tracking|serial|policy|receipt|booking|ticket|part)\s*(?:no\.?|number|num|#)?\s*:?\s*$",
    I,
)
_VERSION = re.compile(r"(?:version|ver\.?|v|firmware|software|build|release)\s*$", I)

_PNC = (
    Rule("PNC_ID", "with slash",
         re.compile(rf"{_STARTS}(?P<year>(?:19|20)\d\d|\d\d)\s?[/\-]\s?(?P<serial>\d{{5,7}})\s?(?P<letter>[A-HJ-NP-RT-Z]){_ENDS}", I),
         _pnc, "year, serial and check letter agree (PNC id)"),
    Rule("PNC_ID", "short serial",
         re.compile(rf"{_STARTS}(?P<year>(?:19|20)\d\d|\d\d)\s?[/\-]\s?(?P<serial>\d{{1,4}})\s?(?P<letter>[A-HJ-NP-RT-Z]){_ENDS}", I),
         _pnc, "short serial with check letter, after the word PNC",
         context=re.compile(r"\bpnc(?:\s?id)?\b[^.;\n]{0,16}$", I), needs_context=True),
    Rule("PNC_ID", "four-digit year",
         re.compile(rf"{_STARTS}(?P<year>(?:19|20)\d\d)/(?P<serial>\d{{2,4}})(?P<letter>[A-HJ-NP-RT-Z]){_ENDS}", I),
         _pnc, "full year, serial without its zeros and check letter agree (PNC id)", score=0.85),
    Rule("PNC_ID", "no slash",
         re.compile(rf"{_STARTS}(?P<year>(?:19|20)\d\d|\d\d)\s?(?P<serial>\d{{7}})\s?(?P<letter>[A-HJ-NP-RT-Z]){_ENDS}", I),
         _pnc, "year, serial and check letter agree (PNC id without its slash)", score=0.9),
    Rule("CRO", "standard",
         re.compile(rf"{_STARTS}(?P<serial>\d{{4,6}})\s?[/\-]\s?(?P<year>\d\d)\s?(?P<letter>[A-HJ-NP-RT-Z]){_ENDS}", I),
         _cro, "serial, year and check letter agree (CRO number)"),
    Rule("CRO", "short serial",
         re.compile(rf"{_STARTS}(?P<serial>\d{{1,3}})\s?[/\-]\s?(?P<year>\d\d)\s?(?P<letter>[A-HJ-NP-RT-Z]){_ENDS}", I),
         _cro, "short serial with check letter, after the word CRO",
         context=re.compile(r"\bcro\b[^.;\n]{0,16}$", I), needs_context=True),
    Rule("CRO", "small file",
         re.compile(rf"{_STARTS}SF\s?(?P<year>\d\d)\s?/\s?(?P<serial>\d{{1,6}})\s?(?P<letter>[A-HJ-NP-RT-Z]){_ENDS}", I),
         _small_file, "small-file serial, year and check letter agree (CRO number)", hint="SF"),
    Rule("ASN", "with slashes",
         re.compile(rf"{_STARTS}(?P<year>\d\d(?:\d\d)?)/(?P<place>\d\d[A-Z0-9]{{2}})/(?P<system>[A-Z0-9]{{2}})/(?P<sequence>\d{{1,11}})(?P<letter>[A-HJ-NP-RT-Z]){_ENDS}", I),
         _asn, "force, system, year, sequence and check letter agree (arrest/summons number)", hint="/"),
    Rule("ASN", "run together",
         re.compile(rf"{_STARTS}(?P<year>\d\d)(?P<place>\d\d[A-Z][A-Z0-9])(?P<system>\d[A-Z0-9])(?P<sequence>\d{{3,11}})(?P<letter>[A-HJ-NP-RT-Z]){_ENDS}", I),
         _asn, "arrest/summons number without its slashes; check letter agrees", score=0.9),
)  # fmt: skip

_LOCAL = (
    Rule("CUSTODY_REF", "custody record",
         re.compile(rf"{_STARTS}(?P<number>\d\d\s?[A-Z]{{2}}/\d{{1,6}}/\d\d){_ENDS}", I), _spaceless,
         "station, serial and year of a custody record", hint="/"),
    Rule("CRIS_REF", "crime reference",
         re.compile(rf"{_STARTS}(?P<number>\d{{7}}/\d\d){_ENDS}"), _spaceless, "serial and year of a crime report", hint="/"),
    Rule("CRIS_REF", "short crime reference",
         re.compile(rf"{_STARTS}(?P<number>\d{{4,6}}/\d\d){_ENDS}"), _spaceless, "serial and year after the word CRIS",
         context=re.compile(r"\b(?:cris|crime\s+(?:ref(?:erence)?|report|no|number))\b[^.;\n]{0,12}$", I), needs_context=True, hint="/"),
    Rule("CRIMINT_REF", "intelligence report",
         re.compile(r"(?<![\w])(?P<number>CRRT\s?\d{8})(?![\w])", I), _spaceless, "shape of a CRIMINT reference"),
    Rule("MERLIN_REF", "merlin report",
         re.compile(r"(?<![\w])(?P<number>\d\d\s?(?:PAC|MIS|ACN|CPR|YOF)\s?\d{6})(?![\w])", I), _spaceless, "shape of a MERLIN reference"),
    Rule("CAD_REF", "dated",
         re.compile(r"(?<![\w])CAD(?:\s*(?:ref(?:erence)?|no\.?|number|num|#))?[\s:.#-]{0,3}(?P<number>\d{1,6}\s?/\s?\d{1,2}\s?[A-Z]{3}\s?(?:\d{4}|\d\d)(?!:\d)|\d{1,6}\s?/\s?\d{1,2}\s?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)|\d{1,6}/\d\d/\d\d/\d{2,4}|\d{1,6}/\d{6})(?![\w])", I),
         _spaceless, "number and date of a dispatch record, after the word CAD"),
    Rule("CAD_REF", "plain",
         re.compile(r"(?<![\w])CAD(?:\s*(?:ref(?:erence)?|no\.?|number|num|#|incident|serial|log))?[\s:.#-]{0,3}(?P<number>\d{1,6})(?![\w/]|[.,:]\d)", I),
         _spaceless, "number of a dispatch record, after the word CAD"),
)  # fmt: skip

_NATIONAL = (
    Rule("POSTCODE", "full", POSTCODE, postcode_value, "shape and area of a postcode"),
    Rule("NINO", "number",
         re.compile(r"(?<![\w])(?P<number>(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z](?P<s>[ -]?)\d\d(?P=s)\d\d(?P=s)\d\d(?P=s)[A-D])(?![\w])", I),
         _squeezed, "prefix, six digits and suffix of a National Insurance number"),
    Rule("NINO", "grouped",
         re.compile(r"(?<![\w])(?P<number>(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][ -]?\d{6}[ -]?[A-D])(?![\w])", I),
         _squeezed, "prefix, six digits and suffix of a National Insurance number"),
    Rule("NHS", "number",
         re.compile(r"(?<![\w/.,£$€+-])(?P<number>\d{3}[ -]?\d{3}[ -]?\d{4})(?![\w]|[/.-]\d)"), _digits_if(checks.nhs),
         "ten digits whose last is the NHS check digit", refused_after=_REF),
    Rule("IMEI", "number",
         re.compile(r"(?<![\w/.,£$€+-])(?P<number>\d{15}|\d{2}[ -]\d{6}[ -]\d{6}[ -]\d|\d{6}[ -]\d{2}[ -]\d{6}[ -]\d|\d{5}[ -]\d{5}[ -]\d{5}|\d{8}[ -]\d{6}[ -]\d)(?![\w]|[/.-]\d)"),
         _digits_if(_imei_ok), "fifteen digits that pass the Luhn check", refused_after=_REF),
    Rule("CARD", "number",
         re.compile(r"(?<![\w/.,£$€+-])(?P<number>\d{4}(?P<s>[ -]?)\d{4}(?P=s)\d{4}(?P=s)\d{4}(?:(?P=s)\d{1,3})?)(?![\w]|[/.-]\d)"),
         _digits_if(_card_ok), "card number that passes the Luhn check", refused_after=_REF),
    Rule("CARD", "amex",
         re.compile(r"(?<![\w/.,£$€+-])(?P<number>3[47]\d{2}[ -]\d{6}[ -]\d{5})(?![\w]|[/.-]\d)"), _digits_if(_card_ok),
         "card number that passes the Luhn check"),
    Rule("CARD", "short",
         re.compile(r"(?<![\w/.,£$€+-])(?P<number>3[47]\d{13}|3[068]\d{12}|4\d{12})(?![\w]|[/.-]\d)"), _digits_if(_card_ok),
         "card number that passes the Luhn check, after a card's name",
         context=re.compile(r"\b(?:card|amex|american express|visa|diners|debit|credit)\b[^.;\n]{0,24}$", I), needs_context=True, score=0.97),
)  # fmt: skip

_SORT_WORDS = re.compile(r"(?:\bsort[\s-]?codes?|\bsort(?=[: ]{1,2}$)|\bs/c|\bsc)\b[^.;\n\d]{0,16}$", I)
_ACCOUNT_WORDS = re.compile(
    r"(?:\b(?:account|acct?\.?|a/c|acc)\b(?:[^.;\n\d]|no\.){0,20}$)|(?:\bsort[\s-]?code\b[^.;\n]{0,40}$)", I
)
_GRID_WORDS = re.compile(r"\b(?:grid|ngr|os|os\s?ref|map)\b[^.;\n]{0,18}$", I)

_CONTEXTUAL = (
    Rule("SORT_CODE", "number",
         re.compile(r"(?<![\w/.,£$€+-])(?P<number>\d\d[- ]\d\d[- ]\d\d|\d{6})(?![\w]|[/.-]\d)"), _squeezed,
         "six digits after the words sort code", context=_SORT_WORDS, needs_context=True),
    Rule("ACCOUNT", "number",
         re.compile(r"(?<![\w/.,£$€+-])(?P<number>\d{8}|\d{4} \d{4})(?![\w]|[/.-]\d)"), _squeezed,
         "eight digits after the word account", context=_ACCOUNT_WORDS, needs_context=True),
    Rule("GRID_REF", "spaced",
         re.compile(r"(?<![\w])(?P<square>(?!NO|SO)[HNOST][A-HJ-Z]) ?(?P<east>\d{3,5}) (?P<north>\d{3,5})(?![\w]|[/.]\d)"), _grid,
         "letters and figures of a grid reference"),
    Rule("GRID_REF", "run together",
         re.compile(r"(?<![\w])(?P<square>(?!NO|SO)[HNOST][A-HJ-Z])(?P<east>\d{6}|\d{8}|\d{10})(?P<north>)(?![\w]|[/.]\d)"), _grid,
         "letters and figures of a grid reference"),
    Rule("GRID_REF", "after its words",
         re.compile(r"(?<![\w])(?P<square>[HNOST][A-HJ-Z]) ?(?P<east>\d{2,5}|\d{4,10})(?: (?P<north>\d{2,5}))?(?![\w]|[/.]\d)", I), _grid,
         "letters and figures after the words grid reference", context=_GRID_WORDS, needs_context=True),
)  # fmt: skip

_NETWORK = (
    Rule("EMAIL", "address",
         re.compile(r"(?<![\w.+-])(?P<number>[A-Z0-9](?:[A-Z0-9_%+'-]|\.(?!\.)){0,63}@(?:[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?\.){1,8}[A-Z]{2,24})(?![\w-])", I),
         _email, "shape of an e-mail address", hint="@"),
    Rule("IP", "version 4",
         re.compile(r"(?<![\w.])(?P<number>(?:\d{1,3}\.){3}\d{1,3})(?![\w]|\.\d)"), _ip, "four octets of an internet address",
         refused_after=_VERSION, hint="."),
    Rule("IP", "version 6",
         re.compile(r"(?<![\w:.])(?P<number>(?=[0-9a-f:]*:[0-9a-f:]*:)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?![\w:])", I), _ip,
         "groups of an internet address", hint=":"),
    Rule("PHONE", "national",
         re.compile(r"(?<![\w+/.£$€#-])(?P<number>(?:\(0\d{2,5}\)|0\d{2,5})(?:[ .-]?\d){4,8})(?![\w]|[/-]\d|\.\d)"),
         _phone, "a possible United Kingdom number", hint="0"),
    Rule("PHONE", "international",
         re.compile(r"(?<![\w+/.£$€#])(?P<number>(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\(0\)[ .-]?)?(?:\(?\d{1,5}\)?[ .-]?){1,5}\d)(?![\w]|[/-]\d|\.\d)"),
         _phone, "a possible international number"),
    Rule("PHONE", "without its plus",
         re.compile(r"(?<![\w+/.£$€#-])(?P<number>44[ ]?(?:7\d{3}|[12]\d{2,3})[ ]?\d{3}[ ]?\d{3,4})(?![\w]|[/.-]\d)"), _phone_bare,
         "a United Kingdom number with its country code"),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*_PNC, *_LOCAL, *_NATIONAL, *_CONTEXTUAL, *_NETWORK, *(
    Rule(label="VRM", name=plate.name, pattern=plate.pattern, value=plate.value, why=plate.why, context=plate.context,
         needs_context=plate.needs_context, score=plate.score) for plate in PLATE_RULES
))  # fmt: skip
