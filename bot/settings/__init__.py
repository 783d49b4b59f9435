"""Every setting there is, as values; where they come from is for ``bot.configuration``."""

from __future__ import annotations

from collections.abc import Mapping

from bot.settings.fields import LANGUAGES, LOOPBACK, GroupId, OpdCode
from bot.settings.sections import (
    Calendar,
    Http,
    Limits,
    People,
    Policy,
    Reminders,
    ResolveDays,
    Retention,
    Routing,
    Section,
    Service,
    Sla,
    Storage,
    Telegram,
    Webhook,
)
from bot.settings.values import Address, FreeDay, Hours, Span

__all__ = [
    "LANGUAGES",
    "LOOPBACK",
    "Address",
    "Calendar",
    "FreeDay",
    "Hours",
    "Http",
    "Limits",
    "People",
    "Policy",
    "Reminders",
    "ResolveDays",
    "Retention",
    "Routing",
    "Section",
    "Service",
    "Settings",
    "Sla",
    "Span",
    "Storage",
    "Telegram",
    "Webhook",
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
    retention: Retention = Retention()
    policy: Policy = Policy()
    http: Http = Http()
