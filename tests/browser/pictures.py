"""Makes the pictures of the demonstration: `make pictures` writes them into docs/pictures."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from tests.browser import playing
from tests.browser.visitor import LOOKS, Visitor, visit

PICTURES: Final = playing.ROOT / "docs" / "pictures"

REPORT: Final = "jalan depan pasar Bengalon berlubang parah dari kemarin, dua motor jatuh"


def main() -> None:
    """A ticket on two screens of a desk, and the resident's on a phone."""
    with (
        tempfile.TemporaryDirectory() as home,
        playing.chromium() as browser,
        playing.demonstration(Path(home)) as address,
    ):
        desk, phone = (visit(browser, address, look) for look in (LOOKS[0], LOOKS[3]))
        _play(desk, phone)
        desk.page.screenshot(path=PICTURES / "demo.png", animations="disabled")
        phone.page.screenshot(path=PICTURES / "demo-phone.png", animations="disabled")


def _play(desk: Visitor, phone: Visitor) -> None:
    for visitor in (desk, phone):
        visitor.page.get_by_role("button", name="Lewati tur").click()
    number = desk.files(REPORT)
    desk.becomes("Budi")
    desk.sees(number, "Identitas dirahasiakan")
    desk.taps("Ambil")
    desk.sees(number, "diambil Budi Santoso")
    desk.becomes("Ani")
    desk.sees("mulai ditindaklanjuti")
    phone.sees("mulai ditindaklanjuti")
    for visitor in (desk, phone):
        visitor.rests()


if __name__ == "__main__":
    main()
