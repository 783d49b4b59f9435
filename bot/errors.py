"""The one tree of errors; each carries the key of the text a person reads.

AduanError
├── Refused          a rule says no; the person is told why (``key``) and nothing changed
│   ├── NotAllowed       this person may not do that here
│   │   └── NotRegistered    in the group, but no admin made an officer of them
│   ├── NotFound         no such ticket, or not theirs: answered alike
│   └── Stale            someone was quicker, or the button is old
├── Undecodable      an update that Telegram's schema does not explain
├── BadToken         Telegram does not know the bot's token: nothing works until a person acts
├── Conflict         someone else fetches this bot's updates
├── AlreadyRunning   another process holds the data
├── PortTaken        the address we were told to listen on is in use
├── StorageDown      the database cannot be written now: nothing is confirmed until it can
│   └── Overtaken        another process changed the same at the same moment: do it again
└── Delivery         why a message did not (certainly) arrive
    ├── NotSent          it did not leave, or was not taken (``answered``): try again, unlabelled
    ├── Flooded          Telegram asks to wait ``after`` seconds
    ├── Unknown          it may have arrived: try again, labelled
    ├── Unreachable      the chat is gone, or shut to us
    ├── Moved            the group became ``to``
    ├── Gone             the message to edit or answer does not exist any more
    ├── NoTopic          the topic to write into does not exist any more, or is shut to us
    ├── NoTopics         no topic can be opened there
    └── Rejected         Telegram will never take this message
"""

from __future__ import annotations


class AduanError(Exception):
    """Base of all errors this product raises on purpose."""


class Refused(AduanError):
    """A rule says no. ``key`` names the text, ``about`` fills it."""

    def __init__(self, key: str, **about: object) -> None:
        super().__init__(key)
        self.key = key
        self.about = about


class NotAllowed(Refused):
    """This person may not do that here."""


class NotRegistered(NotAllowed):
    """In the group ``chat``, but no admin made an officer of them."""

    def __init__(self, key: str, chat: int) -> None:
        super().__init__(key)
        self.chat = chat


class NotFound(Refused):
    """No such ticket, or not theirs."""


class Stale(Refused):
    """Someone was quicker, or the button is old."""


class Undecodable(AduanError):
    """An update that Telegram's schema does not explain."""


class BadToken(AduanError):
    """Telegram does not know the bot's token: nothing works until a person acts."""


class Conflict(AduanError):
    """Someone else fetches this bot's updates, or a webhook is set."""


class Delivery(AduanError):
    """Why a message did not (certainly) arrive; its text is the cause, for the log."""


class NotSent(Delivery):
    """It did not leave, or Telegram ``answered`` that it was not taken: try again, unlabelled."""

    def __init__(self, cause: str, *, answered: bool = False) -> None:
        super().__init__(cause)
        self.answered = answered


class Flooded(Delivery):
    """Telegram asks to wait ``after`` seconds before this chat is written to again."""

    def __init__(self, after: float) -> None:
        super().__init__("flooded")
        self.after = after


class Unknown(Delivery):
    """It may have arrived: try again, labelled."""


class Unreachable(Delivery):
    """The chat is gone, or shut to us."""


class Moved(Delivery):
    """The group became the supergroup ``to``."""

    def __init__(self, to: int) -> None:
        super().__init__("moved")
        self.to = to


class Gone(Delivery):
    """The message to edit does not exist any more, or can no longer be edited."""


class NoTopic(Delivery):
    """The topic to write into does not exist any more, or is shut to us."""


class NoTopics(Delivery):
    """No topic can be opened there."""


class Rejected(Delivery):
    """Telegram will never take this message."""


class StorageDown(AduanError):
    """The database cannot be written now: full, locked, unreachable; what was asked did not happen."""


class Overtaken(StorageDown):
    """Another process changed the same at the same moment; nothing happened, and again it may."""


class AlreadyRunning(AduanError):
    """Another process holds the data; the message names the database."""


class PortTaken(AduanError):
    """The address we were told to listen on is in use; the message says which and what to do."""
