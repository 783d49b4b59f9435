"""Which call of the Bot API a letter is, and with which parameters."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from telegram import InputFile

from bot.errors import Rejected
from bot.notices import DEEDS, Button, Media, Notice, Purpose, Rows
from bot.protocols import Letter
from bot.speaker.words import limit_of, plain, shortened

KINDS: Final = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "document": "sendDocument",
    "voice": "sendVoice",
    "audio": "sendAudio",
    "animation": "sendAnimation",
}

_DEEDS: Final = {
    Purpose.OPENS_TOPIC: "reopenForumTopic",
    Purpose.SHUTS_TOPIC: "closeForumTopic",
    Purpose.LEAVES: "leaveChat",
    Purpose.UNBUTTONS: "editMessageReplyMarkup",
    Purpose.DELETES: "deleteMessage",
}
_HTML: Final = {"parse_mode": "HTML"}
_NO_PREVIEW: Final = {"is_disabled": True}


class Call(NamedTuple):
    """A method's name and its parameters."""

    method: str
    parameters: dict[str, Any]


def call_for(letter: Letter, *, bare: bool = False) -> Call:
    """The call; ``bare`` sends the words without their markup and cut to what fits."""
    notice = letter.notice
    if letter.opens:
        return Call("createForumTopic", {"chat_id": notice.chat, "name": letter.opens})
    if notice.purpose in DEEDS:
        return Call(_DEEDS[notice.purpose], {"chat_id": notice.chat} | _thread(letter) | _message(letter))
    words = _words(notice, bare=bare)
    if letter.edits is not None:
        return _edit(notice, letter.edits, words)
    method, content = _content(letter, words)
    return Call(method, {"chat_id": notice.chat} | content | _manner(letter) | _markup(notice))


def _words(notice: Notice, *, bare: bool) -> dict[str, Any]:
    field = "caption" if notice.media else "text"
    if not notice.text:
        return {}
    if bare:
        return {field: shortened(plain(notice.text), limit_of(notice))}
    return {field: notice.text} | _HTML


def _edit(notice: Notice, message: int, words: dict[str, Any]) -> Call:
    where = {"chat_id": notice.chat, "message_id": message}
    markup = {"reply_markup": _keyboard(notice.rows)}
    if notice.media:
        return Call("editMessageCaption", where | words | markup)
    return Call("editMessageText", where | words | markup | {"link_preview_options": _NO_PREVIEW})


def _content(letter: Letter, words: dict[str, Any]) -> Call:
    notice = letter.notice
    if notice.location is not None:
        latitude, longitude = notice.location
        return Call("sendLocation", {"latitude": latitude, "longitude": longitude})
    if len(notice.media) > 1:
        return Call("sendMediaGroup", {"media": _album(notice.media, words)})
    if notice.media:
        item = notice.media[0]
        return Call(KINDS[item.kind], {item.kind: _file(letter, item)} | words)
    return Call("sendMessage", words | {"link_preview_options": _NO_PREVIEW})


def _file(letter: Letter, item: Media) -> str | InputFile:
    """Its id at Telegram, or what is uploaded. Raises Rejected when that is gone."""
    if not item.enclosure:
        return item.file_id
    content = letter.contents.get(item.enclosure)
    if content is None:
        raise Rejected("the file is gone")
    return InputFile(content.data, filename=content.name)


def _album(media: tuple[Media, ...], words: dict[str, Any]) -> list[dict[str, Any]]:
    first, *others = ({"type": item.kind, "media": item.file_id} for item in media)
    return [first | words, *others]


def _thread(letter: Letter) -> dict[str, Any]:
    return {} if letter.thread is None else {"message_thread_id": letter.thread}


def _message(letter: Letter) -> dict[str, Any]:
    return {} if letter.edits is None else {"message_id": letter.edits}


def _manner(letter: Letter) -> dict[str, Any]:
    manner = _thread(letter)
    if letter.notice.silent:
        manner["disable_notification"] = True
    if letter.notice.protected:
        manner["protect_content"] = True
    if letter.answers is not None:
        answered = {"message_id": letter.answers, "allow_sending_without_reply": True}
        manner["reply_parameters"] = answered
    return manner


def _markup(notice: Notice) -> dict[str, Any]:
    if len(notice.media) > 1:
        return {}  # an album has no buttons
    if notice.rows:
        return {"reply_markup": _keyboard(notice.rows)}
    return {"reply_markup": {"force_reply": True, "selective": True}} if notice.force_reply else {}


def _keyboard(rows: Rows) -> dict[str, Any]:
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: Button) -> dict[str, str]:
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}
