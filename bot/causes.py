"""Why something failed, as a log may say it: the kind of the error and the line, never its message."""

from __future__ import annotations

import traceback


def cause_of(error: BaseException) -> dict[str, str]:
    """The fields ``fault`` and ``where`` of a log entry; the message could quote what people wrote."""
    return {"fault": type(error).__name__, "where": _where(error)}


def _where(error: BaseException) -> str:
    frames = list(traceback.walk_tb(error.__traceback__))
    if not frames:
        return ""
    frame, line = frames[-1]
    return f"{frame.f_code.co_filename}:{line}"
