"""Options of the whole suite, and the database that it runs on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import drop_all, postgresql


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=10, help="how often the crash test kills the bot")
    parser.addoption("--rounds", type=int, default=10, help="how often fifty officers press at once")
    parser.addoption("--forged", type=int, default=2000, help="how many forged presses are tried")
    parser.addoption("--tickets", type=int, default=300, help="how many are filed in the simulated year")
    parser.addoption(
        "--database", choices=["sqlite", "postgresql"], default="sqlite", help="what all runs on"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database") == "sqlite":
        return
    for item in items:
        if (mark := item.get_closest_marker("sqlite")) is not None:
            item.add_marker(pytest.mark.skip(reason=f"on SQLite only: {mark.args[0]}"))


@pytest.fixture(scope="session", autouse=True)
def chosen_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """The server, if that is what the run is on."""
    if request.config.getoption("--database") == "sqlite":
        yield
        return
    with postgresql():
        yield


@pytest.fixture(autouse=True)
def fresh_databases() -> Iterator[None]:
    """Nothing of one test is there in the next."""
    yield
    drop_all()
