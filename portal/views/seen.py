"""Why somebody sees a record, and what its hits tie together, in words. No Flask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from access.identity import Identity
from access.permissions import Permission, permits
from portal.views import words


def reasons(identity: Identity, record: Mapping[str, Any]) -> list[str]:
    """The rules that let this reader in, one sentence each. Says nothing of what others may see."""
    handling = record.get("handling") or {}
    owner = str(handling.get("force") or "")
    said = [f"Your role, {identity.role.replace('-', ' ')}, may open records."]
    if owner == identity.force:
        said.append(f"It belongs to your force ({owner}) and is open to you there.")
    else:
        said.append(f"Force {owner} has released it to yours ({identity.force}).")
    if handling.get("sensitive"):
        said.append("It is marked OFFICIAL-SENSITIVE, and you are cleared for that.")
    if record.get("text") or record.get("sanitised_text"):
        said.append(_which_text(identity))
    return said


def _which_text(identity: Identity) -> str:
    if permits(identity, Permission.FULL_INTELLIGENCE):
        return "You may read the full text of intelligence."
    return "Where a report has a sanitised text, that is the one you read."


def ends(hit: Mapping[str, Any]) -> list[dict[str, str]]:
    """What a hit leads to on the link chart: people, places, linked records."""
    people = [_end("person", words.named(one), _role(one, "names")) for one in hit.get("people") or ()]
    places = [_end("location", words.named(one), _role(one, "at")) for one in hit.get("places") or ()]
    linked = [
        {"to_id": f"{link['to']['system']}/{link['to']['ref']}", "to_title": f"{words.system_name(link['to']['system'])} {link['to']['ref']}",
         "to_kind": "record", "role": str(link.get("role") or "linked")}
        for link in hit.get("links") or ()
        if isinstance(link, Mapping) and isinstance(link.get("to"), Mapping)
    ]  # fmt: skip
    return people + places + linked


def _end(kind: str, title: str, role: str) -> dict[str, str]:
    return {"to_id": f"{kind}:{title.casefold()}", "to_title": title, "to_kind": kind, "role": role}


def _role(one: object, default: str) -> str:
    return str(one.get("role") or default) if isinstance(one, Mapping) else default
