"""One demonstration and one browser for all; each visitor has a window of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import playing
from tests.browser.visitor import PATIENCE, Look, Visitor, visit

Visit = Callable[[Look], Visitor]


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demonstration is."""
    with playing.demonstration(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium; the tests are skipped where there is none."""
    if playing.program() is None:
        pytest.skip("no Chromium is installed here")
    expect.set_options(timeout=PATIENCE)
    with playing.chromium() as browser:
        yield browser


@pytest.fixture
def visits(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens a window; all are closed at the end, and no script may have failed in them."""
    opened: list[Visitor] = []

    def open_(look: Look) -> Visitor:
        opened.append(visit(browser, address, look))
        return opened[-1]

    yield open_
    for visitor in opened:
        visitor.page.context.close()
        assert visitor.wrongs == []
