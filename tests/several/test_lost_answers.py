"""The connection breaks while a COMMIT is on its way: whether it happened is found out, not guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from simulator.town import Town
from tests.databases import address
from tests.several.proxy import Proxy
from tests.stories.desk import Clock, open_desk
from tests.stories.ways import reaches


@pytest.mark.parametrize("which", [1, 2, 3, 4, 5])
async def test_a_commit_whose_answer_is_lost_happened_once(tmp_path: Path, which: int) -> None:
    """Storing the press, filing, claiming what is said, writing that it arrived."""
    direct, clock = make_url(address(tmp_path / "office")), Clock()
    socket = Path(str(direct.query["host"])) / f".s.PGSQL.{direct.query['port']}"
    async with Proxy(socket).open() as proxy, Town(clock=clock) as town:
        ani, pupr = town.person("Ani"), town.group("Grup PUPR")
        url = f"postgresql+asyncpg://aduan@127.0.0.1:{proxy.port}/{direct.database}"
        storage = {"url": url, "key_file": str(tmp_path / "aduan.key")}
        async with open_desk(town, tmp_path, clock, storage=storage, groups={"PUPR": pupr.id}) as desk:
            await desk.app.ready.wait()
            await reaches(ani, "summary")
            proxy.loses = which
            await ani.taps("Kirim")
            await ani.waits_for("KT-2026-000001", 30)
            await pupr.waits_for("KT-2026-000001", 30)
            await desk.settle()
            assert proxy.lost == 1
            async with desk.app.database.read() as session:
                assert (await session.execute(text("select count(*) from tickets"))).scalar() == 1
        told = [shown for shown in ani.messages if "KT-2026-000001" in shown.text]
        assert len([shown for shown in told if "(kirim ulang)" not in shown.text]) <= 1
