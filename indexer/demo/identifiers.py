"""Identifiers for invented people: check letters that hold, phones from Ofcom's drama ranges.

Check letters: PNC ID, CRO and arrest/summons numbers are taken modulo 23 over the alphabet without I, O and S.
"""

from random import Random

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
VRM_LETTERS = "ABCDEFGHJKLMNOPRSTUVWXYZ"
VRM_AREAS = ("LA", "LB", "LD", "LK", "GJ", "GK", "KA", "EA", "AB", "BD", "YJ", "SF")


def pnc_id(year: int, serial: int) -> str:
    """Police National Computer id `YYYY/NNNNNNNC`."""
    digits = f"{year % 100:02d}{serial:07d}"
    return f"{year}/{serial:07d}{CHECK_LETTERS[int(digits) % 23]}"


def cro(year: int, serial: int) -> str:
    """Criminal Records Office number `NNNNNN/YYC`."""
    digits = f"{year % 100:02d}{serial:06d}"
    return f"{serial:06d}/{year % 100:02d}{CHECK_LETTERS[int(digits) % 23]}"


def arrest_summons(year: int, force: str, station: str, system: str, sequence: int) -> str:
    """Arrest/summons number `YY/FFUU/SS/N…C`, its sequence unpadded."""
    digits = f"{force}{system}{year % 100:02d}{sequence:011d}"
    return f"{year % 100:02d}/{force}{station}/{system}/{sequence}{CHECK_LETTERS[int(digits) % 23]}"


def mobile(number: int) -> str:
    """A mobile number in Ofcom's drama range (07700 900000 to 900999); the range is small, so households share."""
    return f"07700 900{number % 1000:03d}"


def vrm(rng: Random) -> str:
    """A current-style registration mark with a valid age code."""
    age = rng.choice((*range(2, 26), *range(51, 76)))
    tail = "".join(rng.choice(VRM_LETTERS) for _ in range(3))
    return f"{rng.choice(VRM_AREAS)}{age:02d} {tail}"
