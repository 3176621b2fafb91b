"""The forms in which names are written: family name first, initial and family name, in quotes, after a word of kin, family names of the East."""

from typing import NamedTuple

from nlp.addressing.towns import is_town
from nlp.gazetteer import is_forename, is_jargon, is_shorthand, is_surname
from nlp.pipeline.name_words import NameWords, ordinary
from nlp.pipeline.people_words import (
    BEFORE_LETTERS,
    EASTERN,
    KIN,
    MIDDLE,
    NAMING,
    PARTICLES,
    PLACE_ENDS,
    SHORT_FORENAMES,
    STOP,
)  # fmt: skip
from nlp.stems import is_unusual
from nlp.tables import words
from nlp.text.ranks import is_rank


class Person(NamedTuple):
    """A person's name among the words of a page (first, one past the last), with the reason and a score."""

    first: int
    last: int
    why: str
    score: float


class Forms(NameWords):
    """Finds names by how they are written."""

    def _formed(self, at: int) -> Person | None:
        if not self._raw(at)[0].isupper():
            return None
        return (
            self._surname_first(at)
            or self._slashed(at)
            or self._comma(at)
            or self._eastern(at)
            or self._initialled(at)
            or self._quoted(at)
            or self._kin(at)
            or self._after_points(at)
            or self._behind_its_label(at)
        )

    def _gap(self, at: int) -> str:
        """What stands between a word and the one before it; ``|`` at the end of the text."""
        return self._words[at].gap if at < len(self._words) else "|"

    def _same_line(self, at: int) -> bool:
        return "\n" not in self._text[self._words[at - 1].end : self._words[at].start]

    def _known_name(self, low: str) -> bool:
        return is_surname(low) or is_unusual(low)

    def _hyphened(self, at: int) -> bool:
        """Whether a hyphen and nothing else stands before a word."""
        return at < len(self._words) and self._text[self._words[at - 1].end : self._words[at].start] == "-"

    def _doubled(self, last: int) -> bool:
        """Whether the name that ends there ends in two halves, neither in a shouted line."""
        return self._hyphened(last - 1) and not self._shouted[last - 1]

    def _surname(self, at: int) -> int:
        """One past a family name of one word or two halves that begins there: ``GILL-KAUR``, ``Ó Faoláin``."""
        last = at + 1
        if self._words[at].low in PARTICLES and last < len(self._words) and self._joins(last):
            last += self._raw(last)[0].isupper()
        while self._hyphened(last) and self._raw(last)[0].isupper():
            last += 1
        return last

    def _surname_first(self, at: int) -> Person | None:
        """``MURPHY, Sean Patrick``, ``O'BRIEN-WALSH, Anne``, ``HOLT, Kimberley Jane``, ``GILL-KAUR, JASMEET``."""
        raw, low = self._raw(at), self._words[at].low
        comma = self._surname(at)
        if len(raw) < 3 or not raw.isupper() or self._gap(comma) != "," or comma >= len(self._words):
            return None
        if (
            is_jargon(low)
            or is_shorthand(low)
            or not self._same_line(comma)
            or not self._raw(comma)[0].isupper()
        ):
            return None
        given = self._words[comma].low
        name = self._known_name(low) and low not in STOP
        second = is_forename(given) or (name and self._strange_given(comma))
        apart = not self._shouted[at] and self._raw(comma).istitle() and self._told_on(comma)
        if not second or not (name or (is_forename(given) and apart)):
            return None
        return Person(
            at, self._with_initial(self._extend(comma, 3)), "family name in capitals, comma, given name", 0.95
        )

    def _strange_given(self, at: int) -> bool:
        low = self._words[at].low
        return (
            is_unusual(low)
            and len(low) > 2
            and not (is_jargon(low) or is_shorthand(low) or is_town(low) or low in PLACE_ENDS)
            and low.isalpha()
        )

    def _told_on(self, at: int) -> bool:
        """Whether a given name is followed by another, by a date or by the end of what is said."""
        last = self._extend(at, 3)
        after = self._words[last].low if last < len(self._words) else ""
        return (
            last - at > 1
            or self._gap(last) not in ("", ",")
            or after in ("dob", "d", "born", "b", "aged")
            or after.isdigit()
        )

    def _with_initial(self, last: int) -> int:
        """One past a single letter that ends a name: ``ADEYEMI, SAMUEL T``."""
        if last >= len(self._words) or not self._joins(last):
            return last
        letter = self._raw(last)
        ended = (
            self._gap(last + 1) != "" or not self._raw(last + 1).isalpha() or self._raw(last + 1)[0].islower()
        )
        return last + (len(letter) == 1 and letter.isupper() and letter not in "MFX" and ended)

    def _slashed(self, at: int) -> Person | None:
        """``NOWAK/TOMASZ``, as national records write it."""
        second = self._surname(at)
        if (
            second >= len(self._words)
            or self._gap(second) != "/"
            or not self._raw(at).isupper()
            or len(self._raw(at)) < 3
        ):
            return None
        low, given = self._words[at].low, self._words[second].low
        if not (self._raw(second).isupper() and is_forename(given) and self._known_name(low)):
            return None
        if is_forename(low) and not is_surname(low):
            return None  # `TOM/HARRY`
        return Person(at, self._with_initial(self._extend(second, 3)), "family name, slash, given name", 0.9)

    def _comma(self, at: int) -> Person | None:
        """``Harris, Megan.``, ``Ó Faoláin, Cathal``: at the beginning of what is said, family name and given name, and no more of a list."""
        comma = self._surname(at)
        if comma >= len(self._words) or self._gap(comma) != "," or not self._same_line(comma):
            return None
        low, given = self._words[comma - 1].low, self._words[comma].low
        if (
            not self._raw(comma).istitle()
            or not is_forename(given)
            or not self._known_name(low)
            or is_jargon(low)
            or is_town(low)
        ):
            return None
        last = self._extend(comma, 3)
        listed = self._gap(last) == "," or (
            last < len(self._words) and self._words[last].low in ("and", "or")
        )
        if listed or not self._opens(at) or (is_forename(low) and not is_surname(low)):
            return None
        told = (
            self._gap(last) != ""
            or self._words[last].low in ("dob", "born", "aged")
            or self._words[last].low[0].isdigit()
        )
        return Person(at, last, "family name, comma, given name", 0.8) if told else None

    def _opens(self, at: int) -> bool:
        """Whether a sentence, a line or what a label announces begins there."""
        if at == 0 or any(mark in self._gap(at) for mark in ".:;|(-!?") or not self._same_line(at):
            return True
        return self._gap(at) == "" and is_jargon(self._words[at - 1].low)

    def _eastern(self, at: int) -> Person | None:
        """``TRAN THI MAI``, ``PHAM, VAN LONG``: a family name of Vietnam or China and one or two short given names."""
        if self._words[at].low not in EASTERN:
            return None
        last = at + 1
        while last < len(self._words) and last - at < 3 and self._same_line(last):
            joined = self._gap(last) == "" or (last == at + 1 and self._gap(last) == ",")
            raw, low = self._raw(last), self._words[last].low
            if (
                not joined
                or not raw[0].isupper()
                or not 2 <= len(low) <= 6
                or not low.isalpha()
                or is_jargon(low)
                or low in STOP
            ):
                break
            if (
                raw.isupper() != self._raw(at).isupper()
                or is_shorthand(low)
                or (last - at == 2 and ordinary(low) and not self._middle(last - 1))
            ):
                break
            last += 1
        return (
            Person(at, last, "family name of the East and short given names", 0.85) if last - at > 1 else None
        )

    def _middle(self, at: int) -> bool:
        """Whether a word is what stands between family name and given name in Vietnam."""
        return self._words[at].low in MIDDLE

    def _initialled(self, at: int) -> Person | None:
        """``A. Lacey-Pike``, ``c/o A Ozolina``, ``Wm. Tulley``: a letter or a short given name, and a family name."""
        first, name = self._raw(at), at + 1
        while (
            name < len(self._words)
            and name - at < 3
            and len(self._words[name].low) == 1
            and self._gap(name) in ("", ".")
            and self._raw(name).isupper()
        ):
            name += 1
        if name >= len(self._words) or not self._same_line(name) or self._gap(name) not in ("", "."):
            return None
        pointed = self._gap(name) == "."
        short = self._words[at].low in SHORT_FORENAMES and pointed
        if not (short or (len(first) == 1 and first.isalpha())) or not self._raw(name)[0].isupper():
            return None
        labelled = self._labelled_as_name(at)
        last = self._surname(name)
        if not (self._family(name, last) or (labelled and self._plain_family(name))) or self._is_of_a_thing(
            at
        ):
            return None
        doubled = last - name > 1
        sure = pointed or labelled or (first not in "AI" and not self._shouted[at])
        if not sure or (self._shouted[at] and not (labelled or (pointed and doubled))):
            return None
        return Person(at, last, "initial and family name", 0.8)

    def _family(self, name: int, last: int) -> bool:
        """Whether what stands behind an initial can be nothing but a family name."""
        lows = [w.low for w in self._words[name:last]]
        if any(len(low) < 3 or is_jargon(low) or is_shorthand(low) or low in STOP for low in lows):
            return False
        return all(map(self._known_name, lows)) and not all(low in words("common_words.txt") for low in lows)

    def _plain_family(self, name: int) -> bool:
        low = self._words[name].low
        return (
            len(low) > 2
            and not (is_jargon(low) or is_shorthand(low) or low in STOP)
            and not any(map(str.isdigit, low))
        )

    def _labelled_as_name(self, at: int) -> bool:
        """Whether a word says that a name follows: ``c/o``, ``in name``, ``N/F``, ``pass``."""
        if at == 0 or self._gap(at).strip(":-("):
            return False
        before = [w.low for w in self._words[max(0, at - 2) : at]]
        slashed = len(before) == 2 and self._gap(at - 1) == "/" and "".join(before) in ("co", "nf", "rk")
        return slashed or before[-1] in NAMING

    def _is_of_a_thing(self, at: int) -> bool:
        """``Flat B Harris``, ``Exhibit A Jones``"""
        return (
            at > 0
            and not self._gap(at)
            and (self._words[at - 1].low in BEFORE_LETTERS or self._raw(at - 1).isdigit())
        )

    def _quoted(self, at: int) -> Person | None:
        """``new keeper "Del"``, ``"Scouse Terry"``: in quotes by itself, a given name though an ordinary one, and at most one word with it."""
        if self._gap(at)[-1:] not in ('"', "“"):
            return None
        for last in (at + 1, at + 2):
            closed = self._gap(last)[:1] in ('"', "”", "|") and self._text[self._words[last - 1].end :][
                :1
            ] in ('"', "”")
            if closed:
                lows = [w.low for w in self._words[at:last]]
                cased = all(self._raw(n).istitle() for n in range(at, last)) and not any(map(is_jargon, lows))
                named = is_forename(lows[-1]) and not (set(lows) & STOP) and self._calls(at)
                return Person(at, last, "a given name in quotes", 0.7) if cased and named else None
            if last < len(self._words) and self._gap(last):
                return None
        return None

    def _calls(self, at: int) -> bool:
        """Whether quotes are a name's and nobody's words: no verb of saying and no sign of speech before them."""
        before = self._words[at - 1].low if at else ""
        return before not in _SAID and "," not in self._gap(at)

    def _kin(self, at: int) -> Person | None:
        """``Uncle Ron``, ``Nana Joan``: a word of kin and a given name, both with a capital."""
        name = at + 1
        if (
            self._words[at].low not in KIN
            or not self._raw(at).istitle()
            or name >= len(self._words)
            or not self._joins(name)
        ):
            return None
        if (
            not self._raw(name).istitle()
            or not is_forename(self._words[name].low)
            or (at and not self._gap(at) and self._raw(at - 1)[0].isupper())
        ):
            return None
        return Person(at, self._extend(name, 2), "a word of kin and a given name", 0.75)

    def _after_points(self, at: int) -> Person | None:
        """``D.S. Bloom``: a rank of two letters with points."""
        letters = "".join(w.low for w in self._words[max(0, at - 2) : at])
        pointed = (
            at > 1
            and self._gap(at) == self._gap(at - 1) == "."
            and self._text[self._words[at - 2].end :][:2].strip() != "."
        )
        if not (
            pointed
            and letters in ("dc", "ds", "di", "pc", "ps")
            and self._raw(at - 1).isupper()
            and self._plain_family(at)
        ):
            return None
        return Person(at, self._extend(at, 2), "name after a rank", 0.85)

    def _behind_its_label(self, at: int) -> Person | None:
        """``pris Garvie``, ``KEEPER TOMPSETT I``, ``OCC LYDIA MARKS 82 YRS``: a name that no list knows, behind the word for who it is."""
        if (
            at == 0
            or not self._labelled_as_name(at)
            or not self._plain_family(at)
            or is_rank(self._words[at].low)
        ):
            return None
        low = self._words[at].low
        if not (
            is_unusual(low) or is_forename(low) or (is_surname(low) and low not in words("common_words.txt"))
        ):
            return None
        last = self._with_initial(self._extend(at, 3))
        if (
            last < len(self._words)
            and self._shouted[at]
            and self._joins(last)
            and self._plain_family(last)
            and self._aged(last + 1)
            and last - at == 1
        ):
            last += 1
        ends = self._words[last - 1].low
        if (
            ends in PLACE_ENDS
            or is_town(" ".join(w.low for w in self._words[at:last]))
            or not self._raw(at)[0].isupper()
        ):
            return None
        return Person(at, last, f"name after {self._words[at - 1].low}", 0.8)

    def _aged(self, at: int) -> bool:
        """Whether an age or a date of birth stands there."""
        following = [w.low for w in self._words[at : at + 2]]
        return bool(following) and (
            following[0] == "dob"
            or (following[0].isdigit() and following[-1] in ("yrs", "years", "yoa", "yo", "y"))
        )


_SAID = frozenset(
    [
        "said",
        "says",
        "say",
        "shouted",
        "shouting",
        "stated",
        "told",
        "texted",
        "saying",
        "wrote",
        "shouts",
        "calling",
        "called",
    ]
) - {"called", "calling"}
