"""What Alembic runs around the scripts. The caller brings the connection, its transaction and the locks."""

from alembic import context

from storage.migrations.compare import OPTIONS

context.configure(connection=context.config.attributes["connection"], **OPTIONS)
with context.begin_transaction():
    context.run_migrations()
