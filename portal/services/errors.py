"""What a service may raise, besides `Denied`, `PurposeMissing`, `PermitExpired`, `LedgerUnavailable` and `EngineUnavailable`
of access."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class NotFound(Exception):  # noqa: N818
    """Nothing there for this reader: absent and hidden alike. audit_id: of the permit."""

    def __init__(self, audit_id: str) -> None:
        super().__init__("nothing there")
        self.audit_id = audit_id


class Reason(StrEnum):
    """Why an input cannot be taken, where a page says it in words of its own."""

    MISSING = "missing"
    EXPIRED = "expired"
    NOT_THEIRS = "not theirs"
    PAST = "past"


class Invalid(ValueError):  # noqa: N818
    """Input that cannot be taken: which field, and why. message: for who writes a program; reason: for a page to go by."""

    def __init__(self, field: str, message: str, reason: Reason | None = None) -> None:
        super().__init__(f"{field}: {message}")
        self.field, self.message, self.reason = field, message, reason


class Invalids(Invalid):
    """Input with several things wrong with it: (field, message) of each, the first standing for all."""

    def __init__(self, errors: Iterable[tuple[str, str]]) -> None:
        self.errors = tuple(errors)
        super().__init__(*self.errors[0])


class Busy(Exception):  # noqa: N818
    """What is needed for it is taken by others for longer than somebody can wait: nothing was done, and it may be asked again."""


class Conflict(Exception):  # noqa: N818
    """Not now: the thing asked for stands in another state. audit_id: of the permit, where a reader is told it."""

    def __init__(self, message: str, audit_id: str | None = None) -> None:
        super().__init__(message)
        self.audit_id = audit_id
