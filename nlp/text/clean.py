"""A working copy of hostile text, of equal length: nothing in it can slow or mislead the rules.

Control and direction characters, mark-up tags, lone surrogates and runs without a space become spaces; full-width letters
and figures become plain ones.  Offsets hold, and answers quote the text as given.
"""

import re
import unicodedata

LONGEST_RUN = 120

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,400})?/?>|<!--[^<>]{0,400}-->")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
_PLAIN = re.compile(r"[\t\n\x20-\x7e£€‘’“”–—•…à-öø-ÿÀ-ÖØ-ÞŁłŚśŻżŹźĆćŃńĄąĘęŠšČčŽžĐđĞğİıŞşȘșȚțĂă]*")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _plain(char: str) -> str:
    if char in "\n\t":
        return char
    category = unicodedata.category(char)
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"):
        return " "
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 and not folded.isspace() else char


def working_copy(text: str) -> str:
    """The copy that the rules and the model read; as long as the text, character for character."""
    if _PLAIN.fullmatch(text) is None:
        text = _LONE_RETURN.sub("\n", text)
        text = "".join(char if " " <= char <= "~" else _plain(char) for char in text)
    if "<" in text:
        text = _TAG.sub(_blank, text)
    return _RUN.sub(_blank, text)


def sections(text: str, size: int) -> list[tuple[int, int]]:
    """Borders of pieces no longer than ``size``, cut after a line, a sentence or a word where one ends."""
    cuts: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > size:
        window = text[start : start + size]
        end = max(window.rfind("\n\n"), window.rfind(". "), window.rfind("\n"))
        end = end if end > size // 2 else window.rfind(" ")
        end = start + (end + 1 if end > 0 else size)
        cuts.append((start, end))
        start = end
    return [*cuts, (start, len(text))]
