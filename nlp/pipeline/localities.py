"""Places that no list knows, by where they stand: towns behind an address or a preposition, roads by number, houses with `The`."""

import re
from collections.abc import Iterator, Sequence

from nlp.addressing.uk import AREAS
from nlp.gazetteer import is_forename, is_jargon, is_surname
from nlp.stems import UNKNOWN, weight_of
from nlp.tables import bag, words
from nlp.text.page import Page
from nlp.text.ranks import is_rank

_Place = tuple[int, int]  # words: first, one past the last
_MOST = 3  # words of a town's name
_IN = bag("in near visits visiting visited frequents frequenting towards twds toward around outside via at")
_LINKS = bag("on upon in le under by the next of and cum sub")
_OUT = re.compile(r"(?P<area>[a-z]{1,2})\d{1,2}[a-z]?")
# What ends the names of towns and villages; with it a family name is a town's where one would stand.
_ENDS = re.compile(
    r".{2,}(?:ton|ham|ley|leigh|by|wick|wich|ford|bury|brook|bridge|combe|cote|stead|borough|brough|burgh|mouth|worth|thorpe|stow|minster|sea|haven|chester|"
    r"caster|hurst|field|gate|mere|pool|port|cross|thwaite|holme|stone|over)"
)
_BEHIND_A_TOWN = bag(
    "green cross end heath common wood moor town village park hill island bay sands magna parva regis"
)
_BEFORE_A_TOWN = bag(
    "upper lower great little north south east west new old port st mid nether over high kings market long chipping"
)


def _strange(low: str) -> bool:
    """A word that is none of the language, nobody's name and no term of the trade."""
    return (
        len(low) > 3
        and low.isalpha()
        and weight_of(low) >= UNKNOWN
        and low not in words("common_words.txt")
        and low not in words("not_towns.csv")
        and not (is_forename(low) or is_jargon(low))
    )


def _may_be_town(low: str) -> bool:
    return _strange(low) and (not is_surname(low) or _ENDS.fullmatch(low) is not None)


class Localities:
    """The places of one page; ``addresses`` are the spans of addresses and streets, ``taken`` those of identifiers."""

    def __init__(
        self,
        page: Page,
        shouted: Sequence[bool],
        addresses: Sequence[tuple[int, int]],
        taken: Sequence[tuple[int, int]],
    ) -> None:
        self._page = page
        self._words = page.words
        self._shouted = shouted
        self._ends = {end for _, end in addresses}
        self._starts = {start for start, _ in addresses}
        self._taken = taken

    def find(self) -> Iterator[_Place]:
        """Places by their words."""
        for at in range(1, len(self._words)):
            if self._words[at - 1].end in self._ends:
                last = self._behind_an_address(at)
            else:
                last = self._behind_a_word(at)
            if last:
                yield at, last
            elif last := self._with_the(at):
                yield at - 1, last

    def _raw(self, at: int) -> str:
        return self._page.text[self._words[at].start : self._words[at].end]

    def _capital(self, at: int) -> bool:
        return (
            at < len(self._words) and self._raw(at)[0].isupper() and not any(map(str.isdigit, self._raw(at)))
        )

    def _joined(self, at: int) -> bool:
        between = (
            self._page.text[self._words[at - 1].end : self._words[at].start] if at < len(self._words) else ""
        )
        return between in (" ", "-")

    def _free(self, at: int) -> bool:
        word = self._words[at]
        return word.start not in self._starts and not any(
            s < word.end and word.start < e for s, e in self._taken
        )

    def _behind_an_address(self, at: int) -> int:
        """``201 Hartwell Way, Easterby, …``, ``16 BRAMBLE DENE ASHCOMBE.``: before a postcode or the end of what is said."""
        gap = self._page.text[self._words[at - 1].end : self._words[at].start]
        if gap not in (", ", ",", " ", ",\n") or not self._capital(at) or not self._free(at):
            return 0
        last = at + 1
        while (
            last < len(self._words)
            and last - at < _MOST
            and self._joined(last)
            and self._free(last)
            and not self._coded(last)
        ):
            if not (self._capital(last) or (self._words[last].low in _LINKS and self._capital(last + 1))):
                break
            last += 1
        coded = self._coded(last)
        if not (coded or self._ended(last)):
            return 0
        name = [w.low for w in self._words[at:last]]
        return last if self._town_name(name, coded, "," in gap) else 0

    def _town_name(self, name: list[str], coded: bool, comma: bool) -> bool:
        """Whether the words behind an address may be a town's: any before a postcode, strange ones anywhere."""
        if any(is_jargon(low) or is_rank(low) or low in words("not_towns.csv") for low in name):
            return False
        if coded and comma:
            return not is_forename(name[0]) or len(name) == 1
        named = [low for low in name if low not in _LINKS | _BEHIND_A_TOWN | _BEFORE_A_TOWN]
        if not named:
            return len(name) > 1
        if comma and len(name) > 1 and len(named) < len(name):
            return not is_forename(name[0])
        return all(map(_may_be_town, named)) and (len(named) == 1 or not is_surname(named[-1]))

    def _coded(self, at: int) -> bool:
        """Whether the first half of a postcode stands there."""
        if at >= len(self._words):
            return False
        found = _OUT.fullmatch(self._words[at].low)
        return found is not None and found["area"].upper() in AREAS

    def _ended(self, last: int) -> bool:
        if last >= len(self._words):
            return True
        return "\n" in self._page.text[self._words[last - 1].end : self._words[last].start] or (
            bool(self._words[last].gap) and self._words[last].gap[0] in ".,;:)!?"
        )

    def _behind_a_word(self, at: int) -> int:
        """``was seen in Stanley``, ``visits Ferrybridge``, ``300m from Scarby``: a strange word with a capital where a town would stand."""
        if self._words[at].gap or not self._capital(at) or self._shouted[at] or not self._free(at):
            return 0
        if not (self._words[at - 1].low in _IN or self._measured(at - 1)) or self._owns(at):
            return 0
        last = at + 1
        if (
            self._words[at].low in _BEFORE_A_TOWN
            and last < len(self._words)
            and self._joined(last)
            and self._capital(last)
        ):
            return last + 1 if _may_be_town(self._words[last].low) and not self._goes_on(last + 1) else 0
        if not _may_be_town(self._words[at].low):
            return 0
        if last < len(self._words) and self._joined(last) and self._capital(last):
            if self._words[last].low not in _BEHIND_A_TOWN or self._goes_on(last + 1):
                return 0
            last += 1
        if not self._said_to_its_end(last):
            return 0
        firm = self._words[at - 1].low in ("at", "outside", "around") and not _ENDS.fullmatch(
            self._words[at].low
        )
        return 0 if firm else last

    def _said_to_its_end(self, last: int) -> bool:
        """Whether no thing follows that the word would only describe (``in Zumba class``)."""
        return self._ended(last) or bool(self._words[last].gap) or self._words[last].low in _GOES_ON

    def _goes_on(self, at: int) -> bool:
        """Whether a longer name goes on, or something that the name only describes (``in Kestrel House``)."""
        return at < len(self._words) and self._joined(at) and self._capital(at)

    def _owns(self, at: int) -> bool:
        return (
            self._raw(at).endswith(("'s", "’s", "s'", "s’"))
            or self._page.text[self._words[at].end :][:1] in "'’"
        )

    def _measured(self, at: int) -> bool:
        """``300m from``, ``2 miles from``."""
        before = self._page.text[max(0, self._words[at].start - 12) : self._words[at].start]
        return self._words[at].low == "from" and bool(_DISTANCE.search(before))

    def _with_the(self, at: int) -> int:
        """``the manager of The Vines``, ``in The Old Malthouse``: `The` in a capital inside a sentence, where a place would stand."""
        the = self._words[at - 1] if at > 1 else None
        if (
            the is None
            or self._raw(at - 1) != "The"
            or self._shouted[at]
            or not self._capital(at)
            or self._words[at].gap
        ):
            return 0
        placed = self._words[at - 2].low
        kept = placed in ("of", "from") and at > 2 and self._words[at - 3].low in _KEEPERS
        if the.gap.strip(",") or not (placed in _SAID_AS_A_PLACE or kept) or not self._free(at):
            return 0
        last = at + 1
        while (
            last < len(self._words)
            and last - at < _MOST
            and self._capital(last)
            and self._words[last].gap in ("", "&")
        ):
            last += 1
        low = [w.low for w in self._words[at:last]]
        return (
            0
            if words("not_towns.csv") & set(low) or any(map(is_jargon, low)) or is_forename(low[0])
            else last
        )


_GOES_ON = bag(
    "most every often weekly daily regularly sometimes and or with by had has was is were on at in for when where who via to from about last but he she they his her since as then after before "
    "today yesterday tonight re while until this next during because if so area estate village centre town ferry which that via"
)
_DISTANCE = re.compile(r"\d ?(?:m|km|miles?|yards?|yds|met(?:er|re)s?) $", re.IGNORECASE)
_SAID_AS_A_PLACE = bag("at in into inside outside opposite near behind re")
_KEEPERS = bag(
    "manager landlord landlady licensee owner staff barman barmaid doorman bouncer dps customers regulars"
)

_ROAD = re.compile(
    r"(?<![\w/.£$-])(?:M\d{1,3}|[AB]\d{1,4})(?:\(M\))?(?=(?P<junction>,? ?J(?:ct|unction)?\.? ?\d{1,2}[A-Za-z]?\b)?)(?![\w/-]|\.\d)"
)
_ON_A_ROAD = re.compile(
    r"\b(?:on|onto|off|along|the|jct|j/w|junction|via|northbound|southbound|eastbound|westbound|n/b|s/b|e/b|w/b|rtc|rta|anpr|stop|down|up|joined|leaving)[ :]$",
    re.IGNORECASE,
)
_OF_A_ROAD = re.compile(
    r" ?(?:\(?(?:north|south|east|west)bound|[nsew]/b\b|slip|services|jct|junction|j/w|roundabout|motorway|carriageway|near|towards?|twds)",
    re.IGNORECASE,
)
_NUMBERED_THING = re.compile(
    r"\b(?:no|num|number|ref|batch|model|exhibit|locker|part|ward|room|rm|flat|form|bay|plot|seal|serial|tag|bag|key|unit|cell|gate|block|seat|stand|zone|section|level|group|size|type|class|audi|"
    r"bmw|item|page|appendix|annex|table|grade|code|known as|called|version|vitamin|hepatitis|hep)[ :.#]*$",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r" ?(?:paper|sheets?|pads?|notes?|size|posters?|envelopes?|copy|copies|tdi|quattro|saloon|estate|convertible|reg\b)",
    re.IGNORECASE,
)


def find_roads(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of roads by their number (``the M62``, ``A4112``, ``M25 J9``); paper, cars and other numbered things are none."""
    for match in _ROAD.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        if _NUMBERED_THING.search(before) or _PAPER.match(text, match.end()):
            continue
        long = len(match[0]) == 5 or match["junction"]
        told = _ON_A_ROAD.search(before) or _OF_A_ROAD.match(text, match.end())
        if long or (told and not _is_of_two(text, match)):
            yield match.span()


def _is_of_two(text: str, match: re.Match[str]) -> bool:
    """``M1 and M2`` of a text that counts its males so (``M1 = …``), ``the A4 that he drives``: read as no road."""
    mark = re.escape(match[0])
    return bool(re.search(rf"\b{mark} ?(?:=|:|is\b|was\b|has\b|said|neg\b|\()|\([^)]*\b{mark}\)", text))
