"""The first schema: reports, sightings, readings, claims, decisions, custody chain, search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _texts(*names: str, null: bool = True) -> list["sa.Column[str]"]:
    return [sa.Column(name, sa.Text, nullable=null) for name in names]


def upgrade() -> None:
    """Make every table of the first release."""
    big = sa.BigInteger
    op.create_table("meta", sa.Column("key", sa.String, primary_key=True), *_texts("value", null=False))
    op.create_table(
        "custody", sa.Column("seq", big, primary_key=True, autoincrement=False),
        *_texts("at", "act", "content", "content_sha256", "prev", "sha256", null=False),
    )  # fmt: skip
    op.create_table(
        "report", sa.Column("entry", big, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String, nullable=False, unique=True), *_texts("text", null=False),
        *_texts("title", "outlet", "author", "published", "published_basis", "url"),
        *_texts("language", null=False), *_texts("given_id"), *_texts("added_at", null=False),
    )  # fmt: skip
    op.create_index("report_published", "report", ["published"])
    op.create_table(
        "sighting", sa.Column("entry", big, primary_key=True, autoincrement=False),
        *_texts("report_id", "raw_sha256", null=False), sa.Column("raw_size", big, nullable=False),
        *_texts("media_type", "source", null=False),
        *_texts("url", "outlet", "title", "author", "published", "published_basis", "captured", "forwarded_from"),
        *_texts("ocr_spans"), sa.Column("ocr_confidence", sa.Float),
        *_texts("notes", "seen_at", "same", null=False),
        sa.UniqueConstraint("report_id", "same", name="sighting_once"),
    )  # fmt: skip
    op.create_index("sighting_raw", "sighting", ["raw_sha256"])
    op.create_table(
        "reading", sa.Column("entry", big, primary_key=True, autoincrement=False),
        *_texts("report_id", "version", "lexicon", null=False), sa.Column("claims", sa.Integer, nullable=False),
        *_texts("sha256", "notes", "made_at", null=False),
    )  # fmt: skip
    op.create_index("reading_report", "reading", ["report_id", "entry"])
    op.create_table(
        "claim", sa.Column("pk", big, primary_key=True, autoincrement=False), sa.Column("reading", big),
        *_texts("report_id", "claim_id", "json", null=False), sa.Column("current", sa.Integer, nullable=False),
        *_texts("status", null=False),
        *_texts("type", "stance", "voice", "voice_id", "voice_kind", "outlet", "start", "end"),
        sa.Column("lat", sa.Float), sa.Column("lon", sa.Float), *_texts("places"),
    )  # fmt: skip
    for name, columns in (
        ("claim_id", ["claim_id"]), ("claim_report", ["report_id", "current"]), ("claim_reading", ["reading"]),
        ("claim_when", ["start"]), ("claim_voice", ["voice_id"]), ("claim_type", ["type", "start"]),
        ("claim_where", ["lat", "lon"]),
    ):  # fmt: skip
        op.create_index(name, "claim", columns)
    op.create_table(
        "decision", sa.Column("entry", big, primary_key=True, autoincrement=False),
        *_texts("report_id", "claim_id", "act", null=False), *_texts("field", "value"),
        *_texts("by", "reason", "at", null=False),
    )  # fmt: skip
    op.create_index("decision_claim", "decision", ["claim_id"])
    op.create_index("decision_report", "decision", ["report_id"])
    op.create_table(
        "blob", sa.Column("sha256", sa.String, primary_key=True), sa.Column("data", sa.LargeBinary, nullable=False)
    )
    if op.get_bind().dialect.name == "sqlite":
        for table in ("report_words", "claim_words"):
            op.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(body, content='', detail=none, columnsize=0)")
    else:
        for table in ("report_words", "claim_words"):
            op.create_table(
                table, sa.Column("rowid", big, primary_key=True, autoincrement=False),
                sa.Column("body", sa.dialects.postgresql.TSVECTOR, nullable=False),
            )  # fmt: skip
            op.create_index(f"{table}_body", table, ["body"], postgresql_using="gin")
