"""Fetches a page from an http(s) address, when a person asks for it, and reads it. Nothing inside it is fetched.

Every address on the way is checked before it is connected to, and the connection goes to the very number that was
checked, so that a name cannot lead into the local network.
"""

import ipaddress
import re
import socket
import time
from collections.abc import Callable
from contextlib import closing
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

Resolve = Callable[[str, int], list[str]]
"""The numeric addresses of a host's name."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it was received; `url` is the final address."""

    url: str
    data: bytes
    media_type: str
    charset: str


def source_at(url: str, progress: Progress | None = None, *, allow_private: bool = False) -> SourceFile:
    """The page at an address, unread; its name is the final address. Raises AnnotatorError when it cannot be had, or is
    a whole project. `allow_private` lets addresses of the local network through; only a test sets it."""
    page = fetch(url, progress, allow_private=allow_private)
    is_page = page.media_type in ("text/html", "application/xhtml+xml")
    if not is_page and importer_of(page.data, page.url).name == "json":
        raise AnnotatorError(
            "The address leads to a whole project, not to an article.", "Save it and open it as a file."
        )
    return SourceFile(page.data, page.url, page.charset, is_page)


def fetch(
    url: str, progress: Progress | None = None, *, allow_private: bool = False, resolve: Resolve | None = None
) -> Fetched:
    """The bytes at an http(s) address after at most five redirects. Raises AnnotatorError when the address is not
    allowed, does not answer in time, refuses, or sends more than 20 MB; Cancelled when `progress` asks for it."""
    from urllib3.exceptions import HTTPError

    deadline = time.monotonic() + LONGEST
    for _ in range(MOST_REDIRECTS + 1):
        try:
            with closing(_connection(url, allow_private, resolve or _resolve)) as pool:
                response = pool.request(
                    "GET", _path(url), headers=_headers(url), redirect=False, retries=False, preload_content=False
                )
                with closing(response):
                    target = response.get_redirect_location()
                    if not target:
                        return _received(url, response, progress, deadline)
                    url = urljoin(url, target)
        except (HTTPError, OSError, ValueError):
            raise AnnotatorError(f"{_host(url)} does not answer.", _CHECK) from None
    raise AnnotatorError(f"The address leads on more than {MOST_REDIRECTS} times.", _CHECK)


def _received(url: str, response: Any, progress: Progress | None, deadline: float) -> Fetched:
    if response.status != 200:
        raise AnnotatorError(f"{_host(url)} refuses the page (status {response.status}).", _CHECK)
    announced = response.headers.get("Content-Length", "")
    total = min(int(announced), LARGEST) if announced.isdecimal() and len(announced) < 12 else 0
    data = bytearray()
    for chunk in response.stream(_CHUNK, decode_content=True):
        data += chunk
        if len(data) > LARGEST:
            raise AnnotatorError(
                f"The page is larger than {LARGEST // 1_000_000} MB.", "Save the article's text and add it."
            )
        if time.monotonic() > deadline:
            raise AnnotatorError(f"{_host(url)} sends the page too slowly.", _CHECK)
        if progress is not None:
            progress(len(data), max(total, len(data)))
    media_type, _, rest = response.headers.get("Content-Type", "").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", rest, re.I)
    return Fetched(url, bytes(data), media_type.strip().lower(), charset[1] if charset else "")


def _connection(url: str, allow_private: bool, resolve: Resolve) -> Any:
    """A connection to the checked number of the address's host; names and certificates are still those of the host."""
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise AnnotatorError("Only http and https addresses can be added.", "Check the address.")
    if not parts.hostname or parts.username is not None:
        raise AnnotatorError("The address is not complete.", "Copy it from your browser once more.")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    number = _checked(parts.hostname, port, allow_private, resolve)
    timeout = Timeout(connect=TIMEOUT, read=TIMEOUT)
    if parts.scheme == "http":
        return HTTPConnectionPool(number, port, timeout=timeout)
    return HTTPSConnectionPool(
        number, port, timeout=timeout, server_hostname=parts.hostname, assert_hostname=parts.hostname
    )


def _checked(host: str, port: int, allow_private: bool, resolve: Resolve) -> str:
    """The first numeric address of the host, all of which must be public."""
    numbers = resolve(host, port)
    if not numbers:
        raise AnnotatorError(f"There is no host {host}.", _CHECK)
    for number in numbers:
        if not allow_private and not _is_public(number):
            raise AnnotatorError(f"{host} lies in the local network, where nothing is fetched from.", _CHECK)
    return numbers[0]


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
