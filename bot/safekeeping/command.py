"""``aduan backup``, ``restore``, ``drill`` and ``verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

Config = Annotated[Path, typer.Option("--config", help="The configuration file.", show_default=True)]
DEFAULT = Path("config.toml")
To = Annotated[Path | None, typer.Option("--to", help="The directory; [backup] names the usual one.")]


def backup(to: To = None, config: Config = DEFAULT) -> None:
    """Keep an encrypted copy of the database as it is now, while the bot works."""
    from bot import cli, clock
    from bot.safekeeping import shelf
    from bot.safekeeping.keeping import BadBackupKey, NotKept, keep

    settings = cli.settings_of(config)
    directory = _directory(settings, to)
    cli.log("WARNING")

    def work() -> None:
        now = clock.now()
        with typer.progressbar(length=1_000, label="aduan backup") as bar:
            kept = keep(settings, directory, now, lambda done, of: bar.update(1_000 * done // of - bar.pos))
        gone = shelf.tidy(directory, settings, now) if to is None else []
        typer.echo(f"{kept.file}: {kept.tickets} tickets, {kept.size} bytes")
        typer.echo(f"{len(gone)} older ones were deleted; it opens with {settings.backup.key_file} only")

    try:
        cli.finish(work)
    except BadBackupKey as error:
        cli.leave(str(error), cli.BAD)
    except NotKept as error:
        cli.leave(f"no backup was made: {error}", cli.FAILED)


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.", exists=True, dir_okay=False)],
    to: Annotated[Path, typer.Option("--to", help="A directory without a database.")],
    key: Annotated[
        list[Path] | None,
        typer.Option(
            help="An identity key beside the present one, kept by rotate-key.", exists=True, dir_okay=False
        ),
    ] = None,
    config: Config = DEFAULT,
) -> None:
    """Make a database of a backup, and examine it; nothing that exists is overwritten."""
    import asyncio

    from bot import cli, clock
    from bot.safekeeping.asking import ask_again
    from bot.safekeeping.keeping import BadBackupKey
    from bot.safekeeping.restoring import Damaged, Occupied
    from bot.safekeeping.restoring import restore as open_up
    from bot.safekeeping.sentences import sentences
    from storage.backup import BadBackup

    settings = cli.settings_of(config)
    cli.log("WARNING")

    def work() -> None:
        now, restored = clock.now(), asyncio.run(open_up(settings, file, to, key or []))
        asked = asyncio.run(ask_again(settings, restored, now))
        typer.echo("\n".join(sentences(settings, restored, asked, now)))

    try:
        cli.finish(work)
    except BadBackupKey as error:
        cli.leave(str(error), cli.BAD)
    except Occupied as error:
        cli.leave(f"{error} exists already: name another directory with --to", cli.BAD)
    except (BadBackup, Damaged) as error:
        cli.leave(f"{file} cannot be used: {error}. Take the backup before it.", cli.FAILED)
    except OSError as error:
        cli.leave(f"{error.filename or to}: {error.strerror}", cli.FAILED)


def drill(to: To = None, config: Config = DEFAULT) -> None:
    """Try out the newest backup: restore it aside, start a bot on it, and file a report there."""
    import asyncio

    from bot import cli, clock
    from bot.errors import AduanError
    from bot.safekeeping.drill import drill as try_out
    from bot.safekeeping.sentences import of_drill

    settings = cli.settings_of(config)
    directory = _directory(settings, to)
    cli.log("CRITICAL")
    try:
        cli.finish(lambda: typer.echo(of_drill(asyncio.run(try_out(settings, directory, clock.now())))))
    except (AduanError, OSError) as error:
        cli.leave(f"the drill failed: {error}", cli.FAILED)


def verify(
    head: Annotated[list[str] | None, typer.Option(help="A head that was told to the leaders.")] = None,
    config: Config = DEFAULT,
) -> None:
    """Hold the history of all tickets against its chain: says what was changed, removed or added."""
    from bot import cli
    from bot.safekeeping.verifying import verify as look
    from storage.chain import BadHead

    settings = cli.settings_of(config)
    cli.log("WARNING")

    def work() -> None:
        faults, summary = look(settings, head or [], cli.bar("aduan verify"))
        typer.echo(summary)
        if faults:
            cli.leave("\n".join(faults), cli.FAILED)

    try:
        cli.finish(work)
    except BadHead as error:
        cli.leave(f"--head: {error} is no head such as ABCD-EFGH-IJKL-MNOP", cli.BAD)


def _directory(settings: Settings, to: Path | None) -> Path:
    from bot import cli

    found = to or settings.backup.directory
    if found is None:
        cli.leave("backup.directory is not set: name a directory with --to", cli.BAD)
    return found
