"""What somebody wears (`grey tracksuit`, `in a black hoodie`), which is no name; and the bare age before it (`male 34 black hoodie`)."""

from __future__ import annotations

import re

_COLOUR = r"(?:black|white|gr[ea]y|red|blue|navy|green|yellow|orange|brown|beige|cream|pink|purple|dark|light|denim|leather|hi-?vis)"
_WORN = (
    r"(?:hoodie|hoody|hooded\s+top|tracksuit|jacket|coat|parka|gilet|jeans|joggers|trousers|leggings|jumper|sweatshirt|t-?shirt|puffer|body\s?warmer"
    r"|beanie|baseball\s+cap|balaclava|trainers)s?"
)
_NO_STREET = r"(?!\s+(?:street|road|lane|close|way|avenue|court)\b)"
_CLOTHES = rf"(?:(?:wearing|dressed\s+in|in)\s+)?(?:an?\s+)?(?:{_COLOUR}[\s,]+)*{_WORN}(?:\s+bottoms)?(?![\w'’-]){_NO_STREET}"
_WEARS = re.compile(
    rf"(?<=[\w,)] ){_CLOTHES}(?:[\s,]+(?:and\s+)?{_CLOTHES})*",
    re.IGNORECASE,
)
_AGE = re.compile(rf"\b(?P<who>(?:fe)?male)[\s,]+(?P<age>[1-9]\d)(?=[\s,]*(?:$|{_CLOTHES}))", re.IGNORECASE)


def without(text: str) -> str:
    """The text without clothes, and with a bare age between a sex and them, or a sex and the end, said to be one."""
    return " ".join(_WEARS.sub(" ", _AGE.sub(r"\g<who> aged \g<age>", text)).split())
