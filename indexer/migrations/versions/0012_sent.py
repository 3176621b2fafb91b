"""Which records' content stands in packages that were sent, so that it goes when the record does; and out of those whose record went before."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
_REQUEST = sa.table("request", sa.column("id"), sa.column("package"))
_RECORD = sa.table("record", sa.column("id"))
_SENT = sa.table("sent", sa.column("record"), sa.column("request"))


def upgrade() -> None:
    op.create_table(
        "sent",
        sa.Column("record", sa.String(512), primary_key=True),
        sa.Column("request", sa.String(32), primary_key=True),
    )
    bind = op.get_bind()
    answered = sa.select(_REQUEST.c.id, _REQUEST.c.package).where(_REQUEST.c.package.is_not(None))
    for id_, text in bind.execute(answered).all():
        package = json.loads(text)
        held = {f"{item['record']['system']}/{item['record']['ref']}": item for item in package["items"]}
        there = set(bind.scalars(sa.select(_RECORD.c.id).where(_RECORD.c.id.in_(list(held)))))
        for record, item in held.items():
            if record in there:
                bind.execute(sa.insert(_SENT).values(record=record, request=id_))
            else:
                item["record"] = {name: item["record"][name] for name in ("system", "ref")}
        if held.keys() - there:
            emptied = sa.update(_REQUEST).where(_REQUEST.c.id == id_)
            bind.execute(emptied.values(package=json.dumps(package)))


def downgrade() -> None:
    op.drop_table("sent")
