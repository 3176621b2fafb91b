"""What a force's code looks like, wherever one is written: a record's handling, an account, an instance's home."""

from __future__ import annotations

import re

RULE = "1 to 10 capitals or digits, such as 01"
_CODE = re.compile(r"[0-9A-Z]{1,10}")


def is_force(code: str) -> bool:
    """Whether this is a force's code."""
    return _CODE.fullmatch(code) is not None
