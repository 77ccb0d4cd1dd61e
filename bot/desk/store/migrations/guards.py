"""Triggers by which the database itself refuses to change what may never change, whoever asks.

A line of a log goes only with its case: while the case stands in `forgetting`, in the same transaction.
"""

import sqlalchemy as sa

_IMMUTABLE = ("log", "briefings", "articles")

_SQLITE_NEVER = """
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END
"""
_SQLITE_LOG = (
    """
CREATE TRIGGER log_only_forgotten BEFORE DELETE ON log
WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE forgetting."case" = OLD."case")
BEGIN SELECT RAISE(ABORT, 'the log is only forgotten with its case'); END
""",
)

_POSTGRESQL_NEVER = """
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION factdesk_never_changed()
"""
_POSTGRESQL_FUNCTIONS = (
    """
CREATE FUNCTION factdesk_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed', TG_TABLE_NAME;
END $$
""",
    """
CREATE FUNCTION factdesk_only_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM forgetting WHERE forgetting."case" = OLD."case") THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'the log is only forgotten with its case';
END $$
""",
)
_POSTGRESQL_LOG = (
    """
CREATE TRIGGER log_only_forgotten BEFORE DELETE ON log
FOR EACH ROW EXECUTE FUNCTION factdesk_only_forgotten()
""",
    """
CREATE TRIGGER log_never_emptied BEFORE TRUNCATE ON log
FOR EACH STATEMENT EXECUTE FUNCTION factdesk_only_forgotten()
""",
)


def guard(db: sa.Connection) -> None:
    """Make the triggers."""
    if db.dialect.name == "postgresql":
        _run(db, *_POSTGRESQL_FUNCTIONS, *(_POSTGRESQL_NEVER.format(table=table) for table in _IMMUTABLE))
        _run(db, *_POSTGRESQL_LOG)
    else:
        _run(db, *(_SQLITE_NEVER.format(table=table) for table in _IMMUTABLE), *_SQLITE_LOG)


def _run(db: sa.Connection, *statements: str) -> None:
    for statement in statements:
        db.exec_driver_sql(statement)
