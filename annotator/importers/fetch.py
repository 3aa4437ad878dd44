"""Fetches a page from an http(s) address, when a person asks for it. Nothing inside it is fetched.

Every address on the way is checked before it is connected to, and the connection goes to the very number that was
checked, so that a name cannot lead into the local network.
"""

import ipaddress
import re
import socket
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Progress
from annotator.importers import SourceFile, importer_of

TIMEOUT = 20.0
"""Seconds, for connecting and for each wait."""
LONGEST = 60.0
"""Seconds, for a page with all its redirects."""
LARGEST = 20_000_000
"""Bytes of a page, unpacked."""
MOST_REDIRECTS = 5

_CHUNK = 65_536
_HEADERS = {
    "User-Agent": "Annotator/1.0 (a person's fact-checking desk)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_CHECK = "Check the address, or save the page from your browser and add that file."

_LOOKED_AT = 0.05
"""Seconds after which a cancellation, or the end of the time, is noticed."""

Resolve = Callable[[str, int], list[str]]
"""The numeric addresses of a host's name."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it was received; `url` is the final address, `way` each address from the first to the final one."""

    url: str
    data: bytes
    media_type: str
    charset: str
    way: tuple[str, ...] = ()


def source_at(url: str, progress: Progress | None = None, *, allow_private: bool = False) -> SourceFile:
    """The page at an address, unread; its name is the final address. Raises AnnotatorError when it cannot be had, or is
    a whole project; `allow_private` as in `fetch`."""
    page = fetch(url, progress, allow_private=allow_private)
    is_page = page.media_type in ("text/html", "application/xhtml+xml")
    if not is_page and importer_of(page.data, page.url).name == "json":
        raise AnnotatorError(
            "The address leads to a whole project, not to an article.", "Save it and open it as a file."
        )
    led = (f"The address led on: {' → '.join(page.way)}",) if len(page.way) > 1 else ()
    return SourceFile(page.data, page.url, page.charset, is_page, led)


def fetch(
    url: str, progress: Progress | None = None, *, allow_private: bool = False, resolve: Resolve | None = None
) -> Fetched:
    """The bytes at an http(s) address after at most five redirects. With `allow_private` the address may lie in the
    local network; where it leads on to may not, unless on the same host. Raises AnnotatorError when the address is not
    allowed, does not answer in time, refuses, or sends more than 20 MB; Cancelled when `progress` asks for it."""
    errand = _Errand(url, allow_private, resolve or _resolve)
    thread = threading.Thread(target=errand.run, daemon=True)
    until = time.monotonic() + LONGEST
    thread.start()
    try:
        waiting = True
        while waiting:
            thread.join(_LOOKED_AT)
            waiting = thread.is_alive()  # asked first, so that the last one told is the whole
            if progress is not None:
                progress(errand.received, max(errand.announced, errand.received))
            if waiting and time.monotonic() > until:
                raise AnnotatorError(f"{_host(errand.way[-1])} takes longer than {LONGEST:.0f} seconds.", _CHECK)
    finally:
        errand.give_up()
    if isinstance(errand.found, Fetched):
        return errand.found
    raise errand.found


class _Errand:
    """One page being fetched, on a thread that may be left behind: `found` is the page, or why there is none."""

    def __init__(self, url: str, allow_private: bool, resolve: Resolve) -> None:
        self.way = [url]
        self.received = self.announced = 0
        self.found: Fetched | BaseException = AnnotatorError(f"{_host(url)} does not answer.", _CHECK)
        self._allowed = _host(url) if allow_private else ""
        self._resolve = resolve
        self._socket: socket.socket | None = None
        self._given_up = False

    def run(self) -> None:
        try:
            self.found = self._followed()
        except BaseException as error:  # raised again by the thread that waits
            self.found = error

    def give_up(self) -> None:
        """Let nothing more come; whoever waits for it is woken."""
        self._given_up = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _followed(self) -> Fetched:
        from urllib3.exceptions import HTTPError

        for _ in range(MOST_REDIRECTS + 1):
            try:
                page = self._asked(self.way[-1])
            except (HTTPError, OSError, ValueError, zlib.error) as error:
                raise _told(_host(self.way[-1]), error) from None
            if page is not None:
                return page
        raise AnnotatorError(f"The address leads on more than {MOST_REDIRECTS} times.", _CHECK)

    def _asked(self, url: str) -> Fetched | None:
        """The page at an address, or None when it leads on, to what is then the last of the way."""
        with closing(self._connection(url)) as pool:
            response = pool.request(
                "GET", _path(url), headers=_headers(url), redirect=False, retries=False, preload_content=False
            )
            with closing(response):
                target = response.get_redirect_location()
                if not target:
                    return self._received(url, response)
                self.way.append(urljoin(url, target))
                return None

    def _received(self, url: str, response: Any) -> Fetched:
        if response.status != 200:
            raise AnnotatorError(f"{_host(url)} {_said(response.status)} (status {response.status}).", _CHECK)
        announced = response.headers.get("Content-Length", "")
        self.announced = min(int(announced), LARGEST) if announced.isdecimal() and len(announced) < 12 else 0
        unpack = _unpacking(response.headers.get("Content-Encoding", ""), _host(url))
        data = bytearray()
        for chunk in response.stream(_CHUNK, decode_content=False):
            data += unpack(chunk, LARGEST + 1 - len(data))
            self.received = len(data)
            if len(data) > LARGEST:
                raise AnnotatorError(
                    f"The page is larger than {LARGEST // 1_000_000} MB.", "Save the article's text and add it."
                )
        media_type, _, rest = response.headers.get("Content-Type", "").partition(";")
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", rest, re.I)
        given = charset[1] if charset else ""
        return Fetched(url, bytes(data), media_type.strip().lower(), given, tuple(self.way))

    def _connection(self, url: str) -> Any:
        """A connection to the checked number of the address's host; names and certificates are still those of the
        host."""
        from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout

        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            raise AnnotatorError("Only http and https addresses can be added.", "Check the address.")
        if not parts.hostname or parts.username is not None:
            raise AnnotatorError("The address is not complete.", "Copy it from your browser once more.")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        number = self._checked(parts.hostname, port)
        timeout = Timeout(connect=TIMEOUT, read=TIMEOUT)
        pool: Any = HTTPConnectionPool(number, port, timeout=timeout)
        if parts.scheme == "https":
            name = parts.hostname
            pool = HTTPSConnectionPool(number, port, timeout=timeout, server_hostname=name, assert_hostname=name)
        pool.ConnectionCls = _watched(pool.ConnectionCls, self._opened)
        return pool

    def _opened(self, opened: socket.socket) -> None:
        self._socket = opened
        if self._given_up:
            self.give_up()

    def _checked(self, host: str, port: int) -> str:
        """The first numeric address of the host, all of which must be public, unless it is the one allowed."""
        numbers = self._resolve(host, port)
        if not numbers:
            raise AnnotatorError(f"There is no host {host}.", _CHECK)
        if host != self._allowed and not all(map(_is_public, numbers)):
            raise self._private(host)
        return numbers[0]

    def _private(self, host: str) -> AnnotatorError:
        if len(self.way) == 1:
            return AnnotatorError(
                f"{host} lies in the local network, where nothing is fetched from unless you allow it.",
                "Allow it when you know and trust that address.",
            )
        return AnnotatorError(
            f"{_host(self.way[0])} leads on to {host} in the local network, which is not followed.",
            "Add that address itself when you know and trust it.",
        )


def _watched(kind: Any, opened: Callable[[socket.socket], None]) -> Any:
    """That kind of connection, telling of its socket."""

    class Watched(kind):  # type: ignore[misc]
        def connect(self) -> None:
            super().connect()
            opened(self.sock)

    return Watched


def _unpacking(coding: str, host: str) -> Callable[[bytes, int], bytes]:
    """What unpacks the next bytes of a page, to at most so many. A coding within another one was not asked for: it
    could make much of next to nothing."""
    match coding.strip().lower():
        case "" | "identity":
            return lambda chunk, most: chunk[:most]
        case "gzip" | "x-gzip":
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress
        case "deflate":
            return _Deflated().decompress
    raise AnnotatorError(f"{host} packs the page in a way that was not asked for.", _CHECK)


def _said(status: int) -> str:
    """What an answer that brings no page says (RFC 9110, 15)."""
    if status in (404, 410):
        return "has no such page"
    return "cannot give the page just now" if status == 429 or status >= 500 else "refuses the page"


class _Deflated:
    """Unpacks what is called deflate, with the frame that it should have (RFC 1950) or without (RFC 1951)."""

    def __init__(self) -> None:
        self._inner: Any = None

    def decompress(self, chunk: bytes, most: int) -> bytes:
        if self._inner is None and chunk:
            framed = chunk[0] & 0x0F == 8 and (len(chunk) < 2 or int.from_bytes(chunk[:2], "big") % 31 == 0)
            self._inner = zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)
        return bytes(self._inner.decompress(chunk, most)) if chunk else b""


def _told(host: str, error: Exception) -> AnnotatorError:
    """Why there is no page, in a sentence."""
    from urllib3 import exceptions as http

    if isinstance(error, http.NewConnectionError):
        return AnnotatorError(f"{host} does not answer.", _CHECK)
    if isinstance(error, (http.TimeoutError, TimeoutError)):
        return AnnotatorError(f"{host} does not answer within {TIMEOUT:.0f} seconds.", _CHECK)
    if isinstance(error, http.SSLError):
        return AnnotatorError(f"{host} cannot prove that it is the host it says.", "Look at the page in your browser.")
    if isinstance(error, (http.ProtocolError, http.DecodeError, zlib.error)):
        return AnnotatorError(f"The answer of {host} is damaged or breaks off.", _CHECK)
    return AnnotatorError(f"{host} does not answer.", _CHECK)


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (inner is None or inner.is_global)


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(entry[4][0]) for entry in found]


def _headers(url: str) -> dict[str, str]:
    return _HEADERS | {"Host": urlsplit(url).netloc.encode("idna").decode("ascii")}


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "The address"
    except ValueError:
        return "The address"
