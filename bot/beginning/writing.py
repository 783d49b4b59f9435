"""Writes what was answered: a commented configuration, and the token in a file of its own."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bot.beginning.answers import Answers
from bot.settings import Storage

TEMPLATE: Final = Path(__file__).parent / "template.toml"
TOKEN: Final = "token"  # noqa: S105  # the name of a file
OWNERS_ONLY: Final = 0o600


def token_beside(config: Path) -> Path:
    """Where the token is written."""
    return config.with_name(TOKEN)


def write(config: Path, answers: Answers) -> list[Path]:
    """Write the files for their owner alone, the configuration last. Raises OSError, FileExistsError too."""
    files = {config: text_of(config, answers)}
    if answers.token is not None:
        files = {token_beside(config): f"{answers.token}\n"} | files
    config.parent.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNERS_ONLY), "w", encoding="utf-8"
        ) as file:
            file.write(text)
    return list(files)


def text_of(config: Path, answers: Answers) -> str:
    """The configuration."""
    return TEMPLATE.read_text(encoding="utf-8").format_map(_lines(config, answers))


def _lines(config: Path, answers: Answers) -> Mapping[str, str]:
    groups = answers.groups or {}
    return {
        "token": _token(config, answers),
        "receive": _toml("webhook" if answers.webhook else "polling"),
        "webhook": _webhook(answers),
        "storage": _toml(answers.storage),
        "key_file": _toml(str(Storage().key_file)),
        "admins": _toml(answers.admins),
        "supervisors": _toml(answers.supervisors),
        "admin_chat": _set("admin_chat", answers.admin_chat, "-1001234567890"),
        "groups": "\n".join(_set(code, chat, "") for code, chat in groups.items())
        or "# PUPR = -1001234567891",
        "pack": _set("directory", answers.pack or None, '"/etc/aduan/kabupaten"'),
    }


def _token(config: Path, answers: Answers) -> str:
    if answers.token is not None:
        return _set("token_file", str(token_beside(config)), "")
    where = "# Token ada di lingkungan: ADUAN_TELEGRAM__TOKEN."
    return _set("token_file", str(answers.token_file), "") if answers.token_file else where


def _webhook(answers: Answers) -> str:
    if answers.webhook is None:
        return '# url = "https://aduan.example.go.id/telegram"'
    lines = (
        _set("url", answers.webhook, ""),
        "# Hanya Telegram yang tahu rahasia ini; ia dikirim bersama setiap pesan.",
        _set("secret", secrets.token_urlsafe(32), ""),
    )
    return "\n".join(lines)


def _set(key: str, value: Any, example: str) -> str:
    """The line that sets a key, or one that shows how."""
    return f"# {key} = {example}" if value is None else f"{key} = {_toml(value)}"


def _toml(value: Any) -> str:
    """Texts, whole numbers and lists of them are written alike in JSON and TOML."""
    return json.dumps(value, ensure_ascii=False)
