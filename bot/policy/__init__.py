"""The regency's own data: offices, categories, places, and who is responsible for what."""

from __future__ import annotations

from bot.policy.faults import BadPolicy, Fault
from bot.policy.names import Mention
from bot.policy.parsing import (
    CATEGORIES,
    HOLIDAYS,
    LINKS,
    OFFICES,
    PLACES,
    TEMPLATES,
    parse_holidays,
    parse_links,
    parse_policy,
)
from bot.policy.records import (
    OF_KECAMATAN,
    VILLAGES,
    Category,
    ExternalBody,
    Group,
    Link,
    Opd,
    Place,
    PlaceKind,
    Proof,
    Role,
    Template,
)
from bot.policy.rules import Policy

__all__ = [
    "CATEGORIES",
    "HOLIDAYS",
    "LINKS",
    "OFFICES",
    "OF_KECAMATAN",
    "PLACES",
    "TEMPLATES",
    "VILLAGES",
    "BadPolicy",
    "Category",
    "ExternalBody",
    "Fault",
    "Group",
    "Link",
    "Mention",
    "Opd",
    "Place",
    "PlaceKind",
    "Policy",
    "Proof",
    "Role",
    "Template",
    "parse_holidays",
    "parse_links",
    "parse_policy",
]
