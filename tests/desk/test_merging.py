"""Two reports about the same: one goes on, and both reporters hear of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.errors import Refused
from bot.files import File, FileKind
from bot.notices import Said
from bot.people import Officer
from bot.tickets.status import Reason
from bot.tickets.verbs import Verb
from storage import followers, residents
from tests.desk.scene import ADMINS, AT_WORK, BUDI, CITRA, PUPR, Scene, notices

PHOTO = File(FileKind.PHOTO, "AgAC", "AQAD")


async def merged(scene: Scene, rest: str = "2 1") -> Said:
    async with scene.desk() as desk:
        return await desk.admins.merging.command(AT_WORK, rest)


async def filed_twice(scene: Scene, **about: Any) -> tuple[int, int]:
    """Ani's report and Citra's of the same."""
    async with scene.write() as tx:
        citra = await residents.meet(tx, CITRA)
    first, _ = await scene.file(**about)
    second, _ = await scene.file(**about | {"resident_id": citra.id})
    return first, second


async def test_the_reporter_of_the_duplicate_hears_of_the_other(scene: Scene) -> None:
    main, double = await filed_twice(scene)
    said = await merged(scene)
    ticket = await scene.ticket(double)
    assert (ticket.status, ticket.archive_reason, ticket.merged_into) == ("archived", Reason.DUPLICATE, main)
    assert "digabung" in notices(said, CITRA.id)[0].text
    [shown] = [one for one in notices(said, PUPR) if "Juga dialami: 1 pelapor lain" in one.text]
    assert shown.ticket_id == main
    assert notices(said, ADMINS)[-1].text == "🔗 KT-2026-000002 digabung ke KT-2026-000001 oleh Gita."
    resolved = await scene.act(BUDI, Verb.RESOLVE, main, "Sudah ditambal")
    assert "KT-2026-000001" in notices(resolved, CITRA.id)[0].text


async def test_the_card_of_what_was_merged_says_into_which(scene: Scene) -> None:
    await filed_twice(scene)
    said = await merged(scene)
    [shown] = [one for one in notices(said, PUPR) if "KT-2026-000002" in one.text and one.purpose == "card"]
    assert "Digabung ke: KT-2026-000001" in shown.text


async def test_both_histories_tell_of_it(scene: Scene) -> None:
    main, double = await filed_twice(scene)
    await merged(scene)
    assert [(await scene.verbs(one))[-1] for one in (double, main)] == ["merge", "absorb"]


async def test_who_reported_both_does_not_follow_their_own(scene: Scene) -> None:
    main, _ = await scene.file()
    await scene.file()
    await merged(scene)
    async with scene.write() as tx:
        assert await followers.count(tx, main) == 0


async def test_followers_of_the_duplicate_come_along(scene: Scene) -> None:
    async with scene.write() as tx:
        citra = await residents.meet(tx, CITRA)
    main, _ = await scene.file()
    double, _ = await scene.file()
    async with scene.write() as tx:
        await followers.join(tx, double, citra.id, "id")
    await merged(scene)
    async with scene.write() as tx:
        assert [one.resident_id for one in await followers.of(tx, main)] == [citra.id]


async def test_what_cannot_be_merged_says_why(scene: Scene) -> None:
    await filed_twice(scene)
    await scene.file()
    for rest, key in (
        ("1 1", "merged_into_itself"),
        ("1", "usage"),
        ("1 2 3", "usage"),
        ("1 99", "no_ticket"),
    ):
        with pytest.raises(Refused, match=key):
            await merged(scene, rest)
    await merged(scene, "2 1")
    for rest, key in (("1 3", "merged_in_a_row"), ("3 2", "stands"), ("2 3", "stands")):
        with pytest.raises(Refused, match=key):
            await merged(scene, rest)


@pytest.mark.parametrize("other", [{}, {"opd": "DINKES", "sensitive": True}, {"opd": "DPPPA"}])
async def test_the_sensitive_is_merged_only_with_its_like(scene: Scene, other: dict[str, Any]) -> None:
    await scene.file(opd="DPPPA", sensitive=True, category="perempuan_anak")
    await scene.file(**other)
    for rest in ("1 2", "2 1"):
        with pytest.raises(Refused, match="merged_apart"):
            await merged(scene, rest)


async def test_two_unread_sensitive_ones_are_not_put_away_by_merging_them(scene: Scene) -> None:
    await filed_twice(scene, opd="DPPPA", sensitive=True, category="perempuan_anak")
    with pytest.raises(Refused, match="unread"):
        await merged(scene)


async def test_two_sensitive_ones_that_their_keeper_gave_back_are_merged_unseen(scene: Scene) -> None:
    keeper = Officer(7009, "Fitri", -1009, ("DPPPA",))
    for ticket_id in await filed_twice(scene, opd="DPPPA", sensitive=True, category="perempuan_anak"):
        await scene.act(keeper, Verb.RETURN, ticket_id, "Sudah pernah")
    said = await merged(scene)
    assert "berlubang" not in "".join(one.text for one in notices(said, ADMINS))


async def test_who_follows_the_duplicate_hears_that_it_was_joined_to_another(scene: Scene) -> None:
    async with scene.write() as tx:
        citra = await residents.meet(tx, CITRA)
    await scene.file()
    double, _ = await scene.file()
    async with scene.write() as tx:
        await followers.join(tx, double, citra.id, "id")
    [told] = notices(await merged(scene), CITRA.id)
    assert told.text.startswith("<b>KT-2026-000002</b>\nLaporan ini sama dengan laporan lain")


async def test_what_the_officer_writes_to_the_reporter_no_follower_reads(scene: Scene) -> None:
    await filed_twice(scene)
    await merged(scene)
    async with scene.desk() as desk:
        said = await desk.act(BUDI, Verb.RESOLVE, 1, "Bu Ani, gang 3 nomor 7 ditambal", [PHOTO])
    [told] = notices(said, CITRA.id)
    assert told.text.endswith("menyatakan laporan ini selesai. Pelapornya diminta memastikan.")
    assert told.media == ()
