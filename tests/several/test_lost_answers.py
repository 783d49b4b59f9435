"""The connection breaks while a COMMIT is on its way: whether it happened is found out, not guessed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url, text

from simulator.people import Person
from simulator.town import Town
from tests.databases import address
from tests.several.proxy import Proxy
from tests.stories.desk import Clock, open_desk
from tests.stories.ways import reaches

FEWEST = 3
"""Storing the press, filing, and claiming what is said; results may be written with a later claim."""

MOST = 12


async def test_a_commit_whose_answer_is_lost_happened_once(tmp_path: Path) -> None:
    """The first between Kirim and the number, then the second of another report, until there are no more."""
    direct, clock = make_url(address(tmp_path / "office")), Clock()
    socket = Path(str(direct.query["host"])) / f".s.PGSQL.{direct.query['port']}"
    async with Proxy(socket).open() as proxy, Town(clock=clock) as town:
        ani, pupr = town.person("Ani"), town.group("Grup PUPR")
        url = f"postgresql+asyncpg://aduan@127.0.0.1:{proxy.port}/{direct.database}"
        storage = {"url": url, "key_file": str(tmp_path / "aduan.key")}
        async with open_desk(town, tmp_path, clock, storage=storage, groups={"PUPR": pupr.id}) as desk:
            await desk.app.ready.wait()
            for which in range(1, MOST):
                number = f"KT-2026-{which:06d}"
                await reaches(ani, "summary")
                proxy.loses = which
                await ani.taps("Kirim")
                await ani.waits_for(number, 30)
                await pupr.waits_for(number, 30)
                await desk.settle()
                async with desk.app.database.read() as session:
                    assert (await session.execute(text("select count(*) from tickets"))).scalar() == which
                assert _unmarked(ani, number) <= 1
                if proxy.loses > 0:
                    break
    assert FEWEST <= proxy.lost == which - 1


def _unmarked(ani: Person, number: str) -> int:
    told = [shown for shown in ani.messages if number in shown.text]
    return len([shown for shown in told if "(kirim ulang)" not in shown.text])
