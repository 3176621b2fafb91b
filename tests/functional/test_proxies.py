"""Behind a proxy: whoever asks is whom the proxy names, and nobody may name another."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.home import Home
from portal.app import create_app
from portal.wiring import SettingMissing, Settings, build
from tests.support.house import NO_ENGINE


def addresses(folder: Path, proxies: str, forwarded: str) -> list[str]:
    """The addresses that the ledger holds after a failed log-in with that X-Forwarded-For."""
    home = Home.open(folder, create=True, demo=True)
    services = build(Settings.of(home, {**NO_ENGINE, "SIGHTLINE_PROXIES": proxies}))
    try:
        client = create_app(services).test_client()
        given = {"username": "pc1", "password": "not that one at all"}
        client.post("/login", json=given, headers={"X-Forwarded-For": forwarded})
        events = services.ledger.events().events
        return [str((event.details or {}).get("address")) for event in events]
    finally:
        services.close()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        ("", "203.0.113.9", "127.0.0.1"),
        ("0", "203.0.113.9", "127.0.0.1"),
        ("1", "203.0.113.9", "203.0.113.9"),
        ("1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("2", "198.51.100.1, 203.0.113.9", "198.51.100.1"),
    ],
)
def test_whose_address_counts(tmp_path: Path, proxies: str, forwarded: str, seen: str) -> None:
    assert addresses(tmp_path, proxies, forwarded) == [seen]


@pytest.mark.parametrize("wrong", ["-1", "many", "1.5"])
def test_a_number_that_is_none_is_refused(tmp_path: Path, wrong: str) -> None:
    home = Home.open(tmp_path, create=True, demo=True)
    with pytest.raises(SettingMissing, match="SIGHTLINE_PROXIES must be a whole number"):
        Settings.of(home, {**NO_ENGINE, "SIGHTLINE_PROXIES": wrong})
