"""A ticket's topic is opened before its first message, once, and what is lost of it is made again."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bot.errors import NoTopic, NoTopics, Unknown
from bot.notices import Notice, Purpose
from storage.models import Group
from storage.transaction import Transaction
from tests.speaker.conftest import PUPR, Office

CARD = Notice(PUPR, "kartu 7", purpose=Purpose.CARD, ticket_id=7)
UNDER = Notice(PUPR, "jawaban 7", ticket_id=7, under_card=True)
SHUT = Notice(PUPR, purpose=Purpose.SHUTS_TOPIC, ticket_id=7)


@dataclass
class Names:
    """Names topics, and notes what is told of them."""

    refusals: list[int] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    async def name(self, _tx: Transaction, ticket_id: int) -> str:
        return f"topik {ticket_id}"

    async def refused(self, tx: Transaction, chat: int) -> None:
        self.refusals.append(chat)
        (await tx.session.get_one(Group, "PUPR")).topics_refused = True

    async def lost(self, _tx: Transaction, notice: Notice) -> None:
        self.losses.append(notice.text)


@pytest.fixture
async def names(office: Office) -> Names:
    """PUPR's group is a forum; the speaker has begun."""
    async with office.database.write() as tx:
        tx.session.add(Group(opd="PUPR", chat_id=PUPR, bound_at=tx.now, forum=True))
    office.starts()
    names = Names()
    office.speaker.keeps(names)
    return names


def went(office: Office) -> list[tuple[str, int | None]]:
    """What arrived, and in which thread; a topic that was opened by its name."""
    return [(letter.opens or letter.notice.text, letter.thread) for letter in office.courier.sent]


async def test_the_topic_is_opened_first_and_everything_follows_into_it(office: Office, names: Names) -> None:
    await office.puts(CARD, UNDER)
    await office.settles()
    assert went(office) == [("topik 7", None), ("kartu 7", 1), ("jawaban 7", 1)]
    assert await office.rows() == ["sent", "sent"]


async def test_a_topic_of_unknown_outcome_is_opened_again_and_the_card_bears_no_label(
    office: Office, names: Names
) -> None:
    office.courier.fails(PUPR, Unknown("read timeout"))
    await office.puts(CARD)
    await office.quiet()
    await office.passes(60)
    assert went(office) == [("topik 7", None), ("kartu 7", 1)]


async def test_a_crash_after_the_topic_was_written_down_leaves_one_topic(
    office: Office, names: Names
) -> None:
    await office.puts(CARD)
    await office.settles()
    await office.dies()
    office.starts()
    office.speaker.keeps(names)
    await office.puts(UNDER)
    await office.settles()
    assert went(office)[2:] == [("jawaban 7", 1)]


async def test_a_topic_that_is_gone_is_told_and_another_opened(office: Office, names: Names) -> None:
    await office.puts(CARD)
    await office.settles()
    office.courier.fails(PUPR, NoTopic("message thread not found"))
    await office.puts(UNDER)
    await office.settles()
    assert went(office)[2:] == [("topik 7", None), ("jawaban 7", 3)]
    assert names.losses == ["jawaban 7"]


async def test_where_no_topic_can_be_opened_the_card_stands_in_general(office: Office, names: Names) -> None:
    office.courier.fails(PUPR, NoTopics("not enough rights"))
    await office.puts(CARD, UNDER)
    await office.settles()
    assert (went(office), names.refusals) == ([("kartu 7", None), ("jawaban 7", None)], [PUPR])


async def test_what_belongs_to_a_card_outside_topics_stays_with_it(office: Office, names: Names) -> None:
    async with office.database.write() as tx:
        (await tx.session.get_one(Group, "PUPR")).forum = False
    await office.puts(CARD)
    await office.settles()
    async with office.database.write() as tx:
        (await tx.session.get_one(Group, "PUPR")).forum = True
    await office.puts(UNDER)
    await office.settles()
    assert went(office) == [("kartu 7", None), ("jawaban 7", None)]


async def test_there_is_nothing_to_shut_where_there_is_no_topic(office: Office, names: Names) -> None:
    await office.puts(SHUT)
    await office.settles()
    assert (office.courier.tried, await office.rows()) == ([], ["sent"])
