"""python-telegram-bot's requests over aiohttp: a tenth of the cost of its own transport.

The token is part of every address, so no error of aiohttp, whose text may name one, gets out of here: what
went wrong is told by the two causes below.
"""

from __future__ import annotations

import logging
from typing import Any, Final

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.encoding import decoded, encoded
from bot.failpoints import Point, reached

CONNECT_TIMEOUT: Final = 5.0
READ_TIMEOUT: Final = 20.0

_JSON: Final = {"Content-Type": "application/json"}

# its debug lines hold addresses and messages
logging.getLogger("telegram").setLevel(logging.WARNING)


class NotWritten(Exception):
    """The request did not leave whole: Telegram cannot have acted on it."""


class NotAnswered(Exception):
    """The request left, the answer did not come or made no sense: Telegram may have acted on it."""


class AiohttpRequest(BaseRequest):
    """One session of kept connections, with a read timeout in seconds that a call may override."""

    def __init__(self, read_timeout: float = READ_TIMEOUT, connections: int = 100) -> None:
        self._read_timeout = read_timeout
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds Telegram has for its answer."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session; it belongs to the running loop."""
        self._opened()

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body. Raises NetworkError and TimedOut caused by NotWritten or NotAnswered."""
        options: dict[str, Any] = {}
        if request_data is not None:
            options |= _body(request_data)
        if read_timeout is not BaseRequest.DEFAULT_NONE:
            options["timeout"] = _timeout(read_timeout)
        try:
            async with self._opened().request(method, url, **options) as response:
                if url.rpartition("/")[2].startswith("send"):
                    reached(Point.ANSWERING)
                return response.status, await response.read()
        except (aiohttp.ClientError, OSError) as error:
            fault, cause = told(error)
        raise fault from cause  # outside the handler: the context of an exception is printed too

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the library's own, which would log an answer that is no JSON."""
        try:
            parsed = decoded(payload)
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            raise TelegramError("no JSON") from NotAnswered("no JSON")
        return parsed

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(
                connector=connector,
                timeout=_timeout(self._read_timeout),
                cookie_jar=aiohttp.DummyCookieJar(),  # Telegram sets none, and looking for some takes time
            )
        return self._session


_NOT_WRITTEN: Final = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientConnectionResetError,
    aiohttp.InvalidURL,
)


def _timeout(read: float | None) -> aiohttp.ClientTimeout:
    total = None if read is None else CONNECT_TIMEOUT + read
    return aiohttp.ClientTimeout(
        total=total, connect=CONNECT_TIMEOUT, sock_connect=CONNECT_TIMEOUT, sock_read=read
    )


def told(error: Exception) -> tuple[NetworkError, Exception]:
    """What to raise for an error of aiohttp, and its cause; only the kind of the error is quoted."""
    kind = type(error).__name__
    written = not isinstance(error, _NOT_WRITTEN) and "Can not write" not in str(error)
    cause = NotAnswered(kind) if written else NotWritten(kind)
    return (TimedOut(kind) if isinstance(error, TimeoutError) else NetworkError(kind)), cause


def _body(data: RequestData) -> dict[str, Any]:
    """JSON, which costs a tenth of a form; multipart when files are among it."""
    if not data.contains_files:
        return {"data": encoded(data.parameters), "headers": _JSON}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}
