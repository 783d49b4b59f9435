"""Someone with a signal reports for someone without."""

from __future__ import annotations

from tests.stories.conftest import Cast
from tests.stories.ways import changes, reaches


async def test_who_reports_for_another_says_so_and_the_card_shows_it(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await changes(cast.ani, "Untuk siapa")
    assert "Jangan tulis nama, NIK, atau nomor teleponnya." in cast.ani.last.text
    await cast.ani.taps("Ya, untuk orang lain", under=cast.ani.last)
    assert "🤝 Anda melapor untuk orang lain." in cast.ani.last.text
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert "🤝 Dilaporkan oleh perantara" in cast.pupr.messages[0].text


async def test_a_proxy_can_take_it_back(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    for answer in ("Ya, untuk orang lain", "Tidak, untuk saya sendiri"):
        await changes(cast.ani, "Untuk siapa")
        await cast.ani.taps(answer, under=cast.ani.last)
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert not cast.pupr.sees("perantara")
