"""Options of the whole suite, and the database that it runs on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import drop_all, postgresql


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=10, help="how often the crash test kills the bot")
    parser.addoption("--passes", type=int, default=1, help="how often it dies at each failpoint")
    parser.addoption("--images", type=int, default=60, help="how many disks are looked at after a power cut")
    parser.addoption("--backlog", type=int, default=1000, help="how many updates wait for the bot")
    parser.addoption("--reports", type=int, default=15, help="how many one resident tries to file in a day")
    parser.addoption("--crowd", type=int, default=40, help="how many residents report to one office at once")
    parser.addoption("--poison", type=int, default=2500, help="how many damaged updates are tried")
    parser.addoption("--rounds", type=int, default=10, help="how often fifty officers press at once")
    parser.addoption("--forged", type=int, default=2000, help="how many forged presses are tried")
    parser.addoption("--tickets", type=int, default=300, help="how many are filed in the simulated year")
    parser.addoption("--edits", type=int, default=200, help="how often someone tampers with the history")
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
