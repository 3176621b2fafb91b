"""Driving Chromium: contexts, logging in, purposes, accessibility checks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 360, "height": 740}


@dataclass
class Visit:
    """A page in a browser context of its own, with everything that it complained of."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def goto(self, path: str) -> int:
        """Open an address of the portal; gives the status."""
        response = self.page.goto(self.url + path)
        return response.status if response else 0

    def log_in(self, username: str, password: str, path: str = "/login") -> None:
        """By the log-in page, as a person does."""
        self.goto(path)
        self.page.get_by_label("Warrant number or user name").fill(username)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Log in").click()

    def state_purpose(
        self, code: str = "LIFE", reason: str = "999 call, male outside", reference: str = "CAD 1234"
    ) -> None:
        """By the purpose page."""
        self.goto("/purpose")
        self.page.locator(f"main input[name=code][value={code}]").check()
        self.page.locator("main input[name=reason]").fill(reason)
        self.page.locator("main input[name=reference]").fill(reference)
        self.page.get_by_role("button", name="Continue").click()


@contextmanager
def chromium_browser(program: Path) -> Iterator[Browser]:
    """The browser, for as long as it is needed."""
    with sync_playwright() as playwright:
        browser = _launch(playwright, program)
        try:
            yield browser
        finally:
            browser.close()


def _launch(playwright: Playwright, program: Path) -> Browser:
    return playwright.chromium.launch(executable_path=str(program), args=ARGUMENTS)


@contextmanager
def visit(browser: Browser, url: str, **context: Any) -> Iterator[Visit]:
    """A context and a page; console errors and faults are kept as complaints."""
    made = browser.new_context(
        **{"viewport": WIDE, "locale": "en-GB", "timezone_id": "Europe/London"} | context
    )
    visiting = Visit(made.new_page(), url)
    visiting.page.set_default_timeout(10_000)
    visiting.page.on("console", lambda message: _keep(visiting, message))
    visiting.page.on("pageerror", lambda error: visiting.complaints.append(f"fault: {error}"))
    try:
        yield visiting
    finally:
        made.close()


def _keep(visiting: Visit, message: ConsoleMessage) -> None:
    # An answer of 4xx or 5xx is noted by the console too; whether it is right, the tests say.
    if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
        visiting.complaints.append(f"{message.type}: {message.text}")


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and its best practice, with everything unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{v['id']} ({v['impact']}): {node['html'][:160]} – {node['failureSummary'][:200]}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


def width_of(page: Page) -> int:
    """How wide the page is laid out."""
    return int(page.evaluate("document.documentElement.scrollWidth"))
