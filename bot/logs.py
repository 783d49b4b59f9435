"""Logs that carry no person: events with fields from a list, and of libraries only that they spoke."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Final

import structlog

FIELDS: Final = frozenset(
    {
        "event", "level", "timestamp", "fault", "where", "update", "row", "attempts", "ms", "method", "count",
        "ticket", "logger", "state", "version", "slot",
    }
)  # fmt: skip
"""What an entry may say. Names, texts, ids of chats and people, addresses and tokens have no field."""

LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class UnknownLevel(ValueError):
    """ADUAN_LOG_LEVEL names no level."""


def begin(level: str) -> None:
    """Write JSON lines to standard error from ``level`` on. Raises UnknownLevel."""
    if level.upper() not in LEVELS:
        raise UnknownLevel(f"ADUAN_LOG_LEVEL must be one of {', '.join(LEVELS)}")
    number = logging.getLevelName(level.upper())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_known_fields,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = _Quiet()
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda lost: _uncaught(lost.exc_type, lost.exc_value, lost.exc_traceback)
    threading.excepthook = lambda lost: _uncaught(lost.exc_type, lost.exc_value, lost.exc_traceback)


def only_known_fields(
    _logger: Any, _method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The last net: a field nobody has thought about does not get out."""
    return {name: value for name, value in entry.items() if name in FIELDS}


class _Quiet(logging.Handler):
    """Libraries quote updates, parameters and addresses in what they log: only that they spoke gets out."""

    def emit(self, record: logging.LogRecord) -> None:
        fault = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        where = f"{record.filename}:{record.lineno}"
        structlog.get_logger().warning("library_spoke", logger=record.name, where=where, fault=fault)


def _uncaught(kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None) -> None:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    if not issubclass(kind, KeyboardInterrupt):
        structlog.get_logger().critical("crashed", fault=kind.__name__, where=where)
