"""The questions of ``aduan init``, in the order in which an office knows the answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from bot.beginning import answers
from bot.beginning.answers import Answers
from bot.beginning.asking import BadFlag, Interview, owner_of
from bot.configuration import KUTIM, read_token
from bot.configuration.regency import policy_in
from bot.settings import Storage, Telegram

TOKEN: Final = "ADUAN_TELEGRAM__TOKEN"  # noqa: S105  # the name of a variable
_SERVER: Final = "ADUAN_TELEGRAM__API_BASE_URL"

Given = Mapping[str, str | None]


def ask_all(interview: Interview, given: Given, environ: Mapping[str, str]) -> Answers:
    """Everything there is to ask that no flag and no variable said. Raises BadFlag."""
    ask = interview.ask
    token, file = _token(interview, given["token_file"], environ)
    pack = ask("Data of the regency: a directory, or Enter for Kutai Timur", "pack", given, "", answers.pack)
    group_of = partial(answers.groups, known=policy_in(Path(pack) if pack else KUTIM))
    return Answers(
        token=token,
        token_file=file,
        pack=pack,
        admins=ask("Telegram ids of the admins, or Enter", "admins", given, "", answers.people),
        supervisors=ask(
            "Telegram ids of who reads /rekap, or Enter", "supervisors", given, "", answers.people
        ),
        admin_chat=ask("Id of the admins' group, or Enter", "admin_chat", given, "", answers.chat),
        groups=ask(
            "Groups of OPDs (PUPR=-1001 ...), or Enter to bind them by /kode", "groups", given, "", group_of
        ),
        storage=ask("Database", "storage", given, Storage().url, answers.storage),
        webhook=ask(
            "https address where Telegram brings updates, or Enter to fetch them",
            "webhook",
            given,
            "",
            answers.webhook,
        ),
    )


def _token(
    interview: Interview, file: str | None, environ: Mapping[str, str]
) -> tuple[str | None, Path | None]:
    """What is asked for, or the file where it is already; neither where the environment has it."""
    server = environ.get(_SERVER) or Telegram.model_fields["api_base_url"].default

    def tried(text: str) -> str:
        token = answers.token(text)
        owner_of(token, server)
        return token

    if file is not None:
        path = interview.ask("", "token_file", {"token_file": file}, "", answers.token_file)
        interview.ask("", "token_file", {"token_file": read_token(path).get_secret_value()}, "", tried)
        return None, path
    if TOKEN in environ:
        interview.ask("", TOKEN, environ, "", tried)
        return None, None
    if interview.is_silent:
        raise BadFlag(f"the token is missing: give --token-file FILE, or set {TOKEN}")
    return interview.ask("Token from @BotFather (it is not shown)", "token", {}, "", tried, hidden=True), None
