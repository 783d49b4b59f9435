"""The regency's own data: offices, categories, places, and who is responsible for what."""

from __future__ import annotations

from bot.policy.faults import BadPolicy, Fault
from bot.policy.guesses import Mention
from bot.policy.parsing import (
    CATEGORIES,
    HOLIDAYS,
    OFFICES,
    PLACES,
    parse_holidays,
    parse_policy,
)
from bot.policy.records import (
    OF_KECAMATAN,
    VILLAGES,
    Category,
    ExternalBody,
    Group,
    Opd,
    Place,
    PlaceKind,
    Role,
)
from bot.policy.rules import Policy

__all__ = [
    "CATEGORIES",
    "HOLIDAYS",
    "OFFICES",
    "OF_KECAMATAN",
    "PLACES",
    "VILLAGES",
    "BadPolicy",
    "Category",
    "ExternalBody",
    "Fault",
    "Group",
    "Mention",
    "Opd",
    "Place",
    "PlaceKind",
    "Policy",
    "Role",
    "parse_holidays",
    "parse_policy",
]
