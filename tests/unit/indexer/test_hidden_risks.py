"""Dangers that no despatcher is told: found from record and document alone, kept as one task a record until they are gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from indexer import assemble, store_warnings
from indexer.assemble import Readings
from indexer.hidden_risks import BY_HANDLING, BY_TEXT, HiddenRisk, Watch, WatchError, hidden_risk
from indexer.pole import parse
from indexer.store import Store
from indexer.store_warnings import DECLINED, GONE, NOT_HIDDEN, OPEN, PUBLISHED, SETTLED, Seen

from .samples import HANDLING, small

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
OPEN_TO_ALL = HANDLING | {"audience": ["*"], "sensitive": True}
RESTRICTED = OPEN_TO_ALL | {"audience": ["intel"]}
GUN, BAT = "He has a shotgun.", "A bat is kept by the door."


def fact(code: str, sentence: str, assertion: str = "affirmed") -> dict[str, Any]:
    return {"code": code, "assertion": assertion, "sentence": sentence}


def risk(
    full: Sequence[Any] = (), opened: Sequence[Any] | None = None, watch: Watch | None = None, **changes: Any
) -> Any:
    """The hidden danger of a record with these facts; opened: those of the sanitised text, where there is one."""
    texts = {"text": "full"} | ({} if opened is None else {"sanitised_text": "sanitised"})
    record = parse(small("1", **(texts | changes)))
    seen = full if opened is None else opened
    readings = Readings({"mentions": [], "facts": full}, {"mentions": [], "facts": seen})
    return hidden_risk(record, assemble.document(record, 4, readings), watch or Watch(), NOW)


def test_what_despatchers_see_is_not_hidden() -> None:
    assert risk([fact("FI", GUN)], handling=OPEN_TO_ALL) is None


def test_a_danger_is_hidden_by_handling() -> None:
    found = risk([fact("WE", BAT), fact("FI", GUN)], handling=RESTRICTED)
    assert (found.because, found.codes, found.revision, found.record) == (
        BY_HANDLING,
        ("FI", "WE"),
        4,
        "TEST/1",
    )


def test_a_danger_is_hidden_where_only_the_full_text_tells_of_it() -> None:
    found = risk([fact("WE", BAT), fact("FI", GUN)], [fact("WE", BAT)], handling=OPEN_TO_ALL)
    assert (found.because, found.codes) == (BY_TEXT, ("FI",))


def test_a_marker_counts_as_a_fact_does_and_stands_in_both_views() -> None:
    people = [{"role": "subject", "markers": [{"code": "VI", "text": "Violent"}]}]
    assert risk(people=people, handling=RESTRICTED).codes == ("VI",)
    assert risk(people=people, handling=OPEN_TO_ALL) is None
    assert risk([fact("VI", "He hit an officer.")], [], people=people, handling=OPEN_TO_ALL) is None
    places = [{"role": "occurred-at", "address": "1 High Street", "markers": [{"code": "XP"}]}]
    assert risk(locations=places, handling=RESTRICTED).codes == ("XP",)


@pytest.mark.parametrize("assertion", ["negated", "denied", "uncertain", "historic"])
def test_only_what_is_affirmed_counts(assertion: str) -> None:
    assert risk([fact("FI", GUN, assertion)], handling=RESTRICTED) is None


def test_other_warnings_make_no_task() -> None:
    assert risk([fact("DR", "He sells drugs."), fact("MN", "He is ill.")], handling=RESTRICTED) is None


def test_what_every_despatcher_holds_hides_nothing() -> None:
    watch = Watch.of({"SIGHTLINE_DESPATCHER_GROUPS": "control-room, intel"})
    assert risk([fact("FI", GUN)], watch=watch, handling=RESTRICTED) is None
    uncleared = Watch.of({"SIGHTLINE_DESPATCHER_SENSITIVE": "no"})
    assert risk([fact("FI", GUN)], watch=uncleared, handling=OPEN_TO_ALL).because == BY_HANDLING
    with pytest.raises(WatchError):
        Watch.of({"SIGHTLINE_DESPATCHER_SENSITIVE": "perhaps"})


# -------------------------------------------------------------------------------------- the tasks


def hidden(revision: int = 1, digest: str = "d", id_: str = "CRIMINT/1") -> HiddenRisk:
    return HiddenRisk(id_, revision, "01", BY_HANDLING, ("WE",), digest)


def see(store: Store, **seen: Any) -> None:
    store.watch(Seen(**seen))


@pytest.fixture
def opened(either_store: Store) -> Store:
    see(either_store, risks={"CRIMINT/1": hidden()})
    return either_store


def the_task(store: Store) -> Any:
    (task,) = store.warning_tasks("01", OPEN, PUBLISHED, DECLINED, SETTLED)
    return task


def test_a_hidden_danger_is_one_task_of_its_owner_however_often_it_is_indexed(opened: Store) -> None:
    first = the_task(opened)
    see(opened, risks={"CRIMINT/1": hidden(2)})
    assert the_task(opened) == first
    assert (first.status, first.codes, first.record) == (OPEN, ("WE",), "CRIMINT/1")
    assert opened.warning_tasks("45", OPEN) == []


def test_loosened_or_deleted_it_is_settled(opened: Store) -> None:
    see(opened, clear={"CRIMINT/1": 2})
    assert (the_task(opened).status, the_task(opened).reason) == (SETTLED, NOT_HIDDEN)
    see(opened, risks={"CRIMINT/1": hidden(3)})
    assert the_task(opened).status == OPEN
    see(opened, gone={"CRIMINT/1": 4})
    assert (the_task(opened).status, the_task(opened).reason) == (SETTLED, GONE)


def test_what_comes_late_changes_nothing(opened: Store) -> None:
    see(opened, risks={"CRIMINT/1": hidden(5)})
    see(opened, clear={"CRIMINT/1": 4})
    assert the_task(opened).status == OPEN


def test_a_decision_stands_until_the_record_tells_of_something_else(opened: Store) -> None:
    id_ = the_task(opened).id
    assert opened.close_warning(id_, DECLINED, "supervisor", "known to the control room")
    assert not opened.close_warning(id_, DECLINED, "another", "late")
    see(opened, risks={"CRIMINT/1": hidden(2)})
    assert (the_task(opened).status, the_task(opened).closed_by) == (DECLINED, "supervisor")
    see(opened, risks={"CRIMINT/1": hidden(3, "other")})
    task = the_task(opened)
    assert (task.status, task.closed_by, task.reason) == (OPEN, None, None)


def publish(store: Store, task: str, warning: str) -> None:
    """As the writing of a warning does it."""
    with store._writing(exclusive=False) as connection:
        store_warnings.publish(connection, task, "analyst", warning)


def test_a_warning_that_is_deleted_opens_its_task_again(opened: Store) -> None:
    publish(opened, the_task(opened).id, "SIGHTLINE/w1")
    see(opened, gone={"SIGHTLINE/other": 2})
    assert the_task(opened).status == PUBLISHED
    see(opened, gone={"SIGHTLINE/w1": 2})
    assert (the_task(opened).status, the_task(opened).published) == (OPEN, None)


def test_of_a_deleted_record_nobodys_words_are_kept_and_its_task_stays_closed(opened: Store) -> None:
    opened.close_warning(the_task(opened).id, DECLINED, "supervisor", "his mother asked for it")
    see(opened, gone={"CRIMINT/1": 2})
    assert (the_task(opened).status, the_task(opened).reason) == (DECLINED, GONE)


def test_records_and_their_warnings_are_kin_and_all_of_them_are_asked_for_at_once(
    opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(opened, risks={id_: hidden(id_=id_) for id_ in ("CRIMINT/2", "CRIMINT/3")})
    for n in (1, 2):
        task = opened.warning_of(f"CRIMINT/{n}")
        assert task is not None
        publish(opened, task.id, f"SIGHTLINE/w{n}")
    asked, rows = [], opened._rows
    monkeypatch.setattr(opened, "_rows", lambda select: (asked.append(select), rows(select))[1])
    kin = opened.warning_kin(["SIGHTLINE/w1", "SIGHTLINE/w2", "CRIMINT/2", "CRIMINT/3"])
    forth, back = "warning published from this", "what this warning was published from"
    assert kin == {
        "SIGHTLINE/w1": {"CRIMINT/1": back}, "SIGHTLINE/w2": {"CRIMINT/2": back}, "CRIMINT/2": {"SIGHTLINE/w2": forth},
        "CRIMINT/3": {},
    }  # fmt: skip
    assert (len(asked), opened.warning_kin([]), len(asked)) == (1, {}, 1)


def test_indexing_that_concerns_no_task_writes_nothing(either_store: Store) -> None:
    see(either_store, clear={"CRIS/1": 1}, gone={"CRIS/2": 1})
    assert either_store.warning_tasks("01", OPEN, SETTLED) == []
