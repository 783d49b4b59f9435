"""Forum groups: each ticket has a topic of its own, and everything about it stands there."""

from __future__ import annotations

import pytest

from simulator.groups import Group
from simulator.people import Actor
from tests.stories.conftest import Cast
from tests.stories.ways import files

pytestmark = pytest.mark.parametrize("cast", [{"routing": {"topics": True}}], indirect=True)


@pytest.fixture
async def forum(cast: Cast) -> Group:
    """PUPR's group has topics, and the bot may manage them."""
    await cast.pupr.becomes_forum()
    await cast.pupr.promotes_bot()
    await cast.pupr.renames("Forum PUPR")
    return cast.pupr


def inside(cast: Cast, forum: Group, number: str) -> Actor:
    """Budi in the topic of a ticket."""
    return cast.budi.inside(forum, thread=forum.thread(number))


def threads(forum: Group, words: str) -> set[int | None]:
    """Where the messages with these words stand."""
    return {shown.thread for shown in forum.messages if words in shown.text}


def are_shut(forum: Group) -> list[bool]:
    """Whether each topic is closed."""
    return [topic.is_closed for topic in forum.topics.values()]


async def test_each_ticket_gets_a_topic_of_its_own_named_by_number_and_category(
    cast: Cast, forum: Group
) -> None:
    first = await files(cast.ani)
    second = await files(cast.ani, "jembatan kayu di dekat sekolah patah")
    assert list(forum.topics) == [f"{first} Jalan & jembatan", f"{second} Jalan & jembatan"]
    assert threads(forum, first) == {forum.thread(first)}
    assert threads(forum, second) == {forum.thread(second)}


async def test_the_name_of_a_topic_holds_nothing_that_the_reporter_wrote(cast: Cast, forum: Group) -> None:
    await files(cast.ani, "jalan poros depan pasar berlubang parah, hubungi Ani Lestari 081234567890")
    assert not any(word in name for name in forum.topics for word in ("Ani", "0812", "pasar"))


async def test_files_answers_and_reminders_stand_in_the_topic(cast: Cast, forum: Group) -> None:
    await cast.ani.sends_photo("jalan poros depan pasar berlubang parah, sudah dua motor jatuh")
    number = await files(cast.ani, "jalan poros depan pasar berlubang parah")
    await inside(cast, forum, number).says(f"/tanya {number} di sebelah mana?")
    await cast.ani.says("dekat gerbang timur")
    for label in ("Jawaban untuk", "Kirim"):
        if any(label in one for one in cast.ani.last.labels):
            await cast.ani.taps(label, under=cast.ani.last)
    await cast.desk.later(days=2)
    thread = forum.thread(number)
    assert {shown.thread for shown in forum.messages if shown.media} == {thread}
    assert threads(forum, "dekat gerbang timur") == {thread}
    assert threads(forum, "Pengingat ke-") == {thread}


async def test_commands_and_replies_in_a_topic_are_answered_there(cast: Cast, forum: Group) -> None:
    number = await files(cast.ani)
    budi = inside(cast, forum, number)
    await budi.says("/tugas")
    await budi.says("/selesai")
    await budi.says("/ambil 1")
    await budi.replies_to(forum.find("Status") or number, "besok kami tinjau")
    assert {shown.thread for shown in forum.messages} == {forum.thread(number)}
    assert forum.sees("besok kami tinjau")


async def test_the_list_asked_for_in_the_general_topic_stands_there(cast: Cast, forum: Group) -> None:
    await files(cast.ani)
    await cast.budi.inside(forum).says("/tugas")
    assert forum.last.thread is None


async def test_chatter_in_a_topic_is_not_taken_for_a_reply(cast: Cast, forum: Group) -> None:
    number = await files(cast.ani)
    before = len(forum.messages)
    await inside(cast, forum, number).says("siapa yang ke lokasi?")
    assert len(forum.messages) == before


async def test_a_topic_is_shut_when_its_ticket_is_closed_and_opened_with_it(cast: Cast, forum: Group) -> None:
    number = await files(cast.ani)
    await inside(cast, forum, number).says(f"/selesai {number} sudah ditambal")
    shut = [are_shut(forum)]
    await cast.ani.taps("Sudah selesai")
    shut.append(are_shut(forum))
    await cast.ani.taps("Belum")
    shut.append(are_shut(forum))
    assert shut == [[False], [True], [False]]


async def test_a_ticket_given_to_another_office_leaves_a_shut_topic(cast: Cast, forum: Group) -> None:
    number = await files(cast.ani)
    await inside(cast, forum, number).says(f"/kembalikan {number} bukan kami, ini DLH")
    gita = next(person for person in cast.town.people if person.user.first_name == "Gita")
    await gita.inside(cast.admins).says(f"/disposisi {number} DLH")
    assert forum.topics[f"{number} Jalan & jembatan"].is_closed
    assert cast.dlh.find(number) is not None


async def test_a_deleted_topic_is_followed_by_a_new_one_with_all_of_the_ticket(
    cast: Cast, forum: Group
) -> None:
    number = await files(cast.ani)
    gone = forum.thread(number)
    forum.deletes_topic(gone)
    await cast.budi.inside(forum).says("/catatan 1 besok ke lokasi")
    assert forum.thread(number) > gone
    assert threads(forum, "berlubang") == {forum.thread(number)}
    assert threads(forum, "Catatan Budi") == {forum.thread(number)}


async def test_a_card_deleted_in_its_topic_is_posted_there_again(cast: Cast, forum: Group) -> None:
    number = await files(cast.ani)
    await cast.budi.inside(forum).deletes("berlubang")
    await cast.budi.inside(forum).says("/ambil 1")
    assert threads(forum, "berlubang") == {forum.thread(number)}
    assert len(forum.topics) == 1


async def test_without_the_right_to_open_topics_tickets_stand_in_general_and_admins_hear_it_once(
    cast: Cast, forum: Group
) -> None:
    await forum.demotes_bot()
    first = await files(cast.ani)
    second = await files(cast.ani, "jembatan kayu di dekat sekolah patah")
    assert (threads(forum, first), threads(forum, second), forum.topics) == ({None}, {None}, {})
    assert cast.admins.count("tidak dapat membuat topik") == 1
    await forum.promotes_bot()
    third = await files(cast.ani, "jalan menuju dermaga rusak parah")
    assert threads(forum, third) == {forum.thread(third)}
    await cast.budi.inside(forum).says(f"/ambil {first}")
    assert threads(forum, first) == {None}


async def test_a_group_that_is_no_forum_any_more_goes_on_without_topics(cast: Cast, forum: Group) -> None:
    number = await files(cast.ani)
    await forum.becomes_forum(forum=False)
    await cast.budi.inside(forum).says(f"/ambil {number}")
    assert forum.sees("diambil Budi Santoso")


async def test_a_plain_group_has_no_topics(cast: Cast) -> None:
    await files(cast.ani)
    assert [call for call in cast.town.world.ledger.calls if call.method == "createForumTopic"] == []
    assert cast.pupr.last.thread is None
