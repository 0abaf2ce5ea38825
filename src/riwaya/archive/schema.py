"""The archive's tables, the same for SQLite and PostgreSQL.

A row that stems from an act has that act's number in the custody chain as its key (`entry`), so that every row
can be held against its entry. Columns of `claim` after `json` are derived from the effective claim, for
filtering; `verify` recomputes them.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

HEAD = "0004"  # the newest migration; a test holds it against the folder of migrations

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

custody = Table(
    "custody", metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("act", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("content_sha256", String, nullable=False),
    Column("prev", String, nullable=False),
    Column("sha256", String, nullable=False),
)  # fmt: skip

report = Table(
    "report", metadata,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("title", Text), Column("outlet", Text), Column("author", Text),
    Column("published", String), Column("published_basis", String), Column("url", Text),
    Column("language", String, nullable=False), Column("given_id", Text),
    Column("added_at", String, nullable=False),
)  # fmt: skip
Index("report_published", report.c.published)

sighting = Table(
    "sighting", metadata,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("report_id", String, nullable=False),
    Column("raw_sha256", String, nullable=False), Column("raw_size", BigInteger, nullable=False),
    Column("media_type", String, nullable=False), Column("source", Text, nullable=False),
    Column("url", Text), Column("outlet", Text), Column("title", Text), Column("author", Text),
    Column("published", String), Column("published_basis", String), Column("captured", String),
    Column("forwarded_from", Text), Column("ocr_spans", Text), Column("ocr_confidence", Float),
    Column("notes", Text, nullable=False), Column("seen_at", String, nullable=False),
    Column("same", String, nullable=False),
    UniqueConstraint("report_id", "same", name="sighting_once"),
)  # fmt: skip
Index("sighting_raw", sighting.c.raw_sha256)

reading = Table(
    "reading", metadata,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("report_id", String, nullable=False),
    Column("version", String, nullable=False), Column("lexicon", String, nullable=False),
    Column("claims", Integer, nullable=False), Column("sha256", String, nullable=False),
    Column("notes", Text, nullable=False), Column("made_at", String, nullable=False),
)  # fmt: skip
Index("reading_report", reading.c.report_id, reading.c.entry)

claim = Table(
    "claim", metadata,
    Column("pk", BigInteger, primary_key=True, autoincrement=False),
    Column("reading", BigInteger),  # None for a claim added by hand
    Column("report_id", String, nullable=False),
    Column("claim_id", String, nullable=False),
    Column("json", Text, nullable=False),
    Column("current", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("type", String), Column("stance", String), Column("voice", Text), Column("voice_id", String),
    Column("voice_kind", String), Column("outlet", Text), Column("start", String), Column("end", String),
    Column("lat", Float), Column("lon", Float), Column("places", Text),
    Column("voice_member", String),  # whom the voice speaks for
)  # fmt: skip
Index("claim_id", claim.c.claim_id)
Index("claim_report", claim.c.report_id, claim.c.current)
Index("claim_reading", claim.c.reading)
Index("claim_when", claim.c.start)
Index("claim_voice", claim.c.voice_id)
Index("claim_voice_name", claim.c.voice)
Index("claim_voice_member", claim.c.voice_member)
Index("claim_type", claim.c.type, claim.c.start)
Index("claim_where", claim.c.lat, claim.c.lon)

decision = Table(
    "decision", metadata,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("report_id", String, nullable=False),
    Column("claim_id", String, nullable=False),
    Column("act", String, nullable=False),
    Column("field", Text), Column("value", Text),
    Column("by", Text, nullable=False), Column("reason", Text, nullable=False), Column("at", String, nullable=False),
)  # fmt: skip
Index("decision_claim", decision.c.claim_id)
Index("decision_report", decision.c.report_id)

# What an act's entry in the custody chain says of its row, beside the report's id and the time.
FACTS: dict[str, tuple[Table, tuple[str, ...]]] = {
    "report.added": (
        report, ("title", "outlet", "author", "published", "published_basis", "url", "language", "given_id"),
    ),
    "sighting.added": (
        sighting,
        ("raw_sha256", "raw_size", "media_type", "source", "url", "outlet", "title", "author", "published",
         "published_basis", "captured", "forwarded_from", "ocr_spans", "ocr_confidence", "notes"),
    ),
    "reading.made": (reading, ("version", "lexicon", "claims", "sha256", "notes")),
    "decision.made": (decision, ("claim_id", "act", "field", "value", "by", "reason")),
}  # fmt: skip

RULING = "incident.ruled"  # the act of a person's ruling on which claims are one happening

blob = Table(
    "blob", metadata,
    Column("sha256", String, primary_key=True), Column("data", LargeBinary, nullable=False),
)  # fmt: skip

# Incidents: derived from claims and rulings, no part of the record; `riwaya link` makes them anew.

linked = Table(
    "linked", metadata,
    Column("pk", BigInteger, primary_key=True, autoincrement=False),  # of the claim
    Column("claim_id", String, nullable=False, unique=True),
    Column("report_id", String, nullable=False),
    Column("features", Text, nullable=False),
    Column("vague", Integer, nullable=False),
    Column("first", Integer), Column("last", Integer),  # days since 0001-01-01
    Column("grp", String, nullable=False),  # the smallest claim id of its group
    Column("incident", String, nullable=False),
    Column("south", Float), Column("west", Float), Column("north", Float), Column("east", Float),
    Column("weight", Integer, nullable=False),  # how much hangs on it, for the review queue
)  # fmt: skip
Index("linked_weight", linked.c.weight.desc(), linked.c.pk)
Index("linked_report", linked.c.report_id)
Index("linked_incident", linked.c.incident)
Index(
    "linked_vague", linked.c.first, sqlite_where=text("vague = 1"), postgresql_where=text("vague = 1")
)  # what can be context

block = Table(
    "block", metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("pk", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)  # fmt: skip

incident = Table(
    "incident", metadata,
    Column("id", String, primary_key=True),
    Column("day", Integer, nullable=False),  # of its core, for order
    Column("type", String, nullable=False),
    Column("start", String), Column("end", String),
    Column("agreement", String, nullable=False), Column("contest", Integer, nullable=False),  # 0: most contested
    Column("claims", Integer, nullable=False), Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("south", Float), Column("west", Float), Column("north", Float), Column("east", Float),
    Column("places", Text, nullable=False),  # JSON, the most precise first
    Column("lat", Float), Column("lon", Float),  # of the first place whose position is known
)  # fmt: skip
Index("incident_day", incident.c.day, incident.c.id)
Index("incident_origins", incident.c.origins.desc(), incident.c.id)
Index("incident_contest", incident.c.contest, incident.c.claims.desc(), incident.c.id)
# For counts over time and on the map: what they ask for is in the index.
Index("incident_start", incident.c.start, incident.c.end, incident.c.agreement)
Index("incident_point", incident.c.lat, incident.c.lon, incident.c.contest, incident.c.id)

incident_name = Table(
    "incident_name", metadata,
    Column("kind", String, primary_key=True),  # type, place, voice, party, outlet
    Column("name", String, primary_key=True),
    Column("incident", String, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip
Index("incident_name_of", incident_name.c.incident)

unlinked = Table(
    "unlinked", metadata,
    Column("report_id", String, primary_key=True), Column("turn", BigInteger, nullable=False),
)  # fmt: skip
Index("unlinked_turn", unlinked.c.turn)

ruled = Table(
    "ruled", metadata,
    Column("claim_id", String, primary_key=True),
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)  # fmt: skip
Index("ruled_entry", ruled.c.entry)

DERIVED = (linked, block, incident, incident_name)
