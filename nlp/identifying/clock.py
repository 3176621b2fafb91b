"""Times of day: `2130hrs`, `9.30pm`, `half past three`, and the four bare figures of a log (`0412 from control`, `left 0930`).

Four figures are a house's, an officer's, a year or a sum as well; so what stands before and behind them has to tell.
"""

import re
from collections.abc import Iterator, Sequence
from re import Match
from typing import NamedTuple

from nlp.naming.forms import fold
from nlp.tables import rows, words

I = re.IGNORECASE  # noqa: E741 - as in the re module


class Clock(NamedTuple):
    """A time of day at its place: offsets and ``HH:MM``."""

    start: int
    end: int
    value: str


_NUMBERS = {
    word: at
    for at, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_HOUR = rf"(?P<hour>1[0-2]|[1-9]|{'|'.join(_NUMBERS)})"
_ABOUT = (
    r"(?:at|about|around|abt|approx|until|till|til|since|from|by|before|after|gone|nearly|almost|past|just)"
)
# Behind a time in words, so that `about ten to six people` is none.
_ENDS = r"(?=\s*(?:[.,;:!?)\"'”’\n-]|$)|\s+(?:and|on|in|at|when|then|i|he|she|they|we|the|a|this|last|yesterday|today|tonight|as|so|but|to|by|until|till|there|kids|his|her|my|your|a\.?m|p\.?m)\b)"
_PART = r"(?:\s+(?:in the|this|at)\s+(?P<part>morning|afternoon|evening|night))?"

_TIMES = (
    re.compile(r"(?<![\w:.,/£-])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half>am|pm|a\.m\.|p\.m\.))?(?:\s?(?:hrs?|hours|h))?(?![\w]|:\w)", I),
    re.compile(r"(?:(?<=\d\d:\d\d-)|(?<=\d\d:\d\d–))(?P<h>[01]\d|2[0-4]):(?P<m>[0-5]\d)(?:\s?(?:hrs?|hours|h))?(?P<half>)(?![\w]|:\w)", I),
    re.compile(r"(?:(?<![\w:.,/£-])|(?<=\bc\.)|(?<=\bca\.))(?P<h>[01]\d|2[0-4])[.:]?(?P<m>[0-5]\d)\s?(?:hrs?|hours|h)(?![\w])(?P<half>)", I),
    re.compile(r"(?<![\w:.,/£-])(?P<h>1[0-2]|0?[1-9])(?:[.:](?P<m>[0-5]\d))?\s?(?P<half>am|pm|a\.m\.|p\.m\.)(?![\w])", I),
    re.compile(r"(?<![\w])(?P<noon>midday|noon|midnight)(?![\w])", I),
    re.compile(r"(?<=T)(?P<h>[01]\d|2[0-3]):(?P<m>[0-5]\d)(?::[0-5]\d)?(?P<half>)Z?(?![\w:])"),
)  # fmt: skip
_WORDED = (
    re.compile(rf"(?<![\w-])(?P<said>half|quarter|(?:five|ten|twenty|twenty[ -]five|5|10|20|25)) (?P<side>past|to) {_HOUR}(?![\w:.]\d|\w){_PART}(?:{_ENDS})", I),
    re.compile(rf"(?<![\w-])(?P<said>half) {_HOUR}(?![\w:.]\d|\w){_PART}(?:{_ENDS})", I),
    re.compile(rf"(?<![\w.£-]){_HOUR} ?o['’]? ?clock\b{_PART}", I),
    re.compile(rf"(?:(?<=\bat )|(?<=about )|(?<=around )|(?<=until )|(?<=till )|(?<=since )|(?<=nearly )|(?<=gone )){_HOUR}\s+(?:in the|this|at)\s+(?P<part>morning|afternoon|evening|night)\b", I),
)  # fmt: skip
_SAID = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty five": 25, "": 0}
_BEFORE_COUNT = re.compile(rf"\b{_ABOUT}\s+$", I)

_BARE = re.compile(
    r"(?:(?<![\w:.,/£$€#+-])|(?<=\bc\.)|(?<=[/ ]\d\d-)|(?<=[ @]))(?P<h>[01]\d|2[0-3])(?P<dot>\.?)(?P<m>[0-5]\d)(?![\w%]|[.,:/]\d|-\d(?!\d{3}\b))"
)
_RANGE = re.compile(
    r"(?<![\w:.,/£$€#+-])(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?:\s?(?:hrs?|h))?(?:\s?[-–/]\s?| (?:to|and|until|till) )"
    r"(?P<h2>[01]\d|2[0-3])(?P<m2>[0-5]\d)(?:\s?(?:hrs?|hours|h))?(?![\w%]|[.,:/-]\d)"
)
_RANGED_BEFORE = re.compile(
    r"\b(?:curfew\w*|hours|hrs|times?|between|from|open|opens|opening|tagged|daily|execut\w+|shifts?|duty|works?|only|days|nights|mon|tue|wed|thu|fri|sat|sun)[\s:,(@-]*$",
    I,
)
_RANGED_BEHIND = re.compile(r"\s*(?:hrs|hours|daily|only|each|every|curfew|mon|sat|sun|weekdays)\b", I)
_HEAD = re.compile(r"(?:(?:^|\n)[ \t]*(?:[-•*>(\[]\s?)?|(?P<word>[\w.]*)[\"'”’)]*[.!?][\"'”’)]* +)$")
_SHORT = re.compile(r"(?:no|nos|num|ext|ref|tel|coll?|flat|flt|apt|rm|pin|dob|reg|p|pp|st|c|approx|\d*)", I)
_ADDRESSED = re.compile(r"(?:address\w*|resid\w+|lives|home|lka|nfa|post|deliver\w*|:)[\s:]*\n[ \t]*$", I)
_AT = re.compile(
    r"(?:(?<!valued )(?<!priced )(?<!estimated )(?<!stands )(?<!sold )(?<!bought )(?<!sells )\bat|@|\btime(?:d|s)?(?: \w+){0,4}| c\.)[\s:]*$",
    I,
)
_SPAN_OF = re.compile(
    r"\b(?:until|till|til|untill|from|by|before|after|since|about|around|approx|circa|abt|to|between)\s+$", I
)
_DAY_BEFORE = re.compile(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|\b(?:today|yesterday|tonight|night|morning|evening|afternoon)|(?<![\d/])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2]))[\s,@-]*(?:at )?$",
    I,
)
_DAY_BEHIND = re.compile(
    r"[\s,]*(?:hrs )?(?:on )?(?:(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b|last night|yesterday|today|tonight|this (?:morning|afternoon|evening))",
    I,
)
_BETWEEN_DATE = re.compile(r"[\s,@/-]*(?:at |on |hrs )?$", I)
_COUNTED = re.compile(
    r"\s*(?:x\b|%|pounds?|quid|euros?|dollars?|grand|pcs?\b|people|persons?|calls|times\b|tablets|pills|pieces|items|units?|miles?|m\b|met(?:er|re)s?|km|kg|g\b|grams?|mg|ml|"
    r"each|per\b|yards?|ft|feet|acres|words|pages|followers|images|indecent|videos|files|messages|texts|volts?|watts?|sq|square|a (?:month|week|day|year)|days|weeks|months|years|plants|wraps|cigarettes|rounds|litres?|cc\b)",
    I,
)
_CLOSED = re.compile(
    r"\s*(?:[.,;:!?)\]\"'”’\n/-]|$|(?:on|and|or|by|to|until|till|today|yesterday|the|when|w/|with|he|she|they|i|we|a|an|as|but|for|in|police|male|female|caller|after|then|this|last|daily|each|every|hrs)\b)",
    I,
)
_ONLY_AN_ADDRESS = re.compile(r"(?: [^\W\d_][\w'’]*){2,5}?\s*(?:,|\n|$)")
# Four figures behind these are a number of theirs.
_NUMBERED = re.compile(
    r"\b(?:photos?|images?|serials?|batch(?:es)?|exhibits?|logs?|codes?|pins?|lockers?|rooms?|lines?|pages?|ext(?:ension)?|doors?|crimes?|refs?|seals?|bags?|frames?|collar|coll|shoulder|flights?|"
    r"bus(?:es)?|trains?|route|rte|nos?|numbers?|readings?|houses?|flats?|callsigns?|units?|tickets?|orders?|invoices?|accounts?|cards?|plots?|sum of|payments? of|total of|value of)[\s:.#]*$",
    re.IGNORECASE,
)
_YEARS = range(1930, 2040)


def _half(match: Match[str]) -> str:
    half = (match.groupdict().get("half") or "").lower().replace(".", "")
    part = (match.groupdict().get("part") or "").lower()
    return half or {"": "", "morning": "am"}.get(part, "pm")


def _hour(match: Match[str], hour: int) -> int:
    half = _half(match)
    return hour % 12 + (12 if half == "pm" else 0) if half and hour <= 12 else hour


def _figures(match: Match[str]) -> str | None:
    if match.groupdict().get("noon"):
        return "00:00" if match["noon"].lower() == "midnight" else "12:00"
    hour, minute = _hour(match, int(match["h"])), int(match["m"] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 or minute == 0 else None


def _worded(match: Match[str]) -> str | None:
    """``half six`` is half past; twelve hours are taken as said, without a word for the part of the day."""
    groups = match.groupdict()
    said = (groups.get("said") or "").lower().replace("-", " ")
    plain = said not in ("", "half", "quarter")
    if plain and not _BEFORE_COUNT.search(match.string, max(0, match.start() - 12), match.start()):
        return None
    written = match["hour"].lower()
    hour = _NUMBERS.get(written) or int(written)
    minute = int(said) if said.isdigit() else _SAID[said]
    total = hour * 60 + (-minute if (groups.get("side") or "").lower() == "to" else minute)
    whole = _hour(match, total // 60)
    return f"{whole % 24:02}:{total % 60:02}"


def find_times(text: str, dates: Sequence[tuple[int, int]], told: bool) -> Iterator[Clock]:
    """Times of day; in what is ``told`` (a report, no question) those of four bare figures, too.  ``dates`` are the text's dates."""
    for pattern in _TIMES:
        for match in pattern.finditer(text):
            if value := _figures(match):
                yield Clock(*match.span(), value)
    for pattern in _WORDED:
        for match in pattern.finditer(text):
            if value := _worded(match):
                yield Clock(*match.span(), value)
    if told:
        yield from _ranges(text)
        yield from _bare(text, dates)


def _ranges(text: str) -> Iterator[Clock]:
    """``curfew 1900-0700``: both ends; ``2015-2019`` and what is counted or numbered are none."""
    for match in _RANGE.finditer(text):
        start, end = match.span()
        early = "0" in (match["h"][0], match["h2"][0])
        told = _RANGED_BEFORE.search(text, max(0, start - 24), start) or _RANGED_BEHIND.match(text, end)
        years = {int(match["h"] + match["m"]), int(match["h2"] + match["m2"])} <= set(_YEARS)
        numbered = _NUMBERED.search(text, max(0, start - 16), start)
        counted = _COUNTED.match(text, end) or (" " in match[0].strip() and not _CLOSED.match(text, end))
        if (early or told) and not (years or counted or numbered):
            yield Clock(start, match.end("m"), f"{match['h']}:{match['m']}")
            yield Clock(match.start("h2"), match.end("m2"), f"{match['h2']}:{match['m2']}")


class _Told(NamedTuple):
    """Four figures that may be a time: where, what, whether they could be a year, and whether they begin a line or a remark."""

    clock: Clock
    year: bool
    head: bool


def _bare(text: str, dates: Sequence[tuple[int, int]]) -> Iterator[Clock]:
    """Four figures that their place makes a time; where they could be a year, other remarks of the log have to begin with times."""
    found = [_Told(_clock(m), _like_a_year(m), _head(text, m)) for m in _BARE.finditer(text)]
    kept = [this for this in found if _is_time(text, this, dates)]
    log = any(this.head and not this.year for this in kept)
    yield from (this.clock for this in kept)
    if log:
        yield from (t.clock for t in found if t.head and t.year and not _COUNTED.match(text, t.clock.end))


def _clock(match: Match[str]) -> Clock:
    return Clock(*match.span(), f"{match['h']}:{match['m']}")


def _like_a_year(match: Match[str]) -> bool:
    return not match["dot"] and int(match["h"] + match["m"]) in _YEARS


def _head(text: str, match: Match[str]) -> bool:
    """Whether figures begin a line, or a remark after a full stop, and a remark follows them."""
    start = match.start()
    before = _HEAD.search(text, max(0, start - 20), start)
    if match["dot"] or before is None or _ADDRESSED.search(text, max(0, start - 40), start):
        return False
    if before["word"] is not None and _SHORT.fullmatch(before["word"].rpartition(".")[2]):
        return False
    return (
        re.match(r"[:,]?\s+(?:-\s?)?[\"'(\[]?[^\W\d]|\s*$", text[match.end() : match.end() + 6]) is not None
    )


def _is_time(text: str, this: _Told, dates: Sequence[tuple[int, int]]) -> bool:
    start, end, _ = this.clock
    if _COUNTED.match(text, end) or _NUMBERED.search(text, max(0, start - 16), start):
        return False
    if _AT.search(text, max(0, start - 40), start):
        return _CLOSED.match(text, end) is not None or not _addressed(text, end)
    dotted = text[start + 2] == "."
    if _beside_a_date(text, this, dates) or (dotted and _DAY_BEHIND.match(text, end)):
        return True
    if this.year:
        return False
    before = text[max(0, start - 24) : start]
    if this.head:
        return not (_addressed(text, end) and _ONLY_AN_ADDRESS.match(text, end))
    if _done(before) or (_behind_a_street(before) and _CLOSED.match(text, end)):
        return not _addressed(text, end)
    ranged = re.match(r" ?(?:to|and|-) ?\d", text[end : end + 8])  # which is asked of both ends together
    return not (dotted or ranged) and bool(_SPAN_OF.search(before)) and bool(_CLOSED.match(text, end))


_LAST_WORD = re.compile(r"([\w'’/-]+)[\s:]*$")


def _done(before: str) -> bool:
    """Whether a word of what is done and timed in logs stands before (``assessed 2310``, ``back 1015``)."""
    last = _LAST_WORD.search(before)
    return last is not None and last[1].lower().replace("’", "'") in words("timed_words.csv")


def _behind_a_street(before: str) -> bool:
    """``att Mill Ln 2202.``: what stands behind a street's name in capitals is no number of a house."""
    last = re.search(r"[A-Z][\w'’]+ ([A-Z][\w'’]+),? $", before)
    return last is not None and fold(last[1]) in {form for row in rows("street_types.csv") for form in row}


def _addressed(text: str, end: int) -> bool:
    """Whether a name that ends like a street or a block follows (``at 1403 Marsh Towers``), or a rank whose number it is."""
    following = re.match(r" (?:[A-Z][\w'’]*[ ,]?){1,4}", text[end : end + 48])
    if following is None:
        return False
    said = fold(following[0]).split()
    kinds = {form for row in rows("street_types.csv") for form in row} | words("building_types.csv")
    return said[0] in words("ranks.csv") or not kinds.isdisjoint(said[1:])


def _beside_a_date(text: str, this: _Told, dates: Sequence[tuple[int, int]]) -> bool:
    start, end, _ = this.clock
    if any(0 <= start - stop < 9 and _BETWEEN_DATE.fullmatch(text, stop, start) for _, stop in dates):
        return True
    if any(0 <= first - end < 9 and _BETWEEN_DATE.fullmatch(text, end, first) for first, _ in dates):
        return not this.year or text[start - 2 : start] != "n "  # `in 2010, 3 May`
    if this.year:
        return False
    return bool(_DAY_BEFORE.search(text, max(0, start - 16), start)) or bool(_DAY_BEHIND.match(text, end))
