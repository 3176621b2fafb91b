"""One served demo for all browser tests, and a person at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.driving import Visit, chromium_browser, visit
from tests.support.instance import Instance, serving

PEOPLE = "40"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """The synthetic town, served by the real command."""
    with serving(tmp_path_factory.mktemp("browser") / "home", "demo", "--people", PEOPLE) as instance:
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


@pytest.fixture
def account(demo: Instance) -> Callable[[str], tuple[str, str]]:
    """User name and password of a role."""

    def found(role: str) -> tuple[str, str]:
        one = next(a for a in demo.accounts()["accounts"] if a["role"] == role)
        return one["username"], one["password"]

    return found
