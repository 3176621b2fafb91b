"""One served demo for all browser tests, and a person at it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.driving import Visit, chromium_browser, visit
from tests.support.instance import Instance, serving

PEOPLE = "40"
HANDLING = {
    "tier": "OFFICIAL", "sensitive": False, "descriptor": None, "force": "01", "unit": None, "audience": ["*"],
    "compartments": [], "denied": [], "releasable_to": ["45"], "visible_from": None, "visible_until": None,
}  # fmt: skip
SHARED = {
    "system": "CRIMINT", "ref": "CRRT09999001", "kind": "report", "title": "Sighting of Quentin Farthingale",
    "recorded": "2026-02-20T10:00:00Z", "handling": HANDLING,
    "grading": {"source": "2", "intelligence": "B", "handling": "P", "conditions": []},
    "people": [
        {"role": "subject", "names": [{"kind": "birth", "forenames": "Quentin", "surname": "Farthingale"}],
         "dates_of_birth": ["1975-05-05"]}
    ],
    "text": "Source, his cousin, says that Farthingale keeps a machete in the van.",
    "sanitised_text": "Farthingale keeps a machete in the van.",
}  # fmt: skip
# Of long ago, and to be reviewed.
DUE = {
    "system": "CRIMINT", "ref": "CRRT09999003", "kind": "report", "title": "Stolen bicycles", "recorded": "2012-02-20T10:00:00Z",
    "handling": HANDLING, "retention": {"group": 3, "review_on": "2018-02-20"}, "text": "Quillfeather sells stolen bicycles.",
    "people": [{"role": "subject", "names": [{"kind": "birth", "forenames": "Percival", "surname": "Quillfeather"}]}],
}  # fmt: skip
# Whatever a source system holds, a page shows it as text and runs none of it.
HOSTILE = {
    "system": "CRIS", "ref": "9999002/26<b>", "kind": "event",
    "title": "<script>document.title='owned'</script>\"><img src=x onerror=document.title='owned'>",
    "recorded": "2026-02-21T10:00:00Z", "handling": HANDLING, "classification": "<i>odd</i>", "flags": ["<u>flag</u>"],
    "people": [{"role": "suspect", "names": [{"kind": "birth", "forenames": "<b>Zebulon", "surname": "Quirkstone</b>"}],
                "markers": [{"code": "WE", "text": "<svg onload=document.title='owned'>", "set_on": "2026-01-01"}]}],
    "text": "Quirkstone has a knife </mark><script>document.title='owned'</script> under the <a href=x>bed</a>.",
}  # fmt: skip


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """The synthetic town, served by the real command, and three records more."""
    folder = tmp_path_factory.mktemp("browser")
    more = folder / "more.jsonl"
    more.write_text("".join(json.dumps(record) + "\n" for record in (SHARED, DUE, HOSTILE)))
    with serving(folder / "home", "demo", "--people", PEOPLE) as instance:
        loaded = instance.run("load", "pole", more, "--json")
        assert loaded.json["loaded"] == 3, loaded.out
        yield instance


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """Chromium."""
    with chromium_browser(chromium) as opened:
        yield opened


Visiting = Callable[..., AbstractContextManager[Visit]]


@pytest.fixture(scope="session")
def cookies(browser: Browser, demo: Instance) -> Callable[[str], Any]:
    """A role's logged-in state with a purpose, made once by the pages themselves."""
    kept: dict[str, Any] = {}

    def state(role: str) -> Any:
        if role not in kept:
            with visit(browser, demo.url) as coming:
                account = next(a for a in demo.accounts()["accounts"] if a["role"] == role)
                coming.log_in(account["username"], account["password"])
                if role != "administrator":
                    coming.state_purpose()
                kept[role] = coming.page.context.storage_state()
        return kept[role]

    return state


@pytest.fixture
def at(browser: Browser, demo: Instance, cookies: Callable[[str], Any]) -> Visiting:
    """`with at("despatcher", …) as visit`: somebody of that role with a purpose; None: nobody logged in.

    A page that complained in the console fails the test.
    """

    @contextmanager
    def coming(role: str | None, **context: Any) -> Iterator[Visit]:
        if role:
            context["storage_state"] = cookies(role)
        with visit(browser, demo.url, **context) as visiting:
            yield visiting
            assert visiting.complaints == []

    return coming


Own = Callable[..., AbstractContextManager[Visit]]


@pytest.fixture
def own(at: Visiting, account: Callable[[str], tuple[str, str]]) -> Own:
    """`with own("despatcher", reason=…) as visit`: somebody in a session of their own, which no other test shares."""

    @contextmanager
    def coming(role: str, **purpose: str) -> Iterator[Visit]:
        with at(None) as visit:
            visit.log_in(*account(role))
            visit.state_purpose(**purpose)
            yield visit

    return coming


@pytest.fixture
def account(demo: Instance) -> Callable[[str], tuple[str, str]]:
    """User name and password of a role."""

    def found(role: str) -> tuple[str, str]:
        one = next(a for a in demo.accounts()["accounts"] if a["role"] == role)
        return one["username"], one["password"]

    return found
