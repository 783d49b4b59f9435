"""A process that has imported the whole bot and becomes it, by a fork, as often as asked.

Every bot is a process of its own, to be killed and to hold its locks; it begins in a fraction of the time.
A line of JSON asks for one; two lines tell of it: its id, and its exit status once it has ended.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import bot.app  # noqa: F401  # as below
import handlers.dispatch  # noqa: F401  # only to have them: they take seconds
from bot.cli import main


def nurse() -> None:
    """One at a time, until nobody asks any more."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
            return
        _tell(child)
        _tell(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _become(asked: dict[str, Any]) -> None:
    log = os.open(asked["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for old, new in ((0, os.open(os.devnull, os.O_RDONLY)), (1, log), (2, log)):
        os.dup2(new, old)
    os.environ.update(asked["environment"])
    sys.argv[1:] = asked["arguments"]
    main()


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    nurse()
