"""The command line. Each command imports what it needs when it runs: aiogram alone takes seconds."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from bot.apikeys.command import api_key
from bot.beginning.command import init
from bot.safekeeping.command import backup, drill, restore, verify
from bot.upkeep.command import purge, rotate_key, tell

if TYPE_CHECKING:
    from bot.settings import Settings

FAILED: Final = 1
BAD: Final = 2
BUSY: Final = 75
DEFAULT: Final = Path("config.toml")

app = typer.Typer(
    name="aduan",
    help="A complaint desk on Telegram.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,  # [storage] is a section of the configuration, not markup
)

for command in (init, rotate_key, purge, tell, backup, restore, drill, verify):
    app.command()(command)
app.add_typer(api_key)

Config = Annotated[Path, typer.Option("--config", help="The configuration file.", show_default=True)]


@app.command()
def run(config: Config = DEFAULT) -> None:
    """Run the bot until SIGTERM."""
    settings = _settings(config)
    _logs()
    _finish(lambda: _run(settings))


@app.command()
def check(config: Config = DEFAULT) -> None:
    """Say all that is wrong with the configuration, by key."""
    from bot.checkup import faults_of
    from bot.configuration.checks import warnings

    settings = _settings(config)
    for warning in warnings(settings):
        print(f"warning: {warning}", file=sys.stderr)
    if found := faults_of(settings):
        _refuse(found)
    print(f"{config}: no faults found")


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free port.")] = 8080,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
    empty: Annotated[bool, typer.Option("--empty", help="Without a month of made-up reports.")] = False,
    at: Annotated[
        datetime | None, typer.Option(help="The moment at which it begins, by UTC, instead of now.")
    ] = None,
) -> None:
    """The whole desk on this machine: bot, simulated Telegram and a chat in the browser. No token."""
    from bot.demo import PAST, Show, show

    _logs("WARNING")
    past = None if empty else PAST
    asked = Show(port, browser, past, at.replace(tzinfo=UTC) if at else None)
    with typer.progressbar(length=PAST.tickets, label="aduan demo", file=sys.stderr, hidden=empty) as bar:

        def progress(count: int) -> None:
            bar.update(count)
            if bar.finished:
                bar.render_finish()  # the address stands on a line of its own

        _finish(lambda: show(asked, progress))


@app.command()
def seed(
    tickets: Annotated[int, typer.Option(min=1, max=10_000_000, help="How many reports.")] = 1_000,
    months: Annotated[int, typer.Option(min=1, max=60, help="Over how many months up to now.")] = 12,
    dice: Annotated[int, typer.Option("--seed", min=0, help="The same number, the same past.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Also among reports that people filed.")] = False,
    config: Config = DEFAULT,
) -> None:
    """Fill the database with a made-up past: reports, residents and histories that nobody lived."""
    from bot.seeding import Plan
    from bot.seeding.command import Lived, fill

    settings = _settings(config)
    _logs("WARNING")
    with typer.progressbar(length=tickets, label="aduan seed") as bar:
        try:
            _finish(lambda: print(fill(settings, Plan(tickets, months, dice), bar.update, force=force)))
        except Lived as error:
            _exit(str(error.__doc__), FAILED)


@app.command()
def qr(
    bot: Annotated[str, typer.Option(help="The bot's username; without it, Telegram is asked.")] = "",
    out: Annotated[Path, typer.Option(help="The PDF to write.")] = Path("aduan-qr.pdf"),
    link: Annotated[list[str] | None, typer.Option(help="A sheet for this slug of links.toml.")] = None,
    config: Config = DEFAULT,
) -> None:
    """Write sheets to print: a code that opens the bot, and how to report."""
    from bot.errors import Delivery
    from bot.posters.command import BadPoster, write

    settings = _settings(config)
    _logs("WARNING")
    try:
        _finish(lambda: print(write(settings, bot or None, link or [], out)))
    except BadPoster as error:
        _exit(str(error), BAD)
    except Delivery:
        _exit("Telegram does not say who the bot is: name it with --bot USERNAME", FAILED)


def _address(url: str) -> str:
    from bot.settings.fields import database

    try:
        return database(url)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _existing(url: str) -> str:
    from storage.engine import sqlite_file

    file = sqlite_file(_address(url))
    if file is not None and not file.exists():
        raise typer.BadParameter(f"{file} was not found")
    return url


@app.command()
def migrate_store(
    source: Annotated[
        str, typer.Argument(callback=_existing, metavar="FROM", help="Where it all is, as in storage.url.")
    ],
    target: Annotated[
        str, typer.Argument(callback=_address, metavar="TO", help="Where it goes: empty, or begun before.")
    ],
) -> None:
    """Move everything to another database, SQLite or PostgreSQL; begin again where it was broken off."""
    from bot.moving import move
    from storage.moving import Different, Occupied

    _logs("WARNING")
    try:
        _finish(lambda: print(f"{move(source, target, _bar('aduan migrate-store'))} rows moved and compared"))
    except Occupied:
        _exit("the target holds another office: name an empty database", BAD)
    except Different as error:
        _exit(f"{error} differs: someone wrote to it meanwhile; empty the target and begin again", FAILED)


def main() -> None:
    """The entry point of ``aduan``."""
    _arm()
    app()


def _arm() -> None:
    from bot.failpoints import BadFailpoint, arm

    try:
        arm(os.environ.get("ADUAN_FAILPOINT"), lambda: os.kill(os.getpid(), signal.SIGKILL))
    except BadFailpoint as error:
        sys.exit(str(error))


def _settings(path: Path) -> Settings:
    from bot.configuration import BadConfiguration, load

    given = path if path.exists() or path != DEFAULT else None
    try:
        return load(given, os.environ)
    except BadConfiguration as error:
        missing = [] if given else [f"{path} was not found: aduan init writes one"]
        _refuse([*missing, *(str(fault) for fault in error.faults)])


def _run(settings: Settings) -> None:
    import asyncio

    from bot.app import build, new_loop, serve

    async def everything() -> None:
        os.umask(0o077)  # the database is nobody else's business
        await serve(await build(settings))

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(everything())


def _logs(default: str = "INFO") -> None:
    from bot.logs import UnknownLevel, begin

    try:
        begin(os.environ.get("ADUAN_LOG_LEVEL", default))
    except UnknownLevel as error:
        _refuse([str(error)])


def _finish(work: Callable[[], None]) -> None:
    """Run, and turn what went wrong into a sentence and an exit status."""
    from bot.errors import AlreadyRunning, BadToken, PortTaken, StorageDown
    from storage.keys import BadKey

    try:
        work()
    except AlreadyRunning as error:
        _exit(f"another aduan holds {error}", BUSY)
    except BadKey as error:
        _exit(f"storage.key_file: {error}", BAD)
    except PortTaken as error:
        _exit(str(error), FAILED)
    except StorageDown as error:
        _exit(f"storage.url: the database cannot be reached ({error})", FAILED)
    except BadToken:
        _exit("telegram.token: Telegram does not know this token", BAD)


def _bar(label: str) -> Callable[[int], Callable[[int], None]]:
    """A bar that grows with each row."""
    return lambda total: typer.progressbar(length=total, label=label).update


def _refuse(faults: list[str]) -> NoReturn:
    for fault in faults:
        print(fault, file=sys.stderr)
    raise typer.Exit(BAD)


def _exit(sentence: str, status: int) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise typer.Exit(status)


settings_of, log, finish, bar, leave = _settings, _logs, _finish, _bar, _exit
"""For the commands that have a home of their own."""

if __name__ == "__main__":
    main()
