"""Someone who plays everyone on the page: what they do there, what they see, and whether all can use it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.playing import ROOT

KEPT: Final = ROOT / "build" / "browser"
"""Where the pictures of a test run are kept."""

PATIENCE: Final = 20_000
"""Milliseconds; a step takes a tenth of a second unless the machine is busy."""

NUMBER: Final = re.compile(r"KT-\d{4}-\d{6}")
_TOWARDS_FILING: Final = (
    "Setuju",
    "Kirim",
    "Laporan baru",
    "Laporan berbeda",
    "Kecamatan ",
    "Bengalon",
    "Lewati",
)
_SEVERE: Final = ("serious", "critical")


class Look(NamedTuple):
    """A screen and its colours."""

    width: int
    colours: str

    @property
    def is_phone(self) -> bool:
        return self.width < 500

    def __str__(self) -> str:
        return f"{self.width}-{self.colours}"


LOOKS: Final = [Look(1440, "light"), Look(1440, "dark"), Look(390, "light"), Look(390, "dark")]
"""The screens that the page is made for."""


@dataclass
class Visitor:
    """A window with the page in it; ``wrongs`` are errors of its scripts, ``asked`` what it has fetched."""

    page: Page
    look: Look
    wrongs: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    @property
    def screen(self) -> Locator:
        """The screen of the page on which the visitor acts: the active one of two, or the only one."""
        active = self.page.locator(".pane.active")
        return active if active.count() else self.page.locator(".pane")

    @property
    def newest(self) -> Locator:
        """The newest message in the open chat."""
        return self.screen.locator(".message").last

    def becomes(self, name: str) -> None:
        """Is somebody else at a click."""
        self.page.locator("#cast").get_by_role("button", name=re.compile(f"^{name},")).click()
        expect(self.screen.locator(".status")).to_contain_text(name)

    def opens(self, chat: str) -> None:
        """Goes to a chat of the list."""
        back = self.screen.get_by_role("button", name="Kembali ke daftar percakapan")
        if back.is_visible():
            back.click()
        self.screen.locator(".place").filter(has_text=chat).click()

    def says(self, text: str) -> None:
        """Writes it and presses Enter."""
        box = self.screen.locator("textarea")
        box.fill(text)
        box.press("Enter")
        begins, _, _ = text.partition("\n")
        expect(self.screen.locator(".message.mine").filter(has_text=begins).last).to_be_visible()

    def taps(self, label: str) -> None:
        """Presses the newest button with these words."""
        self.screen.locator(".keys button").filter(has_text=re.compile(re.escape(label))).last.click()

    def attaches(self, what: str) -> None:
        """Sends something from the menu of the paper clip."""
        self.screen.get_by_role("button", name="Lampirkan").click()
        self.screen.get_by_role("menuitem", name=what).click()

    def sees(self, *words: str) -> None:
        """Waits for a message with all these words in the open chat."""
        messages = self.screen.locator(".message")
        for word in words:
            messages = messages.filter(has_text=word)
        expect(messages.last).to_be_visible()

    def files(self, report: str) -> str:
        """Reports it with the buttons that the bot offers; the number."""
        before = self.screen.locator(".message").count()
        self.says(report)
        for _ in range(6):
            expect(self.page.locator(".pane [aria-busy=true]")).to_have_count(0)
            labels = self._answers(before)
            known = [label for label in _TOWARDS_FILING if any(label in one for one in labels)]
            if not known:
                break
            before = self.screen.locator(".message").count()
            self.taps(known[0])
        found = NUMBER.search(self.newest.inner_text())
        assert found is not None, f"no number was given:\n{self.newest.inner_text()}"
        return found[0]

    def rests(self) -> None:
        """Waits until nothing fades or blinks any more, with the pointer out of the way."""
        self.page.mouse.move(0, 0)
        self.page.evaluate("document.activeElement.blur()")
        for fleeting in self.page.locator(".toast, .dots").all():
            expect(fleeting).to_be_hidden()

    def _answers(self, before: int) -> Sequence[str]:
        """Waits for what the bot says after so many messages; the labels below it."""
        self.page.wait_for_function(
            "([screen, count]) => screen.querySelectorAll('.message').length > count"
            " && screen.querySelector('.message:last-child').classList.contains('theirs')",
            arg=[self.screen.element_handle(), before],
        )
        return self.newest.locator(".keys button").all_inner_texts()

    def photographs(self, name: str) -> Path:
        """Keeps a picture of the page."""
        KEPT.mkdir(parents=True, exist_ok=True)
        path = KEPT / f"{name}-{self.look}.png"
        self.page.screenshot(path=path, animations="disabled")
        return path

    def barriers(self) -> list[str]:
        """What keeps people out who see, hear or point less, as far as axe-core can tell."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{one['id']}: {node['html']} {node['failureSummary']}"
            for one in found
            if one["impact"] in _SEVERE
            for node in one["nodes"]
        ]

    def overflowing(self) -> list[str]:
        """What reaches out of the window sideways, or hides part of a line that cannot be scrolled to."""
        script = """() => [...document.querySelectorAll('.bubble, .keys button, .title, #tour, #bar')]
            .filter((node) => node.checkVisibility() && (node.getBoundingClientRect().right > innerWidth + 1
                || node.scrollWidth > node.clientWidth + 2))
            .map((node) => `${node.className || node.id}: ${node.textContent.slice(0, 60)}`)"""
        found: list[str] = self.page.evaluate(script)
        return found


def visit(browser: Browser, address: str, look: Look) -> Visitor:
    """Opens the page in a window of its own, and waits for the tour to be offered."""
    context = browser.new_context(
        viewport={"width": look.width, "height": 844 if look.is_phone else 900},
        color_scheme="dark" if look.colours == "dark" else "light",
        has_touch=look.is_phone,
        is_mobile=look.is_phone,
        locale="id-ID",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visitor = Visitor(page, look)
    page.on("pageerror", lambda error: visitor.wrongs.append(str(error)))
    page.on("request", lambda request: visitor.asked.add(request.url))
    page.goto(address)
    expect(page.locator("#tour")).to_be_visible()
    return visitor
