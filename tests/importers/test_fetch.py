"""Addresses: fetched from a real server on this machine; limits on where, how much, how often and how long."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from annotator import importers
from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import ImportedArticle
from annotator.importers import fetch

PAGE = "<html><head><title>Порт</title></head><body><h1>Порт</h1><p>Слова статьи о порте.</p></body></html>"


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        match self.path.split("?")[0].strip("/").split("/"):
            case ["page"]:
                self._send(200, PAGE.encode("cp1251"), {"Content-Type": "text/html; charset=windows-1251"})
            case ["text"]:
                self._send(200, b"Words of a text.", {"Content-Type": "text/plain"})
            case ["zipped"]:
                body = gzip.compress(b"<p>Zipped words.</p>")
                self._send(200, body, {"Content-Type": "text/html", "Content-Encoding": "gzip"})
            case ["bomb"]:
                body = gzip.compress(bytes(30_000_000))
                self._send(200, body, {"Content-Type": "text/html", "Content-Encoding": "gzip"})
            case ["again", count] if int(count):
                self._send(302, b"", {"Location": f"/again/{int(count) - 1}"})
            case ["again", _]:
                self._send(302, b"", {"Location": "/page"})
            case ["away"]:
                self._send(302, b"", {"Location": "file:///etc/passwd"})
            case ["pdf"]:
                self._send(200, b"%PDF-1.7", {"Content-Type": "application/pdf"})
            case ["project"]:
                self._send(200, b'{"format": "factcheck-project", "version": 1}', {"Content-Type": "application/json"})
            case _:
                self._send(404, b"<p>Not here</p>", {"Content-Type": "text/html"})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def read(url: str) -> ImportedArticle:
    article = importers.read_source(fetch.source_at(url, allow_private=True))
    assert isinstance(article, ImportedArticle)
    return article


def test_a_page_is_read_as_received_under_its_final_address(site: str) -> None:
    article = read(f"{site}/again/2")
    assert (article.title, article.url) == ("Порт", f"{site}/page")
    assert article.original == PAGE.encode("cp1251")
    assert read(f"{site}/page?q=1").url == f"{site}/page?q=1"


def test_text_and_packed_pages_are_read_too(site: str) -> None:
    assert read(f"{site}/text").text == "Words of a text."
    assert read(f"{site}/zipped").text == "Zipped words."


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/missing", "refuses the page .status 404"),
        ("/again/9", "leads on more than 5 times"),
        ("/bomb", "larger than 20 MB"),
        ("/away", "Only http and https"),
        ("/pdf", "The PDF is damaged"),
        ("/project", "not sound|whole project"),
    ],
)
def test_what_can_not_be_an_article_is_refused(site: str, path: str, what: str) -> None:
    with pytest.raises(AnnotatorError, match=what):
        read(f"{site}{path}")


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("ftp://site.example/a", "Only http and https"),
        ("file:///etc/passwd", "Only http and https"),
        ("javascript://x", "Only http and https"),
        ("http://", "not complete"),
        ("http://user:word@site.example/", "not complete"),
        ("http://127.0.0.1/", "local network"),
        ("http://[::1]/", "local network"),
        ("http://169.254.169.254/latest/", "local network"),
        ("http://10.0.0.1/", "local network"),
        ("http://[::ffff:192.168.0.1]/", "local network"),
        ("http://2130706433/", "local network|no host"),
        ("http://[bad", "does not answer|not complete"),
        ("http://site.example:99999/", "does not answer"),
    ],
)
def test_addresses_that_are_not_allowed_are_refused_before_connecting(url: str, what: str) -> None:
    with pytest.raises(AnnotatorError, match=what):
        importers.read(url)


@pytest.mark.parametrize(
    "numbers", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"], ["fe80::1%eth0"], ["0.0.0.0"]]
)
def test_a_name_that_leads_into_the_local_network_is_refused(numbers: list[str]) -> None:
    with pytest.raises(AnnotatorError, match="local network"):
        fetch.fetch("https://site.example/", resolve=lambda *_: numbers)


def test_a_name_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(AnnotatorError, match="There is no host"):
        fetch.fetch("http://site.example/", resolve=lambda *_: [])


def test_the_connection_goes_to_the_number_that_was_checked(site: str) -> None:
    port = site.rpartition(":")[2]
    page = fetch.fetch(f"http://site.example:{port}/page", allow_private=True, resolve=lambda *_: ["127.0.0.1"])
    assert page.url == f"http://site.example:{port}/page"
    assert page.charset == "windows-1251"


def test_a_server_that_does_not_answer_is_told_of(site: str) -> None:
    with pytest.raises(AnnotatorError, match="does not answer"):
        fetch.fetch("http://127.0.0.1:1/", allow_private=True)


def test_a_page_that_comes_too_slowly_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LONGEST", -1.0)
    with pytest.raises(AnnotatorError, match="too slowly"):
        read(f"{site}/page")


def test_fetching_tells_how_far_it_is_and_can_be_stopped(site: str) -> None:
    told: list[tuple[int, int]] = []
    fetch.fetch(f"{site}/page", lambda done, total: told.append((done, total)), allow_private=True)
    assert told[-1][0] == told[-1][1] == len(PAGE.encode("cp1251"))

    def stop(_: int, __: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        fetch.fetch(f"{site}/page", stop, allow_private=True)
