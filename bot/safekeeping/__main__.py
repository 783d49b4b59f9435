"""One job: it comes in at standard input, its figures go out at standard output."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import sys
from typing import Any, Final

from bot.errors import AduanError
from bot.logs import begin
from bot.safekeeping import shelf
from bot.safekeeping.asking import forget
from bot.safekeeping.causes import named
from bot.safekeeping.drill import Nothing, drill
from bot.safekeeping.job import Job, Work
from bot.safekeeping.keeping import keep
from storage.key_file import BadKey

POLITE: Final = 10
"""Whoever reports or answers a report goes first (nice)."""


def main() -> None:
    """Read, do, and say what came of it: one line of JSON."""
    os.nice(POLITE)
    os.umask(0o077)
    begin("CRITICAL")
    job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the bot that started this process
    try:
        found = done(job)
    except (AduanError, BadKey) as error:
        found = {"fault": str(error) or type(error).__name__, "cause": named(error)}
    except Exception as error:  # its words may quote a report: the kind alone
        found = {"fault": type(error).__name__, "cause": named(error)}
    sys.stdout.write(json.dumps(found))


def done(job: Job) -> dict[str, Any]:
    """Figures of it. Raises what the work raises."""
    directory = job.settings.backup.directory
    if directory is None:
        raise Nothing("backup.directory is not set")
    if job.work is Work.BACKUP:
        kept = keep(job.settings, directory, job.now)
        gone = shelf.tidy(directory, job.settings, job.now)
        forget(job.settings, job.now)
        return {"file": kept.file.name, "size": kept.size, "tickets": kept.tickets, "gone": len(gone)}
    drilled = asyncio.run(drill(job.settings, directory, job.now))
    return {
        "file": drilled.file,
        "age": drilled.age.total_seconds(),
        "took": drilled.took.total_seconds(),
        "rows": drilled.rows,
        "tickets": drilled.tickets,
    }


if __name__ == "__main__":
    main()
