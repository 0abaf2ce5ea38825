"""Stored incidents: claims as linked, where they are found, summaries of incidents, what waits for linking."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ONLY_VAGUE: dict[str, Any] = {"sqlite_where": sa.text("vague = 1"), "postgresql_where": sa.text("vague = 1")}


def _columns(kind: Any, *names: str, null: bool = True) -> list["sa.Column[Any]"]:
    return [sa.Column(name, kind, nullable=null) for name in names]


def _key(name: str, kind: Any) -> "sa.Column[Any]":
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def upgrade() -> None:
    """Add the tables of incidents; every report there is waits for linking."""
    op.create_table(
        "linked", _key("pk", sa.BigInteger), sa.Column("claim_id", sa.String, nullable=False, unique=True),
        *_columns(sa.String, "report_id", null=False), *_columns(sa.Text, "features", null=False),
        *_columns(sa.Integer, "vague", null=False), *_columns(sa.Integer, "first", "last"),
        *_columns(sa.String, "grp", "incident", null=False), *_columns(sa.Float, "south", "west", "north", "east"),
    )  # fmt: skip
    op.create_index("linked_report", "linked", ["report_id"])
    op.create_index("linked_incident", "linked", ["incident"])
    op.create_index("linked_vague", "linked", ["first"], **_ONLY_VAGUE)
    op.create_table(
        "block", _key("key", sa.BigInteger), _key("first", sa.Integer), _key("pk", sa.BigInteger),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "incident", _key("id", sa.String), *_columns(sa.Integer, "day", null=False),
        *_columns(sa.String, "type", null=False), *_columns(sa.String, "start", "end"),
        *_columns(sa.String, "agreement", null=False),
        *_columns(sa.Integer, "contest", "claims", "reports", "origins", null=False),
        *_columns(sa.Float, "south", "west", "north", "east"), *_columns(sa.Text, "places", null=False),
    )  # fmt: skip
    op.create_index("incident_day", "incident", ["day", "id"])
    op.create_index("incident_origins", "incident", [sa.text("origins DESC"), "id"])
    op.create_index("incident_contest", "incident", ["contest", sa.text("claims DESC"), "id"])
    op.create_index("incident_start", "incident", ["start"])
    op.create_table(
        "incident_name", _key("kind", sa.String), _key("name", sa.String), _key("incident", sa.String),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("incident_name_of", "incident_name", ["incident"])
    op.create_table("unlinked", _key("report_id", sa.String), *_columns(sa.BigInteger, "turn", null=False))
    op.create_index("unlinked_turn", "unlinked", ["turn"])
    op.create_table("ruled", _key("claim_id", sa.String), _key("entry", sa.BigInteger), sqlite_with_rowid=False)
    op.create_index("ruled_entry", "ruled", ["entry"])
    op.execute("INSERT INTO unlinked (report_id, turn) SELECT id, entry FROM report")
    _rulings()


def _rulings() -> None:
    """Which claims the rulings made so far are about."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT seq, content FROM custody WHERE act = 'incident.ruled'")).all()
    about = [{"c": c, "e": seq} for seq, content in rows for c in dict.fromkeys(json.loads(content)["claims"])]
    if about:
        connection.execute(sa.text("INSERT INTO ruled (claim_id, entry) VALUES (:c, :e)"), about)
