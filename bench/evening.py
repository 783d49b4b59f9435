"""An office as the nights before left it: one day's worth of everything is too old, and no more than that.

What a seeded office lacks (files, followers, messages shown) is added first; then what ``[retention]`` no
longer keeps is erased by plain SQL, but for the last day's share. The index of words is left as it is.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.settings import Settings
from bot.tickets.status import ENDED
from simulator.town import Town
from storage import erasing

DAY: Final = timedelta(days=1)
UPDATES: Final = 5
MESSAGES: Final = 6
"""Of one report, as ``make bench`` counts them."""

_TEXT: Final = "P22M"
"""Nothing of a past of 24 months would be too old by the usual two years."""

SETTINGS: Final = Settings.model_validate({"telegram": {"token": "1:a"}, "retention": {"text": _TEXT}})
"""Those of ``config`` that the night goes by."""

_ENDED: Final = f"status IN ({', '.join(repr(str(status)) for status in sorted(ENDED))}) AND entered_at < "
_LIVED: Final = (
    """INSERT INTO attachments (ticket_id, position, kind, file, same_file)
    SELECT id, 0, 'photo', randomblob(200), randomblob(16) FROM tickets WHERE id % 2 = 0""",
    """INSERT INTO followers (ticket_id, resident_id, language, since)
    SELECT id, resident_id, 'id', filed_at FROM tickets WHERE id % 20 = 0""",
    """INSERT INTO posts (lane, message_id, ticket_id, purpose) SELECT 1, id, id, 'news' FROM tickets""",
)
_ERASED: Final = (
    f"""UPDATE tickets SET resident_id = NULL, confirmed_by = randomblob(16) WHERE {_ENDED} :identity""",
    f"""DELETE FROM followers WHERE ticket_id IN (SELECT id FROM tickets WHERE {_ENDED} :identity)""",
    """DELETE FROM residents WHERE seen_on < date(:identity)
    AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.resident_id = residents.id)""",
    f"""DELETE FROM attachments WHERE ticket_id IN (SELECT id FROM tickets WHERE {_ENDED} :media)""",
    f"""UPDATE tickets SET description = '-', landmark = NULL, purged_at =
    CASE WHEN entered_at < :text_before THEN :purged_before ELSE :purged END WHERE {_ENDED} :text""",
    """DELETE FROM posts WHERE ticket_id IN (SELECT id FROM tickets WHERE purged_at = :purged_before)""",
)
_COUNTED: Final = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :count)"
_MAIL: Final = {
    f"""INSERT INTO inbox (update_id, lane, payload, state, attempts, received_at, done_at) {_COUNTED}
    SELECT -n, n, randomblob(1000), 'done', 0, :stale, :stale FROM n""": UPDATES,
    f"""INSERT INTO outbox (id, lane, payload, state, repeat, attempts, created_at, sent_at) {_COUNTED}
    SELECT -n, n, randomblob(1000), 'sent', 0, 1, :stale, :stale FROM n""": MESSAGES,
}


def config(town: Town, home: Path) -> str:
    """Of the bot that runs on the copy at ``home``; no group is bound."""
    return f"""
[telegram]
token = "{town.token}"
api_base_url = "{town.api}"
per_second = 1000
[storage]
url = "sqlite+aiosqlite:///{home}/aduan.db"
key_file = "{home}/aduan.key"
[http]
listen = "127.0.0.1:0"
[retention]
text = "{_TEXT}"
"""


def copy(office: Path, home: Path) -> Path:
    """The office's database and key at another place; the file of the database."""
    shutil.copy(office / "aduan.key", home)
    file = home / "aduan.db"
    with closing(sqlite3.connect(office / "aduan.db")) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)
    return file


def leave(file: Path, now: datetime) -> None:
    """Erase what earlier nights would have, and mark today's night as done."""
    kept, last = SETTINGS.retention, now - DAY
    about = {
        "identity": kept.identity.before(last),
        "media": kept.media.before(last),
        "text": kept.text.before(last),
        "text_before": kept.text.before(last - DAY),
        "purged": last - timedelta(hours=1),
        "purged_before": last - 30 * DAY,
    }
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = 0")
        connection.execute("BEGIN")
        for statement in _LIVED + _ERASED:
            connection.execute(statement, {name: _written(at) for name, at in about.items()})
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    marked(file, now)


def marked(file: Path, now: datetime) -> None:
    """Nothing is to be erased today."""
    marks = {
        "retained_on": str(now.astimezone(SETTINGS.service.zone).date()),
        erasing.LEFTOVER: erasing.NOTHING,
    }
    with closing(sqlite3.connect(file)) as connection:
        connection.executemany("INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)", marks.items())
        connection.commit()


def fall(file: Path, now: datetime, reports: int) -> None:
    """The mail of so many reports is a day old, and the night's work is to be done."""
    stale = _written(now - DAY - timedelta(hours=1))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for statement, each in _MAIL.items():
            connection.execute(statement, {"stale": stale, "count": each * reports})
        connection.execute("DELETE FROM marks WHERE name = 'retained_on'")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
