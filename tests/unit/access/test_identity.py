"""An identity is a value: compared by what it says, never changed."""

from __future__ import annotations

import dataclasses

import pytest

from access.identity import Identity, Role, Via

IDENTITY = Identity("PC204", Role.DESPATCHER, "01")


def test_the_narrowest_is_the_default():
    assert (IDENTITY.groups, IDENTITY.compartments) == (frozenset(), frozenset())
    assert (IDENTITY.tier, IDENTITY.sensitive, IDENTITY.via) == ("OFFICIAL", False, Via.SESSION)


def test_it_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        IDENTITY.role = Role.ANALYST


def test_roles_are_named_as_on_the_command_line():
    assert set(Role) == {
        "despatcher",
        "officer",
        "analyst",
        "supervisor",
        "disclosure",
        "partner",
        "auditor",
        "records-manager",
        "administrator",
    }
