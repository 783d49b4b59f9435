"""A ticket's fields as people read them, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot import wording
from bot.desk.masking import masked
from bot.regency import Regency
from bot.sanitise import cut, one_line
from bot.texts import Words
from bot.tickets.status import DESK
from storage.models import Ticket

_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads tickets of this regency in the language of ``words``."""

    regency: Regency
    words: Words

    def number(self, ticket: Ticket) -> str:
        """``KT-2026-000412``."""
        return self.regency.number(ticket)

    def about(self, ticket: Ticket) -> dict[str, object]:
        """What a sentence about the ticket may name."""
        return {
            "number": self.number(ticket),
            "opd": self.opd(ticket),
            "category": self.category(ticket),
            "status": self.status(ticket),
            "reason": self.reason(ticket),
            "body": self.body(ticket),
            "onward": self.onward(ticket),
            "sp4n": ticket.sp4n_id or "",
            "stars": ticket.rating or "",
            "hops": ticket.hops,
        }

    def reason(self, ticket: Ticket) -> str:
        """Why it was put away."""
        return self.words.plain(f"word.reason.{ticket.archive_reason}") if ticket.archive_reason else ""

    def onward(self, ticket: Ticket) -> str:
        """The office that would have it if it accused nobody; where only the desk can say which, the desk."""
        policy = self.regency.policy
        found = policy.onward(ticket.category, ticket.kecamatan)
        if found is None:
            return self.words.plain("news.onward_desk", desk=self.opd_called(policy.desk.code))
        return self.opd_called(found)

    def body(self, ticket: Ticket) -> str:
        """The body outside the regency's government whose business it is, and how it is reached."""
        found = self.regency.policy.bodies.get(ticket.outside_body or "")
        if found is None:
            return ticket.outside_body or ""
        return f"{found.name} – {found.contact}" if found.contact else found.name

    def status(self, ticket: Ticket) -> str:
        """Where it stands."""
        return self.words.plain(f"word.status.{ticket.status}")

    def kind(self, ticket: Ticket) -> str:
        """What was filed."""
        return self.words.plain(f"word.kind.{ticket.kind}")

    def category(self, ticket: Ticket) -> str:
        """What it is about; a category that is no longer in the regency's data is named by its id."""
        if ticket.category not in self.regency.policy.categories:
            return ticket.category
        return wording.category(self.words, self.regency.policy, ticket.category)

    def opd(self, ticket: Ticket) -> str:
        """The office that holds it."""
        return self.opd_called(ticket.opd)

    def opd_called(self, code: str) -> str:
        """An office's name; one that is no longer in the regency's data is named by its code."""
        found = self.regency.policy.opds.get(code)
        return found.name if found else code

    def district(self, ticket: Ticket) -> str:
        """The kecamatan's name."""
        found = self.regency.policy.kecamatans.get(ticket.kecamatan or "")
        return found.name if found else self.words.plain("word.none.text")

    def place(self, ticket: Ticket) -> str | None:
        """Desa and kecamatan."""
        policy = self.regency.policy
        if ticket.kecamatan not in policy.kecamatans:
            return ticket.kecamatan
        desa = ticket.desa if ticket.desa in policy.villages else None
        return wording.place(self.words, policy, ticket.kecamatan, desa)

    def landmark(self, ticket: Ticket, limit: int) -> str | None:
        """The reporter's own words for the spot, as a group may see them."""
        return cut(one_line(masked(ticket.landmark)), limit)[0] if ticket.landmark else None

    def beginning(self, ticket: Ticket, limit: int) -> str:
        """The first words of the report, as a group may see them."""
        first, rest = cut(one_line(masked(ticket.description)), limit)
        return f"{first}…" if rest else first

    def occurred(self, ticket: Ticket) -> str | None:
        """The day it happened."""
        return wording.day(self.words, ticket.occurred_on) if ticket.occurred_on else None

    def filed(self, ticket: Ticket) -> str:
        """When it was filed; to the hour when confidential, so that no minute tells who it was."""
        return self._told(ticket, ticket.filed_at)

    def due(self, ticket: Ticket) -> str:
        """When it has to be resolved; the minute of filing is in it, so to the hour as ``filed``."""
        return self._told(ticket, ticket.due_at)

    def _told(self, ticket: Ticket, at: datetime) -> str:
        since = timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
        return self.moment(at - since if ticket.confidential else at)

    def due_day(self, ticket: Ticket) -> str:
        """As ``due``, without the hour."""
        return wording.day(self.words, self.regency.local(ticket.due_at).date())

    def moment(self, at: datetime) -> str:
        """``Rabu, 25 November 2026 pukul 14.00 WITA``."""
        return wording.moment(self.words, at, self.regency.settings.service.zone)

    def pin(self, ticket: Ticket) -> str | None:
        """The pin as ``latitude,longitude``; of a confidential report to some 110 metres."""
        if ticket.latitude is None or ticket.longitude is None:
            return None
        places = decimals(ticket, exact=6)
        return f"{round(ticket.latitude, places)},{round(ticket.longitude, places)}"


def decimals(ticket: Ticket, *, exact: int) -> int:
    """Of a pin as officers see it; 3, some 110 metres, where the reporter stays hidden."""
    return 3 if ticket.confidential else exact


def is_late(ticket: Ticket, now: datetime) -> bool:
    """The OPD's clock runs, and it has run out."""
    return ticket.status in DESK and ticket.due_at < now


def is_restricted(ticket: Ticket) -> bool:
    """Outside its OPD's group only number, clock and status may be seen."""
    return ticket.sensitive or ticket.oversight


def named(name: str | None) -> str:
    """A person's name as it stands in a line of ours."""
    return cut(one_line(name or ""), _NAME)[0]
