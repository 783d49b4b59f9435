"""What GeoReport v2 asks of a desk: its services, its requests, and to file one."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from bot.desk.reading import Reading
from bot.intake.entering import Brought, Nowhere, enter
from bot.open311 import asked, shapes
from bot.open311.asked import Posted, Refusal
from bot.open311.writing import Record
from bot.regency import Regency
from bot.tickets.numbers import Number
from storage import api_keys, outbox, published
from storage.database import Database
from storage.published import Published

_MEDIA: Final = 500
"""Characters of a link to a picture."""

_PIECE: Final = 50
"""Requests that are put into words in one go: a few milliseconds."""


class GeoReport:
    """Answers in the regency's main language. Each method raises Refusal."""

    def __init__(self, regency: Regency, database: Database) -> None:
        self._regency = regency
        self._database = database
        self._reading = Reading(regency, regency.texts.main)

    def services(self) -> list[Record]:
        """GET services."""
        return shapes.services(self._reading)

    def known(self, code: str) -> str:
        """GET a service definition: the code of a public service."""
        category = self._regency.policy.categories.get(code)
        if category is None or not shapes.is_public(category):
            raise Refusal(404, "service_code was not found")
        return code

    async def search(self, given: Mapping[str, str]) -> list[Record]:
        """GET requests."""
        if given.get("service_request_id"):
            found = await self._numbered(given["service_request_id"])
        else:
            page = asked.page(given)
            wanted = asked.wanted(given, self._database.clock())
            async with self._database.read() as session:
                found = await published.search(session, wanted, page.limit, page.after)
        return await self._told(found)

    async def one(self, request: str) -> list[Record]:
        """GET a request: one that may not be seen is not there."""
        found = await self._numbered(request)
        if len(found) != 1:
            raise Refusal(404, "service_request_id was not found")
        return [shapes.request(self._reading, found[0])]

    async def token(self, token: str) -> list[Record]:
        """GET a request id from a token: we give the number at once, and it is its own token."""
        (number,) = [record["service_request_id"] for record in await self.one(token)]
        return [{"service_request_id": number, "token": token}]

    async def file(self, given: Mapping[str, str], once: str | None) -> list[Record]:
        """POST a request: one transaction. ``once``: the same call again files nothing and answers alike."""
        async with self._database.write() as tx:
            key = await api_keys.find(tx, given.get("api_key", ""))
            if key is None:
                raise Refusal(403, "api_key is missing or not known")
            posted = asked.posted(given)
            code = self.known(posted.service_code)
            call = f"open311:{key.id}:{once or secrets.token_hex(16)}"
            ticket = await published.entered(tx, call)
            if ticket is None:
                brought = Brought(code, self._description(posted), posted.pin, posted.address, key.name, call)
                try:
                    ticket, said = await enter(self._regency, tx, brought)
                except Nowhere:
                    raise Refusal(400, "the address names no place known here: give lat and long") from None
                api_keys.enter(tx, ticket.id, key)
                outbox.say(tx, said)
            return [self._filed(self._regency.number(ticket))]

    def _filed(self, number: str) -> Record:
        return {"service_request_id": number, "service_notice": None, "account_id": None}

    def _description(self, posted: Posted) -> str:
        """The words, and a link to the picture: it is shown, never fetched."""
        try:
            url = urlsplit(posted.media_url[:_MEDIA])
        except ValueError:
            return posted.description
        if url.scheme not in ("http", "https") or not url.hostname:
            return posted.description
        media = self._regency.texts.main.plain("open311.media", url=url.geturl())
        return f"{posted.description}\n{media}"

    async def _told(self, found: Sequence[Published]) -> list[Record]:
        """A few at a time: a long page keeps nobody in a chat waiting."""
        records: list[Record] = []
        for at in range(0, len(found), _PIECE):
            records += [shapes.request(self._reading, one) for one in found[at : at + _PIECE]]
            await asyncio.sleep(0)
        return records

    async def _numbered(self, said: str) -> list[Published]:
        year = self._regency.today(self._database.clock()).year
        numbers: list[Number] = asked.numbers(said, self._regency.settings.service.prefix, year)
        async with self._database.read() as session:
            return await published.numbered(session, list(dict.fromkeys(numbers)))
