"""Check letters and digits of police, health, card and telephone identifiers.

Each check answers yes or no for digits in the normal form; sources stand at the functions.
"""

LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def _letter(digits: str) -> str:
    return LETTERS[int(digits) % 23]


def pnc_letter(year: str, serial: str) -> str:
    """The check letter of a PNC id: two-digit year and seven-digit serial, modulo 23."""
    return _letter(year[-2:] + serial.zfill(7))


def cro_letter(year: str, serial: str) -> str:
    """The check letter of a CRO number: two-digit year and six-digit serial, modulo 23."""
    return _letter(year + serial.zfill(6))


def small_file_letters(year: str, serial: str) -> frozenset[str]:
    """The letters that a small-file CRO number may end in: its serial is met padded and unpadded."""
    return frozenset({_letter(year + serial), _letter(year + serial.zfill(6))})


def asn_letter(year: str, force_unit: str, system: str, sequence: str) -> str:
    """The check letter of an arrest/summons number: force, system, year, eleven-digit sequence; letters dropped."""
    digits = "".join(ch for ch in force_unit + system if ch.isdigit())
    return _letter(digits + year + sequence.zfill(11))


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, for cards and IMEI."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def nhs(digits: str) -> bool:
    """Modulus 11 (NHS Data Dictionary, NHS NUMBER)."""
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    check = 11 - total % 11
    return len(set(digits)) > 1 and (0 if check == 11 else check) == int(digits[9])
