"""Codes of PNC warning markers (``WM: VI WE``, ``VI: NIL``, ``HOLT, GARY SU: JUMPED FROM BENCH``).

Codes in a list are read where it is said that they are markers or where they fill a line; a code at the head of what is said of
it, in capitals, is read wherever a mark or the place of it shows that.  Two letters by themselves say nothing.
"""

import re
from collections.abc import Iterator, Sequence

from nlp.lexicon import Entry, Term
from nlp.text.markers import alone, concepts

_CODE = rf"(?:{'|'.join(concepts())}|A[GLT]|AL|FS|HO|MH|IM|SO|DV)"
_OURS = rf"(?:{'|'.join(concepts())})"
_SIGN = r"(?:WMs?|WSs?|[Ww]ngs?|WNGS?|[Ww]arn(?:ing)?s?(?: [Mm]arkers?| [Ss]ignals?)?|WARN(?:ING)?S?(?: MARKERS?| SIGNALS?)?|[Mm]arkers?|MARKERS?|[Ss]ignals?|SIGNALS?|[Ff]lags?|FLAGS?|PNC(?:'d)?|[Cc]odes?)"
_JOINED = r"\s*(?:[,/&+;|.-]|and\b|AND\b|n?or\b|N?OR\b|\s)\s*"
# `FI - nil, WE - yes`: a code with its answer.
_ANSWER = r"(?:\s?[:=–-]\s?(?:[Nn]il|NIL|[Nn]one|NONE|[Nn]o|NO|[Yy]es|YES|[YyNn])(?: (?:known|KNOWN|shown|SHOWN|held|HELD))?\b)?"
_LISTED = rf"{_CODE}{_ANSWER}(?:{_JOINED}{_CODE}{_ANSWER})*"
# `VI (POLICE), ES`: a remark on one of a list.
_NOTED = r"(?: ?\([^()\n]{1,40}\))?"
_LED = re.compile(
    rf"\b{_SIGN}(?: (?:for|of|held|shown?|shows?|on PNC|FOR|HELD|SHOWN?|SHOWS?))*(?P<lead>\s*[:=(\[?–-]*\s*)(?P<list>{_CODE}\b{_ANSWER}{_NOTED}(?:{_JOINED}{_CODE}\b{_ANSWER}{_NOTED})*)"
)
_TRAILED = re.compile(rf"(?P<lead>\b(?i:an?|the|has|have|had|with|no|his|her|for|old|live|current|expired) )?\b(?P<list>{_LISTED})\s+(?:{_SIGN}|on PNC|ON PNC)\b")  # fmt: skip
_BARE = re.compile(rf"^[ \t]*(?P<list>{_CODE}(?:[ ,/&+;|]+{_CODE})+)[ \t.;]*$", re.MULTILINE)
# Of one of them that there is none: `NO VI TO POLICE`, `no vi hist`
_NO_CODE = re.compile(
    r"(?<!\b[A-Z][A-Z] )\b(?:NO|No|no|NIL|Nil|nil) (?:(?i:prev(?:ious)?|known|current|recent|hx of|history of|hist of) )?(?P<list>(?:FI|XP|VI|SU|SH|WE)(?:[/&](?:FI|XP|VI|SU|SH|WE))*|vi|(?:su|sh)(?= (?:hist|mark|known|warn|signal)))"
    r"(?=\s*[.;,)/]|\s*$|\s(?i:to|towards?|against|hist\w*|known|held|shown|markers?|warnings?|signals?|concerns?|risk|current(?:ly)?|intel\w*|declared|hx)\b)",
    re.MULTILINE,
)
# Self-harm and suicide, which custody writes and denies together: `denies SH/SU`
_TOGETHER = re.compile(r"\b(?P<list>S[HU]\s?[/&+]\s?S[HU])\b")
_LONE_WORDS = frozenset({"WE", "CO", "SO"})

# A code at the head of what is said of it: behind nothing, the end of a sentence or the name of whom it is said; the mark.
_SURNAME_FIRST = r"[A-Z][A-Z'’-]+, ?[A-Z][A-Z'’ -]*[A-Z](?: ?\(?(?:PNC|PNCID|DOB)?[ \d/]*\)?)? "
_HEADINGS = (
    # `SU: TOOK OD IN CELL`, whatever stands before
    re.compile(rf"(?<![\w/&-])(?P<code>{_OURS}) ?[:=] ?(?=\S)"),
    # `VI - NIL`, `SH/SWALLOWS COINS`
    re.compile(
        rf"(?:^|(?<=[.;,|(] )|{_SURNAME_FIRST})(?P<code>{_OURS})(?: [-–] | ?/ ?(?=[A-Z]{{3}}))", re.MULTILINE
    ),
    # `SU-NIL`, `FI NIL, VI YES`
    re.compile(rf"(?<![\w/&-])(?P<code>{_OURS})[-– ](?=(?:NIL|NONE|YES|Y|N)\b(?! ?/))"),
    # `HOLT, GARY VI TOWARDS PARTNERS`, `FI 1994 ROBBERY`
    re.compile(
        rf"(?:^|(?<=[.;|(] )|{_SURNAME_FIRST})(?P<code>{'|'.join(sorted(alone()))}) (?=[A-Z]{{2,}}\b|(?:19|20)\d\d\b)",
        re.MULTILINE,
    ),
)
_END_OF_SAID = re.compile(r"(?<=[a-zA-Z)\d])[.;](?=\s|$)|\n")


def marker_codes(text: str) -> Iterator[Term]:
    """The two-letter codes in lists that are said to be of warning markers, before or after them, or fill a line."""
    seen: set[int] = set()
    found = (pattern.finditer(text) for pattern in (_LED, _TRAILED, _BARE, _NO_CODE, _TOGETHER))
    for match in (match for matches in found for match in matches):
        start, listed = match.start("list"), match["list"]
        if (
            listed in _LONE_WORDS
            and match.re is not _NO_CODE
            and not (match.groupdict().get("lead") or "").strip(" \n")
        ):
            continue  # `MARKERS WE HAVE` is the word
        for code in re.finditer(rf"\b{_OURS}\b", listed, re.IGNORECASE):
            if start + code.start() not in seen:
                seen.add(start + code.start())
                yield _marker(code.group().upper(), start + code.start())


def headings(text: str, known: Sequence[Term]) -> Iterator[Term]:
    """The codes at the head of what is said of them, but where that tells the danger in words of its own (``WE: KNIFE``)."""
    heads = sorted(
        {match.start("code"): match["code"] for head in _HEADINGS for match in head.finditer(text)}.items()
    )
    for place, (start, code) in enumerate(heads):
        ended = _END_OF_SAID.search(text, start)
        end = ended.start() if ended else len(text)
        if place + 1 < len(heads):
            end = min(end, heads[place + 1][0])
        if not any(term.entry.code == code and start < term.end and term.start < end for term in known):
            yield _marker(code, start)


def is_marker(entry: Entry) -> bool:
    """Whether a term is a marker's code, and no word."""
    return entry.form.startswith("marker ")


def _marker(code: str, start: int) -> Term:
    return Term(start, start + 2, Entry(concepts()[code], (), code, None, None, False, f"marker {code}"))
