"""In what order messages leave."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from bot.errors import Flooded, NotSent, Unknown
from bot.notices import Notice, Purpose, Urgency, used
from bot.speaker import Pace
from tests.speaker.conftest import ANI, BUDI, PUPR, Office


async def test_a_chat_reads_its_messages_in_the_order_they_were_decided(office: Office) -> None:
    office.starts()
    await office.puts(*(Notice(ANI, str(number)) for number in range(20)))
    await office.settles()
    assert office.courier.texts(ANI) == [str(number) for number in range(20)]
    assert await office.rows() == ["sent"] * 20


async def test_a_chat_never_has_two_messages_on_their_way(office: Office) -> None:
    office.courier.open.clear()
    office.starts()
    await office.puts(Notice(ANI, "satu"), Notice(ANI, "dua"), Notice(BUDI, "tiga"))
    await office.until(lambda: len(office.courier.tried) == 2)
    await office.puts(Notice(ANI, "empat"))
    await office.quiet(landed=False)
    assert [letter.notice.text for letter in office.courier.tried] == ["satu", "tiga"]
    office.courier.open.set()
    await office.settles()
    assert office.courier.texts(ANI) == ["satu", "dua", "empat"]


async def test_a_flooded_chat_delays_no_other(office: Office) -> None:
    office.courier.fails(PUPR, Flooded(30))
    office.starts()
    await office.puts(Notice(PUPR, "kartu 1"), Notice(PUPR, "kartu 2"), Notice(ANI, "nomor"))
    await office.quiet()
    assert office.courier.texts(ANI) == ["nomor"]
    await office.passes(29)
    assert office.courier.texts(PUPR) == []
    await office.passes(1)
    assert office.courier.texts(PUPR) == ["kartu 1", "kartu 2"]
    assert await office.rows("attempts") == [0, 0, 0]


async def test_a_flooded_chat_still_waits_after_a_restart(office: Office) -> None:
    office.courier.fails(PUPR, Flooded(30))
    office.starts()
    await office.puts(Notice(PUPR, "kartu"))
    await office.quiet()
    await office.dies()
    office.starts()
    await office.passes(20)
    assert office.courier.texts(PUPR) == []
    await office.passes(11)
    assert office.courier.texts(PUPR) == ["kartu"]


async def test_a_failing_message_is_not_overtaken_in_its_chat(office: Office) -> None:
    office.courier.fails(ANI, NotSent("connect"), NotSent("connect"))
    office.starts()
    await office.puts(Notice(ANI, "satu"), Notice(ANI, "dua"))
    await office.quiet()
    await office.passes(1)
    await office.passes(2)
    assert office.courier.texts(ANI) == ["satu", "dua"]


async def test_what_is_urgent_leaves_first(office: Office) -> None:
    office.pace = Pace(per_second=1, group_per_minute=100)
    office.courier.open.clear()
    await office.puts(
        Notice(1, "laporan", urgency=Urgency.DIGEST),
        Notice(2, "kartu", urgency=Urgency.CARD),
        Notice(3, "nomor", urgency=Urgency.CONFIRMATION),
    )
    office.courier.open.set()
    office.starts()
    for _ in range(3):
        await office.passes(1)
    assert [letter.notice.text for letter in office.courier.sent] == ["nomor", "kartu", "laporan"]


async def test_a_card_held_for_a_moment_keeps_its_place(office: Office) -> None:
    office.starts()
    soon = office.time.wall() + timedelta(seconds=3)
    await office.puts(Notice(PUPR, "kartu", not_before=soon), Notice(PUPR, "foto"))
    await office.passes(2)
    assert office.courier.texts(PUPR) == []
    await office.passes(1)
    assert office.courier.texts(PUPR) == ["kartu", "foto"]


async def test_a_reminder_held_for_hours_steps_aside(office: Office) -> None:
    office.starts()
    tomorrow = office.time.wall() + timedelta(hours=12)
    await office.puts(Notice(PUPR, "ingat", not_before=tomorrow), Notice(PUPR, "kartu"))
    await office.settles()
    assert office.courier.texts(PUPR) == ["kartu"]
    await office.passes(12 * 3600)
    assert office.courier.texts(PUPR) == ["kartu", "ingat"]


async def test_a_held_message_stays_held_over_a_restart(office: Office) -> None:
    tomorrow = office.time.wall() + timedelta(hours=12)
    await office.puts(Notice(PUPR, "ingat", not_before=tomorrow))
    office.starts()
    await office.settles()
    assert office.courier.tried == []
    await office.passes(12 * 3600)
    assert office.courier.texts(PUPR) == ["ingat"]


async def test_a_keyed_message_that_waits_takes_the_new_words_and_the_new_time(office: Office) -> None:
    office.starts()
    now = office.time.wall()
    await office.puts(Notice(PUPR, "lama", key="k", not_before=now + timedelta(seconds=2)))
    await office.puts(Notice(PUPR, "baru", key="k", not_before=now + timedelta(seconds=4)))
    await office.passes(3)
    assert office.courier.tried == []
    await office.passes(1)
    assert office.courier.texts(PUPR) == ["baru"]
    assert await office.rows("id, state") == [(1, "sent")]


async def test_a_keyed_message_on_its_way_is_not_replaced(office: Office) -> None:
    office.courier.open.clear()
    office.starts()
    await office.puts(Notice(PUPR, "lama", key="k"))
    await office.until(lambda: len(office.courier.tried) == 1)
    await office.puts(Notice(PUPR, "baru", key="k"))
    office.courier.open.set()
    await office.settles()
    assert office.courier.texts(PUPR) == ["lama", "baru"]


async def test_a_card_is_edited_once_it_is_posted(office: Office) -> None:
    office.starts()
    card = Notice(PUPR, "baru", purpose=Purpose.CARD, ticket_id=5)
    await office.puts(card, Notice(PUPR, "diambil", purpose=Purpose.CARD, ticket_id=5))
    await office.puts(Notice(PUPR, "foto", purpose=Purpose.FILES, ticket_id=5, under_card=True))
    await office.puts(Notice(PUPR, "segar", purpose=Purpose.CARD, ticket_id=5, fresh=True))
    await office.settles()
    assert [(each.edits, each.answers) for each in office.courier.sent] == [
        (None, None),
        (1, None),
        (None, 1),
        (None, None),
    ]


async def test_an_edit_repeated_after_an_unknown_outcome_bears_no_label(office: Office) -> None:
    office.starts()
    await office.puts(Notice(PUPR, "baru", purpose=Purpose.CARD, ticket_id=5))
    await office.settles()
    office.courier.fails(PUPR, Unknown("read timeout"))
    await office.puts(Notice(PUPR, "diambil", purpose=Purpose.CARD, ticket_id=5))
    await office.quiet()
    await office.passes(1)
    assert office.courier.texts(PUPR) == ["baru", "diambil"]


async def test_a_backlog_of_two_thousand_leaves_in_order_and_whole(office: Office) -> None:
    lanes, each = 500, 4
    await office.puts(*(Notice(1 + row % lanes, str(row // lanes)) for row in range(lanes * each)))
    office.starts()
    await office.settles()
    assert len(office.courier.sent) == lanes * each
    for chat in range(1, lanes + 1):
        assert office.courier.texts(chat) == ["0", "1", "2", "3"]


async def test_an_answer_to_a_command_does_not_wait_behind_the_cards_of_its_group(office: Office) -> None:
    office.courier.open.clear()
    await office.puts(*(_card(ticket) for ticket in range(1, 51)))
    office.starts()
    await office.until(lambda: len(office.courier.tried) == 1)
    await office.puts(Notice(PUPR, "tugas", urgency=Urgency.PROMPT))
    office.courier.open.set()
    await office.settles()
    assert office.courier.texts(PUPR)[:3] == ["kartu 1", "tugas", "kartu 2"]


async def test_what_belongs_to_a_ticket_never_changes_places(office: Office) -> None:
    album = Notice(PUPR, "foto 2", purpose=Purpose.FILES, urgency=Urgency.CARD, ticket_id=2, under_card=True)
    asked = Notice(PUPR, "tanya 2", urgency=Urgency.PROMPT, ticket_id=2, under_card=True)
    await office.puts(_card(1), _card(2), album, _card(3), asked)
    office.starts()
    await office.settles()
    assert office.courier.texts(PUPR) == ["kartu 2", "foto 2", "tanya 2", "kartu 1", "kartu 3"]


async def test_in_private_nothing_is_overtaken(office: Office) -> None:
    await office.puts(
        Notice(ANI, "kabar", urgency=Urgency.CARD, ticket_id=4),
        Notice(ANI, "nomor", urgency=Urgency.CONFIRMATION, ticket_id=5),
    )
    office.starts()
    await office.settles()
    assert office.courier.texts(ANI) == ["kabar", "nomor"]


async def test_an_edit_that_changes_nothing_is_not_sent(office: Office) -> None:
    office.starts()
    await office.puts(_card(5))
    await office.settles()
    await office.puts(_card(5))
    await office.puts(replace(_card(5), text="diambil"))
    await office.puts(replace(_card(5), text="diambil"), _card(5))
    await office.settles()
    assert office.courier.texts(PUPR) == ["kartu 5", "diambil", "kartu 5"]
    assert await office.rows() == ["sent"] * 5


async def test_buttons_that_were_taken_off_can_be_put_back(office: Office) -> None:
    office.starts()
    await office.puts(_card(5))
    await office.settles()
    await office.puts(*used(PUPR, 1, 5), _card(5))
    await office.settles()
    assert [letter.edits for letter in office.courier.sent] == [None, 1, 1]


def _card(ticket: int) -> Notice:
    text = f"kartu {ticket}"
    return Notice(PUPR, text, purpose=Purpose.CARD, urgency=Urgency.CARD, ticket_id=ticket)
