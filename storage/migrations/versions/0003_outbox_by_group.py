"""outbox by group and by claim."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_outbox_chat", table_name="outbox")
    op.drop_index("ix_outbox_sent", table_name="outbox")
    op.create_index("ix_outbox_group", "outbox", ["committee", "chat", "group", "state", "not_before", "id"])
    op.create_index("ix_outbox_chat_claimed", "outbox", ["committee", "chat", "claimed_at", "id"])
    op.create_index("ix_outbox_claimed", "outbox", ["committee", "claimed_at", "id", "delivery", "chat", "kind"])


def downgrade() -> None:
    for name in ("ix_outbox_claimed", "ix_outbox_chat_claimed", "ix_outbox_group"):
        op.drop_index(name, table_name="outbox")
    op.create_index("ix_outbox_sent", "outbox", ["committee", "sent_at"])
    op.create_index("ix_outbox_chat", "outbox", ["committee", "chat", "sent_at"])
