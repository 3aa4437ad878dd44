"""Addresses: fetched from a real server on this machine; limits on where, how much, how often and how long."""

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest

from annotator import importers
from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import ImportedArticle
from annotator.importers import fetch
from tests import web

PAGE = "<html><head><title>Порт</title></head><body><h1>Порт</h1><p>Слова статьи о порте.</p></body></html>"


class _Site(web.Visit):
    def do_GET(self) -> None:
        match self.path.split("?")[0].strip("/").split("/"):
            case ["page"]:
                self.send(200, PAGE.encode("cp1251"), {"Content-Type": "text/html; charset=windows-1251"})
            case ["text"]:
                self.send(200, b"Words of a text.", {"Content-Type": "text/plain"})
            case ["zipped"]:
                body = gzip.compress(b"<p>Zipped words.</p>")
                self.send(200, body, {"Content-Type": "text/html", "Content-Encoding": "gzip"})
            case ["bomb"]:
                body = gzip.compress(bytes(30_000_000))
                self.send(200, body, {"Content-Type": "text/html", "Content-Encoding": "gzip"})
            case ["again", count] if int(count):
                self.send(302, b"", {"Location": f"/again/{int(count) - 1}"})
            case ["again", _]:
                self.send(302, b"", {"Location": "/page"})
            case ["away"]:
                self.send(302, b"", {"Location": "file:///etc/passwd"})
            case ["to", host]:
                self.send(302, b"", {"Location": f"http://{host}/page"})
            case ["deflated"]:
                body = zlib.compress(b"<p>Zipped words.</p>")
                self.send(200, body, {"Content-Type": "text/html", "Content-Encoding": "deflate"})
            case ["bare"]:
                body = zlib.compress(b"<p>Zipped words.</p>")[2:-4]
                self.send(200, body, {"Content-Type": "text/html", "Content-Encoding": "deflate"})
            case ["twice"]:
                body = gzip.compress(gzip.compress(b"<p>Zipped words.</p>"))
                self.send(200, body, {"Content-Type": "text/html", "Content-Encoding": "gzip, gzip"})
            case ["not-zipped"]:
                self.send(200, b"<p>Plain.</p>", {"Content-Type": "text/html", "Content-Encoding": "gzip"})
            case ["wrong-charset"]:
                self.send(200, PAGE.encode(), {"Content-Type": "text/html; charset=us-ascii"})
            case ["no-charset"]:
                self.send(200, PAGE.encode(), {"Content-Type": "text/html; charset=no-such-charset"})
            case ["short"]:
                self.begin({"Content-Type": "text/html", "Content-Length": "1000"})
                self.wfile.write(b"<p>Some words")
            case ["huge-header"]:
                self.begin({"X-Long": "x" * 100_000})
            case ["many-headers"]:
                self.begin({f"X-{number}": "x" for number in range(1000)})
            case ["endless"]:
                self.begin({"Content-Type": "text/html"})
                self._until_nobody_listens(b"<p>Words without end.</p>" * 4000, 0)
            case ["drip"]:
                self.begin({"Content-Type": "text/html"})
                self._until_nobody_listens(b"<p>", 0.02)
            case ["drip-headers"]:
                self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
                self._until_nobody_listens(b"x", 0.02)
            case ["silent"]:
                self.rfile.read(1)
            case ["pdf"]:
                self.send(200, b"%PDF-1.7", {"Content-Type": "application/pdf"})
            case ["project"]:
                self.send(200, b'{"format": "factcheck-project", "version": 1}', {"Content-Type": "application/json"})
            case _:
                self.send(404, b"<p>Not here</p>", {"Content-Type": "text/html"})

    def _until_nobody_listens(self, piece: bytes, pause: float) -> None:
        with suppress(OSError):
            while True:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with web.serving(_Site) as address:
        yield address


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
        ("/missing", "has no such page .status 404"),
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


@pytest.mark.parametrize("path", ["/drip", "/drip-headers"])
def test_a_page_that_comes_too_slowly_is_given_up(site: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LONGEST", 0.3)
    with pytest.raises(AnnotatorError, match="takes longer than"):
        read(f"{site}{path}")


def test_a_server_that_says_nothing_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "TIMEOUT", 0.2)
    with pytest.raises(AnnotatorError, match="does not answer within"):
        read(f"{site}/silent")


def test_fetching_is_stopped_while_the_server_says_nothing(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("TIMEOUT", "LONGEST"):
        monkeypatch.setattr(fetch, limit, 3600.0)

    def stop(_: int, __: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        fetch.fetch(f"{site}/silent", stop, allow_private=True)


def test_a_page_that_unpacks_to_too_much_never_fills_the_memory(site: str) -> None:
    tracemalloc.start()
    with pytest.raises(AnnotatorError, match="larger than 20 MB"):
        read(f"{site}/bomb")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * fetch.LARGEST


def test_the_way_of_redirects_is_told(site: str) -> None:
    page = fetch.fetch(f"{site}/again/1", allow_private=True)
    assert page.way == (f"{site}/again/1", f"{site}/again/0", f"{site}/page")
    told = f"The address led on: {site}/again/1 → {site}/again/0 → {site}/page"
    assert fetch.source_at(f"{site}/again/1", allow_private=True).remarks == (told,)
    assert fetch.source_at(f"{site}/page", allow_private=True).remarks == ()
    found = importers.read_source(fetch.source_at(f"{site}/again/1", allow_private=True))
    assert isinstance(found, ImportedArticle) and found.remarks == (told,)


def test_where_an_allowed_address_leads_on_to_is_still_not_the_local_network(site: str) -> None:
    port = site.rpartition(":")[2]
    known = {"desk.example": ["127.0.0.1"], "router.example": ["192.168.0.1"]}

    def resolve(host: str, _: int) -> list[str]:
        return known.get(host, [host])

    def asked(path: str) -> fetch.Fetched:
        return fetch.fetch(f"http://desk.example:{port}{path}", allow_private=True, resolve=resolve)

    with pytest.raises(AnnotatorError, match=r"desk\.example leads on to router\.example in the local network"):
        asked("/to/router.example")
    with pytest.raises(AnnotatorError, match=r"leads on to 169\.254\.169\.254"):
        asked("/to/169.254.169.254")
    assert asked(f"/to/desk.example:{port}").url == f"http://desk.example:{port}/page"


@pytest.mark.parametrize("path", ["/zipped", "/deflated", "/bare"])
def test_each_way_of_packing_that_was_asked_for_is_unpacked(site: str, path: str) -> None:
    assert read(f"{site}{path}").text == "Zipped words."


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/twice", "packs the page in a way that was not asked for"),
        ("/endless", "larger than 20 MB"),
        ("/huge-header", "damaged or breaks off"),
        ("/many-headers", "damaged or breaks off"),
        ("/short", "damaged or breaks off"),
        ("/not-zipped", "damaged or breaks off"),
    ],
)
def test_answers_that_no_sound_server_gives_are_refused(site: str, path: str, what: str) -> None:
    with pytest.raises(AnnotatorError, match=what):
        read(f"{site}{path}")


@pytest.mark.parametrize("path", ["/wrong-charset", "/no-charset"])
def test_a_page_whose_server_errs_about_its_charset_is_read_all_the_same(site: str, path: str) -> None:
    article = read(f"{site}{path}")
    assert "статьи" in article.text and article.original == PAGE.encode("utf-8")


def test_fetching_tells_how_far_it_is_and_can_be_stopped(site: str) -> None:
    told: list[tuple[int, int]] = []
    fetch.fetch(f"{site}/page", lambda done, total: told.append((done, total)), allow_private=True)
    assert told[-1][0] == told[-1][1] == len(PAGE.encode("cp1251"))

    def stop(_: int, __: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        fetch.fetch(f"{site}/page", stop, allow_private=True)
