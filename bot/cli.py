"""The command line. Each command imports what it needs when it runs: aiogram alone takes seconds."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

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
)

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

    settings = _settings(config)
    if found := faults_of(settings):
        _refuse(found)
    print(f"{config}: no faults found")


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free port.")] = 8080,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
) -> None:
    """The whole desk on this machine: bot, simulated Telegram and a chat in the browser. No token."""
    from bot.demo import show

    _logs("WARNING")
    _finish(lambda: show(port, browser=browser))


def main() -> None:
    """The entry point of ``aduan``."""
    app()


def _settings(path: Path) -> Settings:
    from bot.configuration import BadConfiguration, load

    given = path if path.exists() or path != DEFAULT else None
    try:
        return load(given, os.environ)
    except BadConfiguration as error:
        missing = [] if given else [f"{path} was not found: copy config.example.toml to begin"]
        _refuse([*missing, *(str(fault) for fault in error.faults)])


def _run(settings: Settings) -> None:
    import asyncio

    from bot.app import build, serve

    async def everything() -> None:
        os.umask(0o077)  # the database is nobody else's business
        await serve(await build(settings))

    asyncio.run(everything())


def _logs(default: str = "INFO") -> None:
    from bot.logs import UnknownLevel, begin

    try:
        begin(os.environ.get("ADUAN_LOG_LEVEL", default))
    except UnknownLevel as error:
        _refuse([str(error)])


def _finish(work: Callable[[], None]) -> None:
    """Run, and turn what went wrong into a sentence and an exit status."""
    from bot.errors import AlreadyRunning, BadToken, PortTaken
    from storage.keys import BadKey

    try:
        work()
    except AlreadyRunning as error:
        _exit(f"another aduan holds {error}", BUSY)
    except BadKey as error:
        _exit(f"storage.key_file: {error}", BAD)
    except PortTaken as error:
        _exit(str(error), FAILED)
    except BadToken:
        _exit("telegram.token: Telegram does not know this token", BAD)


def _refuse(faults: list[str]) -> NoReturn:
    for fault in faults:
        print(fault, file=sys.stderr)
    raise typer.Exit(BAD)


def _exit(sentence: str, status: int) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise typer.Exit(status)


if __name__ == "__main__":
    main()
