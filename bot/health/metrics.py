"""What is counted and measured for whoever watches from outside: numbers, never an id or a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.health.facts import Facts
from bot.health.vitals import Vitals
from bot.protocols import UPDATES, Raw

_CALLS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Seconds that a call to Telegram takes, for the histogram."""

_OTHER: Final = "other"


class Metrics:
    """Of one process; what only the one that speaks looks up is 0 or old in the others."""

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals
        home = self.registry = CollectorRegistry()
        self._updates = Counter("aduan_updates", "Updates taken in", ["kind"], registry=home)
        self._sent = Counter("aduan_messages_sent", "Calls that brought a message", registry=home)
        self._failed = Counter("aduan_messages_failed", "Calls that did not", ["fault"], registry=home)
        self._took = Histogram(
            "aduan_call_seconds", "A message's call to Telegram", buckets=_CALLS, registry=home
        )
        self._conflicts = Counter("aduan_conflicts", "Updates refused: another has them", registry=home)
        self._alarms = Gauge("aduan_alarm", "1 while the alarm is raised", ["cause"], registry=home)
        self._violations = Gauge(
            "aduan_invariant_violations", "Rows that must not be", ["invariant"], registry=home
        )
        self._waits = Gauge("aduan_waiting", "Rows that wait", ["box"], registry=home)
        self._oldest = Gauge("aduan_oldest_seconds", "Age of the oldest that waits", ["box"], registry=home)
        self._lost = Gauge("aduan_outbox_lost", "Given up in the last day", ["state"], registry=home)
        self._tickets = Gauge("aduan_tickets", "Tickets by status", ["status"], registry=home)
        self._groups = Gauge("aduan_groups_down", "Groups the bot cannot write to", registry=home)
        self._unerased = Gauge("aduan_unerased", "Rows the night could not erase", registry=home)
        self._disk = Gauge("aduan_disk_free_ratio", "Of the disk with the data", registry=home)
        self._wal = Gauge("aduan_wal_bytes", "SQLite's write-ahead log", registry=home)
        self._watch_all(vitals)

    def _watch_all(self, vitals: Vitals) -> None:
        """What is read at the moment somebody asks."""
        now = (
            ("aduan_loop_lag_seconds", "How late the event loop is", lambda: vitals.lag),
            ("aduan_loops_late", "Loops that stopped", lambda: float(len(vitals.late))),
            ("aduan_telegram_silence_seconds", "Since updates were last asked for", lambda: vitals.silence),
            ("aduan_clock_skew_seconds", "Ours from Telegram's, once proved", lambda: vitals.skew.seconds),
        )
        for name, about, measure in now:
            Gauge(name, about, registry=self.registry).set_function(measure)

    def took_in(self, updates: Iterable[Raw]) -> None:
        """Updates came."""
        for raw in updates:
            self._updates.labels(next((kind for kind in UPDATES if kind in raw), _OTHER)).inc()

    def sent(self, seconds: float, fault: BaseException | None) -> None:
        """A message's call ended."""
        self._took.observe(seconds)
        if fault is None:
            self._sent.inc()
        else:
            self._failed.labels(type(fault).__name__).inc()

    def refused(self) -> None:
        """Telegram said that another has our updates."""
        self._conflicts.inc()

    def looked(self, facts: Facts, raised: Iterable[str], causes: Iterable[str]) -> None:
        """The watch looked: what it found, and which of the ``causes`` of alarms are ``raised``."""
        found = set(raised)
        for cause in causes:
            self._alarms.labels(cause).set(cause in found)
        self._violations.clear()
        for name, count in facts.violations.items():
            self._violations.labels(name).set(count)
        for box, count, age in (
            ("inbox", facts.inbox_waits, facts.inbox_age),
            ("outbox", facts.outbox_waits, facts.outbox_age),
        ):
            self._waits.labels(box).set(count)
            self._oldest.labels(box).set(age)
        self._lost.labels("dead").set(facts.dead)
        self._lost.labels("uncertain").set(facts.uncertain)
        self._tickets.clear()
        for status, count in facts.tickets.items():
            self._tickets.labels(status).set(count)
        self._groups.set(len(facts.groups_down))
        self._unerased.set(facts.unerased)
        self._disk.set(facts.disk_free)
        self._wal.set(facts.wal)

    def page(self) -> bytes:
        """As Prometheus reads it."""
        return generate_latest(self.registry)
