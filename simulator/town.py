"""A town for stories and the demo: the server, its people and groups, and the knobs of trouble."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Any, Self

from simulator import acts
from simulator.api import Api
from simulator.calls import Calls
from simulator.chats import Chat
from simulator.control import control
from simulator.errors import Refused
from simulator.faults import Fault, Faults, Trouble
from simulator.flood import FloodLaw
from simulator.groups import Group
from simulator.ledger import Ledger
from simulator.people import Person
from simulator.server import Server
from simulator.users import User
from simulator.webhook import Webhook
from simulator.world import World, real_time

TOKEN = "1234567890:AAFakeTokenOfAMadeUpBotForTests1234"

PEOPLE = 7_000_000_000  # beyond 32 bits, as the ids of new accounts are
OWNER = 6_999_999_999


class Town:
    """A Telegram with one bot. ``settle`` is awaited after every action of a person.

    Without it a press waits up to ``patience`` seconds for its answer. ``privacy`` is the bot's privacy mode,
    ``flood`` the flood law; a long run remembers only its last ``keep_calls`` calls.
    """

    def __init__(  # noqa: PLR0913 - each is a property of the town
        self,
        clock: Callable[[], datetime] = real_time,
        *,
        token: str = TOKEN,
        username: str = "AduanBot",
        privacy: bool = True,
        flood: bool = False,
        settle: Callable[[], Awaitable[None]] | None = None,
        patience: float = 0.0,
        seed: int | None = None,
        keep_calls: int | None = None,
    ) -> None:
        self.token = token
        self.settle = settle
        self.patience = patience
        self.bot = User(int(token.partition(":")[0]), "Aduan", username, is_bot=True)
        self.bot.can_read_all_group_messages = not privacy
        self.world = World(self.bot, clock, Ledger(keep_calls))
        self.flood = FloodLaw(clock, is_on=flood)
        self.webhook = Webhook(self.world.updates)
        self.faults = Faults(seed)
        self._cut = Fault(Trouble.RESET_BEFORE, times=None)
        self.calls = Calls(Api(self.world, self.flood, self.webhook))
        self.server = Server(self.calls, self.faults, token)
        control(self.server.app, self)
        self.people: list[Person] = []
        self.groups: list[Group] = []
        self._owner = self.world.add_user(User(OWNER, "Pemilik"))
        self._replies: asyncio.Task[None] | None = None

    async def open(self, port: int = 0) -> Self:
        """Starts the server on loopback; port 0 is any free one."""
        await self.server.open(port)
        self._replies = asyncio.create_task(self._carry_out_replies())
        return self

    async def close(self) -> None:
        """Stops everything."""
        if self._replies is not None:
            self._replies.cancel()
        self.world.updates.terminate()
        await self.webhook.close()
        await self.server.close()

    async def __aenter__(self) -> Self:
        return await self.open()

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def api(self) -> str:
        """The address that stands for https://api.telegram.org."""
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def wrongs(self) -> list[str]:
        """All that the bot did wrong; a good story ends with none."""
        return self.world.ledger.wrongs

    @property
    def confirmed(self) -> bool:
        """Whether the bot has confirmed every update."""
        return self.world.updates.count == 0

    def person(
        self,
        name: str,
        *,
        username: str | None = None,
        id: int | None = None,  # noqa: A002 - what it is called everywhere
        last_name: str | None = None,
        language: str | None = "id",
        started: bool = False,
    ) -> Person:
        """Someone with a Telegram account; ``started`` when they have opened the bot before."""
        number = id if id is not None else PEOPLE + self.world.number()
        user = self.world.add_user(User(number, name, username, last_name, language, has_started=started))
        person = Person(self, user, self.world.chats[number])
        self.people.append(person)
        return person

    def group(
        self,
        title: str,
        members: Iterable[Person] = (),
        *,
        admins: Iterable[Person] = (),
        bot: bool = True,
        admin: bool = False,
        supergroup: bool = True,
        forum: bool = False,
        id: int | None = None,  # noqa: A002 - what it is called everywhere
    ) -> Group:
        """A group that was always there, with the bot in it, as an admin if ``admin``."""
        kind = "supergroup" if supergroup or forum else "group"
        first = acts.SUPERGROUPS if kind == "supergroup" else acts.GROUPS
        chat = Chat(first - self.world.number() if id is None else id, kind, title=title, is_forum=forum)
        chat.members = {self._owner.id: "creator"}
        chat.members |= {person.id: "member" for person in members}
        chat.members |= {person.id: "administrator" for person in admins}
        return self._add(chat, bot=bot or admin, admin=admin)

    def channel(self, title: str, *, admin: bool = True) -> Group:
        """A channel, with the bot as an admin."""
        chat = Chat(acts.SUPERGROUPS - self.world.number(), "channel", title=title)
        chat.members = {self._owner.id: "creator"}
        return self._add(chat, bot=admin, admin=admin)

    def _add(self, chat: Chat, *, bot: bool, admin: bool) -> Group:
        if bot:
            chat.members[self.bot.id] = "administrator" if admin else "member"
        group = Group(self, self.world.add_chat(chat))
        self.groups.append(group)
        return group

    def fails(self, trouble: Trouble | str, method: str | None = None, **rule: Any) -> Fault:
        """Something goes wrong from now on; ``rule`` are further fields of a Fault."""
        return self.faults.add(Fault(Trouble(trouble), method, **rule))

    @property
    def is_cut(self) -> bool:
        """Whether the network between the bot and Telegram is down."""
        return self._cut in self.faults.rules

    def cuts_network(self) -> None:
        """Nothing passes between the bot and Telegram any more; people go on writing."""
        if not self.is_cut:
            self.faults.add(self._cut)
            self.world.updates.hold(held=True)
            self.world.pulse.beat()

    def mends_network(self) -> None:
        """What has waited passes."""
        if self.is_cut:
            self.faults.rules.remove(self._cut)
        self.world.updates.hold(held=False)
        self.world.pulse.beat()

    async def settled(self, until: Callable[[], bool] | None = None) -> None:
        """Waits for the bot to be idle, or for ``until`` within the town's patience."""
        if self.settle is not None:
            await self.settle()
            return
        loop = asyncio.get_running_loop()
        end = loop.time() + self.patience
        while until is not None and not until() and (left := end - loop.time()) > 0:
            await self.world.pulse.after(self.world.pulse.count, left)

    async def _carry_out_replies(self) -> None:
        """Methods that came in the body of an answer to the webhook."""
        while True:
            method, raw = await self.webhook.replies.get()
            try:
                self.calls.run(self.calls.named(method), raw)
            except Refused:
                continue  # it is in the ledger, and nobody else is told
