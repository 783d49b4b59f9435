"""Groups that are not ours, move or throw the bot out; and the one group that may read accusations."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.notices import Urgency
from simulator.groups import Group
from tests.security.actors import message
from tests.security.canaries import search, spoken
from tests.security.conftest import Scene
from tests.security.stage import BRIBE, POTHOLE, Stage, open_stage

NOT_HERE = "perintah ini tidak tersedia di sini"
BEATEN = "setiap malam terdengar suami memukul istri dan anaknya di rumah sebelah"
VIOLENCE = "Kekerasan perempuan"

RESTRICTED = (
    "/tugas", "/tiket 1", "/ambil 1", "/balas 1 ya", "/tanya 1 di mana", "/kembalikan 1 bukan kami",
    "/selesai 1 sudah", "/lepas 1", "/catatan 1 ya", "/rekap", "/disposisi 1 DLH",
)  # fmt: skip


async def test_in_a_foreign_group_the_bot_says_only_that_commands_are_not_for_there(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        number = await stage.files(stage.ani, POTHOLE, "Jalan")
        group = stage.town.group("Grup lain", [stage.joko, stage.budi, stage.gita, stage.hana], bot=False)
        await group.adds_bot(admin=True, by=stage.joko)
        await stage.joko.inside(group).says(f"apa kabar {number}?")
        await stage.joko.inside(group).says("/lapor jalan rusak")
        notice, *others = group.messages
        assert ("belum dihubungkan ke OPD mana pun" in notice.text, others) == (True, [])
        for who in (stage.joko, stage.budi, stage.gita, stage.hana):
            for command in RESTRICTED:
                await who.inside(group).says(command.replace("1", number, 1))
        assert {one.text for one in group.messages[1:]} == {NOT_HERE}


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(
    ("actor", "place"), [("unknown", "foreign"), ("unknown", "own"), ("anonymous", "own")]
)
async def test_refusals_in_a_flooded_group_replace_each_other_and_wait_behind_cards(
    scene: Scene, actor: str, place: str
) -> None:
    said = [
        await scene.probe.tries(message(scene.stage, actor, place, text=text))
        for text in ("/tugas", "/ambil 1")
    ]
    first, second = (effect.notices[0] for effect in said)
    assert first.urgency > Urgency.CARD
    assert first.key == second.key
    assert first.key is not None


async def test_a_group_that_became_a_supergroup_goes_on_and_its_old_id_is_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        pupr = stage.groups["pupr"]
        number, before = await stage.files(stage.ani, POTHOLE, "Jalan"), pupr.id
        await pupr.migrates()
        await stage.budi.inside(pupr).says(f"/ambil {number}")
        assert pupr.sees(f"✋ {number} diambil Budi.")
        await stage.files(stage.citra, "jembatan kayu di dekat sekolah patah", "Jalan")
        assert pupr.sees("jembatan kayu")
        later = [
            call
            for call in stage.town.world.ledger.calls
            if call.params.get("chat_id") in (before, str(before))
        ]
        assert not any("jembatan kayu" in str(call.params) for call in later)


async def test_when_the_bot_is_thrown_out_admins_get_the_card_and_of_the_sensitive_a_number(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.groups["pupr"].removes_bot()
        pothole = await stage.files(stage.ani, POTHOLE, "Jalan")
        beaten = await stage.files(stage.citra, BEATEN, VIOLENCE)
        admins = stage.groups["admins"]
        card = admins.find(pothole)
        assert card is not None
        assert POTHOLE in card
        assert card.labels == ["📨 Disposisi", "🗄 Arsip", "➡️ Luar kewenangan"]
        assert admins.sees(beaten)
        _nothing_but_a_number(admins, beaten)


def _nothing_but_a_number(group: Group, number: str) -> None:
    told = [one.text for one in group.messages if number in one.text]
    assert told != []
    for hint in ("memukul", "Kekerasan", "uang rokok", "Pungli", "Bengalon", "Kategori", "Tempat"):
        assert not any(hint in text for text in told), (hint, told)


async def _is_looked_for_everywhere(stage: Stage, number: str) -> None:
    """All that groups, admins and supervisors can ask for or are told of by themselves."""
    for who, place in (
        (stage.budi, "pupr"),
        (stage.eko, "dlh"),
        (stage.gita, "admins"),
        (stage.hana, "leaders"),
    ):
        for command in ("/tugas", f"/tiket {number}", "/rekap tahun", "/rekap tahun INSPEKTORAT", "/bantuan"):
            await who.inside(stage.groups[place]).says(command)
    for command in (f"/tiket {number}", f"/disposisi {number} PUPR", "/rekap tahun", f"/status {number}"):
        await stage.gita.says(command)
        await stage.hana.says(command)
    for _ in range(6):
        await stage.desk.later(days=3)


@pytest.mark.parametrize("thrown_out", [False, True])
async def test_an_accusation_is_read_by_the_inspectors_only(tmp_path: Path, thrown_out: bool) -> None:
    async with open_stage(tmp_path) as stage:
        inspectors, admins = stage.groups["inspektorat"], stage.groups["admins"]
        number = await stage.files(stage.ani, BRIBE, "Pungli")
        assert inspectors.sees(BRIBE)
        await stage.ani.replies_to(number, "namanya ada di papan uang rokok")
        if thrown_out:
            await inspectors.removes_bot()
            await stage.ani.replies_to(number, "uang rokok diminta lagi hari ini")
        else:
            await stage.fitri.inside(inspectors).says(f"/tanya {number} siapa yang meminta uang rokok?")
            await stage.ani.replies_to("siapa yang meminta", "pak kasi, uang rokok katanya")
        await _is_looked_for_everywhere(stage, number)
        if not thrown_out:
            await stage.fitri.inside(inspectors).says(f"/kembalikan {number} uang rokok bukan pengawasan")
        _nothing_but_a_number(admins, number)
        others = spoken(stage.town.world, [inspectors.id, stage.ani.id])
        assert (
            search({"messages": others}, {"words": "uang rokok", "category": "Pungli", "place": "Bengalon"})
            == set()
        )
        assert not any(stage.groups[name].sees(number) for name in ("pupr", "dlh", "foreign"))


async def test_only_the_inspectors_can_be_given_an_accusation(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        number = await stage.files(stage.ani, BRIBE, "Pungli")
        await stage.fitri.inside(stage.groups["inspektorat"]).says(f"/kembalikan {number} bukan pengawasan")
        for opd in ("PUPR", "DLH", "pupr", "Dinas Lingkungan Hidup"):
            await stage.gita.inside(stage.groups["admins"]).says(f"/disposisi {number} {opd}")
            assert "hanya dapat diteruskan ke" in stage.groups["admins"].last
        assert not stage.groups["pupr"].sees(number)
        assert not stage.groups["dlh"].sees(number)
