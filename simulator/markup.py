"""Keyboards: what Telegram accepts below a message (``reply_markup`` of sendMessage and its kin)."""

from __future__ import annotations

import re
from typing import Any

from simulator.errors import wrong

Json = dict[str, Any]

DATA_LIMIT = 64  # InlineKeyboardButton.callback_data, in bytes
BUTTON_LIMIT = 100  # buttons of an inline keyboard
COPY_LIMIT = 256  # CopyTextButton.text

_STYLES = {"danger", "success", "primary"}
_URL = re.compile(
    r"(?:https?|tg|ton|tonsite)://\S+|tg:\S+|(?:[\w-]+\.)+[a-zA-Z]{2,}(?:[/:?#]\S*)?", re.IGNORECASE
)
_ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip
_KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def check(markup: Any) -> Json | None:
    """The keyboard as Telegram keeps it, None for none. Raises Refused when Telegram would."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise wrong("object expected as reply markup")
    kind = next((name for name in _KINDS if name in markup), None)
    if kind is None:
        raise wrong("can't parse reply keyboard markup: unknown kind of reply markup")
    if kind == "inline_keyboard":
        rows = _rows(markup[kind], "inline keyboard")
        return {kind: checked} if (checked := [_inline_row(row) for row in rows if row]) else None
    if kind == "keyboard":
        rows = [
            [_reply_button(button) for button in row] for row in _rows(markup[kind], "reply keyboard") if row
        ]
        return markup | {kind: rows}
    return dict(markup)


def inline_only(markup: Any) -> Json | None:
    """As ``check``, where nothing but an inline keyboard is allowed."""
    checked = check(markup)
    if checked is not None and "inline_keyboard" not in checked:
        raise wrong("inline keyboard expected")
    return checked


def _rows(rows: Any, name: str) -> list[list[Json]]:
    if not isinstance(rows, list):
        raise wrong(f"can't parse {name}: field must be of type Array of Array")
    if any(not isinstance(row, list) for row in rows):
        raise wrong(f"can't parse {name} row: row must be of type Array")
    if sum(map(len, rows)) > BUTTON_LIMIT and name == "inline keyboard":
        raise wrong("REPLY_MARKUP_TOO_LONG")
    return rows


def _inline_row(row: list[Json]) -> list[Json]:
    for button in row:
        _check_inline(button)
    return row


def _check_inline(button: Any) -> None:
    if not isinstance(button, dict):
        raise wrong("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not str(button.get("text") or "").strip():
        raise wrong("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "style" in button and button["style"] not in _STYLES:
        raise wrong("can't parse inline keyboard button: invalid button style specified")
    if sum(action in button for action in _ACTIONS) != 1:
        raise wrong("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    _check_action(button)


def _check_action(button: Json) -> None:
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= DATA_LIMIT:
        raise wrong("BUTTON_DATA_INVALID")
    if "url" in button and not _URL.fullmatch(str(button["url"])):
        raise wrong(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    copied = button.get("copy_text")
    if copied is not None and not 1 <= len(str(copied.get("text", ""))) <= COPY_LIMIT:
        raise wrong("BUTTON_COPY_TEXT_INVALID")


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not str(button.get("text") or "").strip():
        raise wrong("can't parse keyboard button: KeyboardButton must have a text")
    if sum(bool(button.get(name)) for name in ("request_contact", "request_location", "request_poll")) > 1:
        raise wrong("can't parse keyboard button: only one request is allowed")
    return button
