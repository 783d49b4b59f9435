"""Who may ask `/rekap`, and where."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import Chat, Message, User

from bot.errors import NotAllowed
from bot.people import People
from bot.persons import Person
from bot.recaps import Overdue, Recaps, Search
from bot.regency import Regency
from handlers.supervisor import router
from storage.database import Database
from tests.recap.conftest import ADMIN, ADMINS, ELSEWHERE, NOW, STRANGER, SUPERVISOR, SUPERVISORS


async def asks(
    regency: Regency,
    database: Database,
    person: int,
    chat: int,
    text: str = "/rekap",
    *,
    member: bool | None = True,
    **about: Any,
) -> Any:
    """What the router makes of a message; ``member`` is what Telegram said of who wrote it."""
    message = Message(
        message_id=70,
        date=NOW,
        chat=Chat(id=chat, type="private" if chat > 0 else "supergroup"),
        from_user=User(id=person, is_bot=False, first_name="Citra"),
        text=text,
        **about,
    )
    async with database.write() as tx:
        return await router.propagate_event(
            "message",
            message,
            me="aduan_bot",
            person=Person(person, "Citra"),
            people=People(regency, tx),
            recaps=Recaps(regency, database),
            overdue=Overdue(regency, database),
            search=Search(regency, database),
            words=regency.texts("id"),
            now=NOW,
            member=member,
        )


@pytest.mark.parametrize(
    ("person", "chat"),
    [
        (SUPERVISOR, SUPERVISOR),
        (ADMIN, ADMIN),
        (SUPERVISOR, SUPERVISORS),
        (STRANGER, SUPERVISORS),
        (ADMIN, ADMINS),
    ],
)
async def test_who_may_read_is_answered_where_they_asked(
    regency: Regency, database: Database, person: int, chat: int
) -> None:
    question = await asks(regency, database, person, chat, "/REKAP@aduan_bot  tahun  PUPR")
    notice, *pictures = await question()
    title, opd, *_ = notice.text.split("\n")
    assert (notice.chat, notice.reply_to, pictures) == (chat, 70, [])  # there is nothing to draw
    assert (title, opd) == ("📊 <b>Rekap laporan warga</b>", "<b>Dinas Pekerjaan Umum dan Penataan Ruang</b>")


@pytest.mark.parametrize(
    ("person", "chat"),
    [
        (STRANGER, STRANGER),
        (SUPERVISOR, ELSEWHERE),
        (ADMIN, ELSEWHERE),
        (SUPERVISOR, ADMINS),
        (STRANGER, ADMINS),
    ],
)
async def test_others_and_elsewhere_learn_nothing(
    regency: Regency, database: Database, person: int, chat: int
) -> None:
    with pytest.raises(NotAllowed) as refused:
        await asks(regency, database, person, chat)
    assert refused.value.key == "refused.not_here"


@pytest.mark.parametrize(
    ("chat", "key"),
    [
        (SUPERVISORS, "refused.anonymous"),
        (ADMINS, "refused.anonymous"),
        (ELSEWHERE, "refused.not_here"),
    ],
)
async def test_who_hides_behind_a_group_is_told_why_not(
    regency: Regency, database: Database, chat: int, key: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        await asks(regency, database, ADMIN, chat, sender_chat=Chat(id=chat, type="supergroup"))
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("member", "key"), [(False, "refused.not_here"), (None, "refused.membership_unknown")]
)
async def test_who_is_not_in_the_supervisors_group_reads_nothing_there(
    regency: Regency, database: Database, member: bool | None, key: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        await asks(regency, database, STRANGER, SUPERVISORS, member=member)
    assert refused.value.key == key


@pytest.mark.parametrize("text", ["rekap", "/rekap@other_bot", "/rekapan", "/lapor"])
async def test_what_is_no_recap_is_left_to_others(regency: Regency, database: Database, text: str) -> None:
    assert await asks(regency, database, SUPERVISOR, SUPERVISOR, text) is UNHANDLED
