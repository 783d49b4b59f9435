"""Groups as they are: renamed, moved, shut, opened to strangers, turned into forums, full of other bots."""

from __future__ import annotations

import pytest

from simulator.groups import Group
from tests.stories.conftest import Cast
from tests.stories.ways import files

TOPICS = pytest.mark.parametrize("cast", [{"routing": {"topics": True}}], indirect=True)


async def test_a_renamed_group_works_as_before(cast: Cast) -> None:
    await cast.pupr.renames("<b>Bukan PUPR</b>")
    number = await files(cast.ani)
    await cast.budi.inside(cast.pupr).says("/ambil 1")
    assert f"{number} diambil Budi Santoso" in cast.pupr.last.text


async def test_a_group_that_put_the_bot_out_has_its_tickets_in_the_admins_chat_at_once(cast: Cast) -> None:
    await cast.pupr.removes_bot()
    assert cast.admins.sees("Bot tidak dapat lagi menulis di grup Dinas Pekerjaan Umum")
    number = await files(cast.ani)
    assert number in cast.admins.last.text
    assert "OPD ini belum punya grup yang dapat dihubungi" in cast.admins.last.text


@pytest.mark.parametrize("status", ["kicked", "left", "restricted"])
async def test_a_group_found_shut_when_written_to_is_told_to_the_admins(cast: Cast, status: str) -> None:
    cast.pupr.chat.members[cast.town.bot.id] = status
    number = await files(cast.ani)
    assert cast.admins.sees("Bot tidak dapat lagi menulis di grup")
    assert cast.admins.find(number) is not None


async def test_a_group_that_was_deleted_is_told_to_the_admins(cast: Cast) -> None:
    del cast.town.world.chats[cast.pupr.id]
    number = await files(cast.ani)
    assert cast.admins.sees("Bot tidak dapat lagi menulis di grup")
    assert cast.admins.find(number) is not None


async def test_a_group_that_vanished_unheard_is_noticed_by_the_daily_look(cast: Cast) -> None:
    cast.pupr.chat.members[cast.town.bot.id] = "kicked"
    await looks(cast, days=1)
    assert cast.admins.sees("Bot tidak dapat lagi menulis di grup")


async def test_made_admin_muted_and_heard_again_the_bot_goes_on(cast: Cast) -> None:
    await cast.pupr.promotes_bot()
    await cast.pupr.restricts_bot()
    number = await files(cast.ani)
    assert cast.pupr.find(number) is None
    await cast.pupr.demotes_bot()
    assert cast.pupr.find(number) is not None
    assert cast.admins.sees("Bot kembali dapat menulis di grup")


async def test_a_public_group_shows_no_ticket_and_gets_them_back_when_private(cast: Cast) -> None:
    number = await files(cast.ani)
    assert "berlubang" in card(cast.pupr, number)
    await cast.pupr.becomes_public("pupr_kutim")
    await cast.budi.inside(cast.pupr).says("/tugas")
    assert "berlubang" not in card(cast.pupr, number)
    assert cast.pupr.sees("Laporan tidak ditampilkan karena grup ini terbuka untuk umum")
    assert cast.admins.sees("terbuka untuk umum. Laporannya tidak lagi ditampilkan di sana")
    assert "berlubang" in card(cast.admins, number)
    second = await files(cast.ani, "jembatan kayu di dekat sekolah patah")
    assert cast.pupr.find(second) is None
    await cast.pupr.becomes_public(None)
    await looks(cast, minutes=6)
    assert "berlubang" in card(cast.pupr, number)
    assert cast.pupr.find(second) is not None
    assert cast.admins.sees("kembali pribadi")


async def test_nothing_is_done_from_a_public_group(cast: Cast) -> None:
    number = await files(cast.ani)
    await cast.pupr.becomes_public("pupr_kutim")
    await cast.budi.inside(cast.pupr).says(f"/selesai {number} sudah ditambal")
    assert cast.pupr.sees("laporan tidak ditampilkan dan tidak dapat dikerjakan di sini")
    assert not cast.ani.sees("sudah ditambal")


async def test_a_group_made_public_without_a_word_is_found_by_the_daily_look(cast: Cast) -> None:
    await cast.pupr.becomes_public("pupr_kutim")
    await looks(cast, days=1)
    number = await files(cast.ani)
    assert (cast.pupr.find(number), cast.admins.find(number) is not None) == (None, True)


async def test_an_own_chat_made_public_without_a_word_is_found_by_the_daily_look(cast: Cast) -> None:
    gita = next(one for one in cast.town.people if one.user.first_name == "Gita")
    await gita.starts()
    cast.leaders.chat.linked = cast.town.channel("Kanal Pimpinan").id
    await looks(cast, days=1)
    assert gita.sees("Grup pimpinan terbuka untuk umum")
    await cast.town.people[-1].inside(cast.leaders).says("/tunggakan")
    assert cast.leaders.sees("Jadikan grup ini pribadi, lalu ulangi")
    cast.leaders.chat.linked = None
    await looks(cast, minutes=6)
    assert gita.sees("Grup pimpinan kembali pribadi")


async def test_a_group_linked_to_a_channel_counts_as_public(cast: Cast) -> None:
    cast.pupr.chat.linked = cast.town.channel("Kanal PUPR").id
    await looks(cast, days=1)
    assert cast.admins.sees("terbuka untuk umum")
    await cast.budi.inside(cast.pupr).says("/tugas")
    assert not cast.admins.sees("kembali pribadi")


async def test_many_newcomers_at_once_are_told_to_the_admins(cast: Cast) -> None:
    await looks(cast, days=1)
    await cast.pupr.adds(*(cast.town.person(f"Orang {count}") for count in range(25)))
    await looks(cast, days=1)
    assert cast.admins.sees("naik dari 4 menjadi 29")
    before = len(cast.admins.messages)
    await looks(cast, days=1)
    assert len(cast.admins.messages) == before


async def test_a_supergroup_made_of_a_group_gets_what_comes_and_answers(cast: Cast) -> None:
    await files(cast.ani)
    await cast.pupr.migrates()
    number = await files(cast.ani, "jembatan kayu di dekat sekolah patah")
    assert cast.pupr.find(number) is not None
    await cast.budi.inside(cast.pupr).taps("Ambil")
    assert f"{number} diambil Budi Santoso" in cast.pupr.last.text


async def test_a_button_of_the_group_that_became_a_supergroup_still_works(cast: Cast) -> None:
    number = await files(cast.ani)
    old = cast.budi.inside(cast.pupr)
    await cast.pupr.migrates()
    await old.taps("Ambil")
    assert f"{number} diambil Budi Santoso" in cast.pupr.last.text


@pytest.mark.parametrize(
    "written", ["/tugas@BotLain", "/slesai@BotLain 1 sudah", "/statistik", "/start", "selamat pagi"]
)
async def test_what_is_not_for_this_bot_is_left_alone(cast: Cast, written: str) -> None:
    await cast.pupr.promotes_bot()
    await cast.budi.inside(cast.pupr).says(written)
    assert cast.pupr.messages == []


async def test_a_forwarded_command_is_no_command(cast: Cast) -> None:
    await files(cast.ani)
    origin = {"type": "hidden_user", "sender_user_name": "Budi", "date": cast.town.world.now}
    entities = [{"type": "bot_command", "offset": 0, "length": 6}]
    await cast.budi.inside(cast.pupr).sends_raw(text="/ambil 1", entities=entities, forward_origin=origin)
    assert not cast.pupr.sees("diambil")


async def test_a_command_under_a_photo_counts_in_a_group(cast: Cast) -> None:
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).sends_photo("/catatan 1 lubangnya dua")
    assert "Catatan Budi Santoso" in cast.pupr.last.text


async def test_an_anonymous_admin_is_told_why_nothing_happens(cast: Cast) -> None:
    await files(cast.ani)
    await cast.budi.inside(cast.pupr, anonymous=True).says("/ambil 1")
    assert "Admin anonim dan kanal tidak dapat bertindak" in cast.pupr.last.text


async def test_a_post_of_a_linked_channel_commands_nothing(cast: Cast) -> None:
    await files(cast.ani)
    await cast.pupr.promotes_bot()
    before = len(cast.pupr.messages)
    await cast.pupr.forwards_from(cast.town.channel("Kanal PUPR", admin=False), "/ambil 1")
    assert len(cast.pupr.messages) == before


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/slesai 1 sudah ditambal", "/selesai 1 sudah ditambal"),
        ("/tugass", "/tugas"),
        ("/selesai33 jalan sudah ditimbun", "/selesai 33 jalan sudah ditimbun"),
        ("/slesai33", "/selesai 33"),
        ("/kembalkan 1 <b>bukan kami</b>", "/kembalikan 1 <b>bukan kami</b>"),
    ],
)
async def test_a_misspelt_command_gets_a_suggestion(cast: Cast, written: str, meant: str) -> None:
    await cast.budi.inside(cast.pupr).says(written)
    assert cast.pupr.last.marked("code") == [meant]


async def test_a_misspelt_command_in_a_strange_group_gets_no_answer(cast: Cast) -> None:
    foreign = cast.town.group("Grup Asing", [cast.citra], admin=True)
    await cast.citra.inside(foreign).says("/slesai 1 sudah")
    assert foreign.messages == []


async def test_brought_into_a_strange_group_the_bot_says_once_how_it_is_bound(cast: Cast) -> None:
    foreign = cast.town.group("Grup Asing", [cast.citra], bot=False)
    await foreign.adds_bot()
    await foreign.promotes_bot()
    assert [shown.marked("code") for shown in foreign.messages] == [[str(foreign.id)]]
    await cast.citra.inside(foreign).says("/tugas")
    assert foreign.last.text == "perintah ini tidak tersedia di sini"


async def test_brought_into_a_channel_the_bot_leaves(cast: Cast) -> None:
    channel = cast.town.channel("Kanal", admin=False)
    await channel.adds_bot(admin=True)
    assert channel.chat.members[cast.town.bot.id] == "left"
    assert channel.messages == []


def card(group: Group, number: str) -> str:
    """What the first message about the ticket says now."""
    return next(shown.text for shown in group.messages if number in shown.text)


async def looks(cast: Cast, **ahead: float) -> None:
    """Time passes, and the bot looks at its groups."""
    await cast.desk.app.voice.rounds.turn()
    await cast.desk.settle()
    cast.desk.clock.turn(**ahead)
    await cast.desk.app.voice.rounds.turn()
    await cast.desk.settle()
