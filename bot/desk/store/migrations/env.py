"""What Alembic runs to take the steps: on the connection that the program gives it, in the transaction under way there."""

from alembic import context

from bot.desk.store.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
