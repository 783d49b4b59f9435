"""The tables: what is remembered about residents, tickets, groups and messages on their way.

What identifies a resident is held only in columns of sealed bytes (``storage.sealing``) and in keyed
fingerprints (``person``, ``lane``) by which rows are found. Ids of groups and of acting officers are plain.
"""

from __future__ import annotations

from storage.models import words  # noqa: F401  # the index of what tickets say
from storage.models.chain import Link
from storage.models.days import FreeDay
from storage.models.groups import ChatMove, Group
from storage.models.mail import Inbox, InboxState, Outbox, OutboxState, Post
from storage.models.marks import Counter, Mark
from storage.models.neighbours import ApiKey, Entry, Signal, SignalState
from storage.models.offices import BindingToken, Registration, Ruling
from storage.models.orders import Enclosure, Ordered
from storage.models.residents import Draft, Resident
from storage.models.rights import Petition, Reveal
from storage.models.tickets import Attachment, Event, Follower, Look, Proposal, Support, Ticket, Topic

__all__ = [
    "ApiKey",
    "Attachment",
    "BindingToken",
    "ChatMove",
    "Counter",
    "Draft",
    "Enclosure",
    "Entry",
    "Event",
    "Follower",
    "FreeDay",
    "Group",
    "Inbox",
    "InboxState",
    "Link",
    "Look",
    "Mark",
    "Ordered",
    "Outbox",
    "OutboxState",
    "Petition",
    "Post",
    "Proposal",
    "Registration",
    "Resident",
    "Reveal",
    "Ruling",
    "Signal",
    "SignalState",
    "Support",
    "Ticket",
    "Topic",
]
