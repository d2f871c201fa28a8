"""How Alembic compares and writes down the tables."""

from typing import Any, Literal

from sqlmodel.sql.sqltypes import AutoString

from storage.tables import SQLModel
from storage.types import UtcDateTime


def _written(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Scripts name only types of SQLAlchemy: they must still run when ours have changed."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


OPTIONS: dict[str, Any] = {
    "target_metadata": SQLModel.metadata,
    "compare_type": True,
    "compare_server_default": True,
    "render_item": _written,
    # SQLite cannot alter a table: Alembic copies it, and inside one transaction, else a kill -9 leaves
    # a half-made copy on which the next attempt fails.
    "render_as_batch": True,
    "transactional_ddl": True,
}
