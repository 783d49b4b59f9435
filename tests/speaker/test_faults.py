"""What becomes of messages that fail, and of the process that sends them."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update
from sqlmodel import col

from bot.errors import BadToken, Gone, Moved, NotSent, Rejected, Unknown, Unreachable
from bot.notices import Media, Notice, Purpose
from bot.speaker import outcomes
from storage import outbox
from storage.models import Group, Outbox
from storage.transaction import Transaction
from tests.speaker.conftest import ANI, BUDI, LABEL, PUPR, PUPR_NOW, Office


async def test_what_did_not_leave_is_sent_again_unlabelled(office: Office) -> None:
    office.courier.fails(ANI, NotSent("connect"))
    office.starts()
    await office.puts(Notice(ANI, "nomor"))
    await office.quiet()
    await office.passes(1)
    assert office.courier.texts(ANI) == ["nomor"]


async def test_what_may_have_arrived_is_sent_again_labelled(office: Office) -> None:
    office.courier.fails(ANI, Unknown("read timeout"), NotSent("connect"))
    office.starts()
    await office.puts(Notice(ANI, "nomor"))
    await office.quiet()
    await office.passes(1)
    await office.passes(2)
    assert office.courier.texts(ANI) == [f"{LABEL}\nnomor"]


async def test_the_label_outlives_the_process(office: Office) -> None:
    office.courier.fails(ANI, Unknown("read timeout"))
    office.starts()
    await office.puts(Notice(ANI, "nomor"))
    await office.quiet()
    await office.stops()
    office.time.seconds += 60
    office.starts()
    await office.settles()
    assert office.courier.texts(ANI) == [f"{LABEL}\nnomor"]


async def test_a_file_without_words_is_labelled_in_its_caption(office: Office) -> None:
    office.courier.fails(PUPR, Unknown("reset"))
    office.starts()
    await office.puts(Notice(PUPR, media=(Media("photo", "f"),)))
    await office.quiet()
    await office.passes(1)
    assert office.courier.texts(PUPR) == [LABEL]


async def test_killed_between_claim_and_result_sends_again_labelled(office: Office) -> None:
    office.courier.open.clear()
    office.starts()
    await office.puts(Notice(ANI, "nomor"), Notice(ANI, "lalu"))
    await office.until(lambda: len(office.courier.tried) == 1)
    await office.dies()
    assert await office.rows() == ["attempting", "pending"]
    office.courier.open.set()
    office.starts()
    await office.settles()
    assert office.courier.texts(ANI) == [f"{LABEL}\nnomor", "lalu"]


async def test_killed_before_the_claim_sends_once_and_unlabelled(office: Office) -> None:
    await office.puts(Notice(ANI, "nomor"))
    office.starts()
    await office.settles()
    assert office.courier.texts(ANI) == ["nomor"]


@pytest.mark.parametrize("killed", [True, False])
async def test_a_reminder_is_never_sent_again(office: Office, killed: bool) -> None:
    reminder = Notice(PUPR, "ingat", purpose=Purpose.REMINDER)
    if killed:
        office.courier.open.clear()
    else:
        office.courier.fails(PUPR, Unknown("read timeout"))
    office.starts()
    await office.puts(reminder)
    await office.until(lambda: len(office.courier.tried) == 1)
    if killed:
        await office.dies()
        office.courier.open.set()
        office.starts()
    await office.settles()
    await office.passes(60)
    assert len(office.courier.tried) == 1
    assert await office.rows() == ["uncertain"]


async def test_a_graceful_stop_leaves_nothing_uncertain(office: Office) -> None:
    office.courier.open.clear()
    office.starts()
    await office.puts(Notice(ANI, "satu"), Notice(BUDI, "dua"), Notice(ANI, "tiga"))
    await office.until(lambda: len(office.courier.tried) == 2)
    office.speaker.stop()
    office.courier.open.set()
    await office.stops()
    assert await office.rows() == ["sent", "sent", "pending"]


async def test_a_moved_group_gets_all_that_waited_for_it(office: Office) -> None:
    await _bound(office, reachable=True)
    office.courier.fails(PUPR, Moved(PUPR_NOW))
    office.starts()
    await office.puts(*(Notice(PUPR, str(number)) for number in range(5)))
    await office.settles()
    assert office.courier.texts(PUPR_NOW) == ["0", "1", "2", "3", "4"]
    assert [letter.notice.chat for letter in office.courier.tried].count(PUPR) == 1
    assert office.moved == [(PUPR, PUPR_NOW)]
    async with office.database.read() as session:
        assert len(await outbox.recent(session, office.time.wall())) == 0
    assert set(await office.rows("lane")) == {office.database.seal.lane(PUPR_NOW)}


async def test_what_waits_for_a_moved_group_is_readdressed_in_the_database_too(office: Office) -> None:
    office.courier.fails(PUPR, Moved(PUPR_NOW))
    office.courier.fails(PUPR_NOW, NotSent("connect"))
    office.starts()
    await office.puts(Notice(PUPR, "satu"), Notice(PUPR, "dua"))
    await office.quiet()
    await office.dies()
    office.time.seconds += 60
    office.starts()
    await office.settles()
    assert office.courier.texts(PUPR_NOW) == ["satu", "dua"]


async def test_a_blocked_chat_is_given_up_and_told_of(office: Office) -> None:
    office.courier.fails(ANI, Unreachable("bot was blocked by the user"))
    office.starts()
    await office.puts(Notice(ANI, "nomor"), Notice(BUDI, "lain"))
    await office.settles()
    assert office.unreachable == [ANI]
    assert await office.rows("state, fault") == [
        ("dead", "Unreachable: bot was blocked by the user"),
        ("sent", None),
    ]


async def test_the_fallback_of_an_unreachable_group_leaves_with_the_same_commit(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fall_back(tx: Transaction, notice: Notice) -> None:
        outbox.put(tx, Notice(BUDI, notice.text))

    monkeypatch.setattr(office, "on_unreachable", fall_back)
    office.courier.fails(PUPR, Unreachable("bot was kicked"))
    office.starts()
    await office.puts(Notice(PUPR, "kartu"))
    await office.settles()
    assert office.courier.texts(BUDI) == ["kartu"]


async def test_a_fallback_that_fails_blocks_nobody_and_is_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []

    async def stumble(tx: Transaction, notice: Notice) -> None:
        told.append(notice.chat)
        if len(office.courier.sent) < 2:
            raise RuntimeError("bug")

    monkeypatch.setattr(office, "on_unreachable", stumble)
    monkeypatch.setattr("bot.speaker.loop.PAUSE", 0.01)
    office.courier.fails(PUPR, Unreachable("bot was kicked"))
    office.starts()
    await office.puts(Notice(PUPR, "kartu"), Notice(ANI, "satu"), Notice(ANI, "dua"))
    await office.until(lambda: len(office.courier.sent) == 2)
    assert len(told) > 0
    while not office.speaker.idle:
        office.time.seconds += 1
        office.speaker.hear([])
        await asyncio.sleep(0.02)
    assert len(told) > 1
    assert await office.rows() == ["dead", "sent", "sent"]


async def test_a_card_that_is_gone_is_posted_afresh(office: Office) -> None:
    office.starts()
    await office.puts(Notice(PUPR, "baru", purpose=Purpose.CARD, ticket_id=5))
    await office.settles()
    office.courier.fails(PUPR, Gone("message to edit not found"))
    await office.puts(Notice(PUPR, "diambil", purpose=Purpose.CARD, ticket_id=5))
    await office.settles()
    await office.puts(Notice(PUPR, "selesai", purpose=Purpose.CARD, ticket_id=5))
    await office.settles()
    assert [letter.edits for letter in office.courier.sent] == [None, None, 2]
    assert await office.rows() == ["sent"] * 3


async def test_a_rejected_message_is_dead_and_the_next_one_leaves(office: Office) -> None:
    office.courier.fails(ANI, Rejected("button_data_invalid"))
    office.starts()
    await office.puts(Notice(ANI, "satu"), Notice(ANI, "dua"))
    await office.settles()
    assert await office.rows() == ["dead", "sent"]
    assert office.courier.texts(ANI) == ["dua"]


async def test_what_telegram_never_takes_is_dead_after_four_hours(office: Office) -> None:
    waits = [outcomes.backoff(1, tries) for tries in range(outcomes.MOST_TRIES)]
    assert max(waits) <= outcomes.LONGEST_WAIT
    assert 3.5 <= sum(waits) / 3600 <= 5.5
    await office.puts(Notice(ANI, "nomor"))
    await office.does(f"update outbox set attempts = {outcomes.MOST_TRIES - 1}")
    office.courier.fails(ANI, NotSent("internal server error", answered=True))
    office.starts()
    await office.settles()
    assert await office.rows() == ["dead"]


async def test_a_day_without_a_network_of_our_own_kills_no_message(office: Office) -> None:
    office.courier.fails(ANI, *(NotSent("ClientConnectorError") for _ in range(outcomes.MOST_TRIES)))
    office.starts()
    await office.puts(Notice(ANI, "nomor"))
    waits = [await _tried_at(office) for _ in range(outcomes.MOST_TRIES)]
    assert max(waits) <= outcomes.LONGEST_WAIT
    assert sum(waits) > 10_000
    await office.passes(outcomes.LONGEST_WAIT)
    assert office.courier.texts(ANI) == ["nomor"]


async def _tried_at(office: Office) -> float:
    """Until the next try; how long it took."""
    before = office.time.seconds
    tried = len(office.courier.tried)
    while len(office.courier.tried) == tried:
        await office.passes(5)
    return office.time.seconds - before


async def test_a_group_marked_down_is_regained_when_a_text_arrives_there(office: Office) -> None:
    await _bound(office, reachable=False)
    office.starts()
    await office.puts(Notice(PUPR, "jawaban"), Notice(ANI, "nomor"))
    await office.settles()
    assert office.reached == [PUPR]


async def test_what_arrives_in_a_group_that_is_not_down_regains_nothing(office: Office) -> None:
    await _bound(office, reachable=True)
    office.starts()
    await office.puts(Notice(PUPR, "jawaban"))
    await office.settles()
    assert office.reached == []


async def test_a_photo_or_an_edit_does_not_prove_that_a_group_may_be_written_to(office: Office) -> None:
    card = Notice(PUPR, "kartu", purpose=Purpose.CARD, ticket_id=5)
    office.starts()
    await office.puts(card)
    await office.settles()
    await _bound(office, reachable=False)
    await office.puts(card, Notice(PUPR, "keterangan", media=(Media("photo", "f"),)))
    await office.settles()
    assert office.reached == []


async def _bound(office: Office, *, reachable: bool) -> None:
    async with office.database.write() as tx:
        tx.session.add(Group(opd="PUPR", chat_id=PUPR, reachable=reachable, bound_at=tx.now))


async def test_nobody_gets_endless_copies(office: Office) -> None:
    office.courier.fails(ANI, *(Unknown("read timeout") for _ in range(50)))
    office.starts()
    await office.puts(Notice(ANI, "nomor"))
    for _ in range(20):
        await office.passes(60)
    assert len(office.courier.tried) == outcomes.MOST_REPEATS
    assert await office.rows() == ["uncertain"]


async def test_a_courier_with_a_bug_counts_as_unknown(office: Office) -> None:
    office.courier.fails(ANI, ZeroDivisionError("Ani Wijaya"))
    office.starts()
    await office.puts(Notice(ANI, "nomor"))
    await office.quiet()
    assert await office.rows("state, fault, repeat") == [("pending", "ZeroDivisionError", 1)]


async def test_a_bad_token_ends_the_loop_and_loses_nothing(office: Office) -> None:
    office.courier.fails(ANI, BadToken("refused"))
    office.starts()
    await office.puts(Notice(ANI, "nomor"))
    assert office.running
    with pytest.raises(BadToken):
        await office.running
    office.running = None
    assert await office.rows() == ["pending"]


async def test_a_row_that_cannot_be_read_is_set_aside(office: Office) -> None:
    await office.puts(Notice(ANI, "rusak"), Notice(ANI, "baik"))
    async with office.database.write() as tx:
        await tx.session.execute(update(Outbox).where(col(Outbox.id) == 1).values(payload=b"?"))
    office.starts()
    await office.settles()
    assert await office.rows() == ["dead", "sent"]


async def test_more_than_memory_holds_follows_in_order(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.speaker.backlog.MOST_IN_MEMORY", 6)
    monkeypatch.setattr("bot.speaker.backlog.SLICE", 4)
    await office.puts(*(Notice(ANI, str(number)) for number in range(15)))
    office.starts()
    await office.puts(*(Notice(ANI, str(number)) for number in range(15, 40)))
    await office.settles()
    assert office.courier.texts(ANI) == [str(number) for number in range(40)]


async def test_a_failed_commit_loses_no_result(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.speaker.loop.PAUSE", 0.01)
    office.courier.open.clear()
    office.starts()
    await office.puts(Notice(ANI, "satu"), Notice(BUDI, "dua"), Notice(ANI, "tiga"))
    await office.until(lambda: len(office.courier.tried) == 2)
    whole = office.database._flush

    async def full(tx: Transaction) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(office.database, "_flush", full)
    office.courier.open.set()
    await office.until(lambda: bool(office.speaker._ledger._alone))
    monkeypatch.setattr(office.database, "_flush", whole)
    for _ in range(5):
        office.time.seconds += 1
        await office.until(lambda: not office.speaker._ledger.stumbles(office.time.tick()))
    await office.settles()
    assert await office.rows() == ["sent"] * 3
    assert sorted(letter.notice.text for letter in office.courier.sent) == ["dua", "satu", "tiga"]


async def test_an_answer_to_a_message_that_is_gone_stands_alone(office: Office) -> None:
    office.courier.fails(ANI, Gone("message to be replied not found"))
    office.starts()
    await office.puts(Notice(ANI, "jawaban", reply_to=9))
    await office.settles()
    assert [letter.answers for letter in office.courier.tried] == [9, None]
    assert await office.rows() == ["sent"]
