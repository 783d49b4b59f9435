"""``aduan init``: the questions in their order, and what is said in the end."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final, NoReturn

import typer

_BAD: Final = 2


def init(
    config: Annotated[Path, typer.Option("--config", help="The file to write.")] = Path("config.toml"),
    token_file: Annotated[
        str | None, typer.Option(help="A file that holds the token; else it is asked for.")
    ] = None,
    pack: Annotated[str | None, typer.Option(help="A directory with the data of another regency.")] = None,
    admins: Annotated[str | None, typer.Option(help="Telegram ids: 1001,1002")] = None,
    supervisors: Annotated[str | None, typer.Option(help="Telegram ids: 1001,1002")] = None,
    admin_chat: Annotated[str | None, typer.Option(help="The id of the admins' group.")] = None,
    groups: Annotated[str | None, typer.Option(help="Groups of OPDs: PUPR=-1001,DLH=-1002")] = None,
    storage: Annotated[str | None, typer.Option(help="The address of the database.")] = None,
    webhook: Annotated[
        str | None, typer.Option(help="The https address where Telegram brings updates.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing: what no flag says keeps its default.")
    ] = False,
) -> None:
    """Write a configuration from a few answers. Nothing that exists is overwritten."""
    from bot.beginning.asking import BadFlag, Interview
    from bot.beginning.questions import TOKEN, ask_all
    from bot.beginning.writing import token_beside, write
    from bot.logs import begin

    begin("WARNING")
    is_held = token_file is not None or TOKEN in os.environ
    files = [config] if is_held else [config, token_beside(config)]
    taken = next((path for path in files if path.exists()), None)
    if taken is not None:
        _refuse(f"{taken} exists already: nothing was written")
    given = {
        "token_file": token_file, "pack": pack, "admins": admins, "supervisors": supervisors,
        "admin_chat": admin_chat, "groups": groups, "storage": storage, "webhook": webhook,
    }  # fmt: skip
    try:
        written = write(config, ask_all(Interview(is_silent=yes), given, os.environ))
    except BadFlag as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(f"{error.filename} cannot be written: {error.strerror}")
    for path in written:
        typer.echo(f"{path} was written; nobody else can read it.")
    _conclude(config)


def _conclude(config: Path) -> None:
    """Check what was written, and say what comes next."""
    from bot.checkup import faults_of
    from bot.configuration import BadConfiguration, load

    try:
        settings = load(config, os.environ)
        faults = faults_of(settings)
    except BadConfiguration as error:
        faults = [str(fault) for fault in error.faults]
    if faults:
        _refuse("\n".join(faults))
    typer.echo(f"{config}: no faults found")
    if not settings.people.admins:
        typer.echo("Nobody can bind groups or route reports until [people] admins names someone.")
    typer.echo(f"The first start makes the key {settings.storage.key_file}, which seals who reported:")
    typer.echo("keep a copy apart from the database and its backups. Without it nobody can be answered.")
    typer.echo("Next: aduan run")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(_BAD)
