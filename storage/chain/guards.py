"""Triggers that let nobody change or remove history: only the words of an event may go."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import models

_EVENTS: Final[Any] = models.Event.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_SAME: Final = " AND ".join(f"NEW.{one.name} IS OLD.{one.name}" for one in _EVENTS.c if one.name != "text")
_NO: Final = "BEGIN SELECT RAISE(ABORT, 'history is only added to'); END"

_SQLITE: Final = {
    "events_stay": f"CREATE TRIGGER events_stay BEFORE DELETE ON events {_NO}",
    "events_last": f"CREATE TRIGGER events_last BEFORE UPDATE ON events"
    f" WHEN NOT (NEW.text IS NULL AND {_SAME}) {_NO}",
    "links_stay": f"CREATE TRIGGER links_stay BEFORE DELETE ON links {_NO}",
    "links_last": f"CREATE TRIGGER links_last BEFORE UPDATE ON links {_NO}",
}

_POSTGRESQL: Final = (
    """CREATE OR REPLACE FUNCTION aduan_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'events' THEN
    IF NEW.text IS NULL AND to_jsonb(NEW) - 'text' = to_jsonb(OLD) - 'text' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'history is only added to';
END $$""",
    *(
        f"CREATE OR REPLACE TRIGGER {table}_last BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION aduan_history()"
        for table in ("events", "links")
    ),
    *(
        f"CREATE OR REPLACE TRIGGER {table}_stay BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION aduan_history()"
        for table in ("events", "links")
    ),
)

_KNOWN: Final = text("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
_SET: Final = text("SELECT count(*) FROM pg_trigger WHERE tgname IN ('events_last', 'links_last')")


async def guard(connection: AsyncConnection) -> None:
    """Make them where they lack; on SQLite, make those anew that were made for other columns."""
    if connection.dialect.name == "postgresql":
        if await connection.scalar(_SET) < 2:
            for statement in _POSTGRESQL:
                await connection.execute(text(statement))
        return
    known = {name: str(sql) for name, sql in await connection.execute(_KNOWN)}
    for name, statement in _SQLITE.items():
        if known.get(name) != statement:
            await connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            await connection.execute(text(statement))
