"""What lists, maps and the review queue ask of incidents is kept beside them; every report waits for linking anew."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was linked is forgotten, for it is worked out from claims and rulings."""
    for table in ("linked", "block", "incident", "incident_name", "unlinked"):
        op.execute(f"DELETE FROM {table}")
    op.add_column("linked", sa.Column("weight", sa.Integer, nullable=False, server_default="0"))
    op.create_index("linked_weight", "linked", [sa.text("weight DESC"), "pk"])
    op.add_column("incident", sa.Column("lat", sa.Float))
    op.add_column("incident", sa.Column("lon", sa.Float))
    op.drop_index("incident_start", "incident")
    op.create_index("incident_start", "incident", ["start", "end", "agreement"])
    op.create_index("incident_point", "incident", ["lat", "lon", "contest", "id"])
    op.execute("INSERT INTO unlinked (report_id, turn) SELECT id, entry FROM report")
