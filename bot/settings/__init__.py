"""Every setting there is, as values; where they come from is for ``bot.configuration``."""

from __future__ import annotations

from collections.abc import Mapping

from bot.settings.alarms import Alarms
from bot.settings.backup import Backup
from bot.settings.fields import LANGUAGES, LOOPBACK, GroupId, OpdCode, Workdays
from bot.settings.neighbours import Open311, Outgoing
from bot.settings.recap import Grades, Recap, Signatory
from bot.settings.sections import (
    Calendar,
    Http,
    Limits,
    People,
    Policy,
    Ramadan,
    Reminders,
    ResolveDays,
    Retention,
    Routing,
    Section,
    Service,
    Sla,
    Storage,
    Telegram,
    Twins,
    Webhook,
)
from bot.settings.values import Address, DaySpan, FreeDay, Hours, Span

__all__ = [
    "LANGUAGES",
    "LOOPBACK",
    "Address",
    "Alarms",
    "Backup",
    "Calendar",
    "DaySpan",
    "FreeDay",
    "Grades",
    "Hours",
    "Http",
    "Limits",
    "Open311",
    "Outgoing",
    "People",
    "Policy",
    "Ramadan",
    "Recap",
    "Reminders",
    "ResolveDays",
    "Retention",
    "Routing",
    "Section",
    "Service",
    "Settings",
    "Signatory",
    "Sla",
    "Span",
    "Storage",
    "Telegram",
    "Twins",
    "Webhook",
    "Workdays",
]


class Settings(Section):
    """The whole configuration. Only ``telegram`` must be given."""

    telegram: Telegram
    service: Service = Service()
    webhook: Webhook = Webhook()
    storage: Storage = Storage()
    people: People = People()
    groups: Mapping[OpdCode, GroupId] = {}
    routing: Routing = Routing()
    sla: Sla = Sla()
    reminders: Reminders = Reminders()
    calendar: Calendar = Calendar()
    limits: Limits = Limits()
    twins: Twins = Twins()
    retention: Retention = Retention()
    policy: Policy = Policy()
    recap: Recap = Recap()
    http: Http = Http()
    open311: Open311 = Open311()
    outgoing: Outgoing = Outgoing()
    alarms: Alarms = Alarms()
    backup: Backup = Backup()
