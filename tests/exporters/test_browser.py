"""The pages in a real browser: whatever they hold, no script runs, nothing is asked of any network, and notes show."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.exporters import EXPORTERS
from annotator.exporters.templates import Order
from tests import web
from tests.exporters.reading import QUIET
from tests.exporters.reports import HOSTILE, full, hostile

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")

OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=3000",
)
"""It asks for as little as it can of its own."""


class Asked:
    """What was asked of a server to which every address leads."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def of_pages(self) -> list[str]:
        """What a page asked for: the browser has some questions of its own, and gets no answer."""
        return [path for path in self.paths if ".example" in path]

    def noting(self) -> type[web.Visit]:
        paths = self.paths

        class Noting(web.Visit):
            def do_GET(self) -> None:
                paths.append(self.path)
                self.begin({}, 204)

            do_POST = do_CONNECT = do_HEAD = do_GET

        return Noting


@pytest.fixture
def asked() -> Iterator[tuple[Asked, str]]:
    """What was asked, and the server as a proxy."""
    noted = Asked()
    with web.serving(noted.noting()) as address:
        yield noted, address.removeprefix("http://")


def browsed(page: Path, proxy: str, *more: str) -> str:
    """The page's elements once a browser has read it; it can ask for nothing but through the proxy."""
    assert CHROMIUM
    profile = page.parent / "profile"
    ran = subprocess.run(
        [
            CHROMIUM, *OPTIONS, f"--user-data-dir={profile}", f"--proxy-server={proxy}",
            "--proxy-bypass-list=<-loopback>", "--dump-dom", *more, page.as_uri(),
        ],
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    return ran.stdout.decode()


MARK = "<title>ran"
SCRIPTS = (
    "<script>document.title='ran'</script>",
    '"><img src=http://evil.example/x onerror="document.title=\'ran\'">',
    "<svg onload=\"document.title='ran'\"><script>document.title='ran'</script></svg>",
    "<style>@import 'http://evil.example/s';body{background:url(http://evil.example/b)}</style>",
    "<link rel=stylesheet href=http://evil.example/l><link rel=prefetch href=http://evil.example/p>",
    "<iframe src='javascript:parent.document.title=\"ran\"'></iframe><iframe src=http://evil.example/f></iframe>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/r'><base href=http://evil.example/>",
    "<form action=http://evil.example/f><input autofocus onfocus=\"document.title='ran'\"></form>",
    "<video src=http://evil.example/v autoplay></video><object data=http://evil.example/o></object>",
    "{{ ''.__class__ }}<script>document.title='ran'</script>",
)


@pytest.mark.parametrize(("name", "extension"), [("html", "html"), ("memo", "html"), ("corrections", "html")])
def test_no_script_runs_and_nothing_is_asked_for(
    name: str, extension: str, tmp_path: Path, asked: tuple[Asked, str]
) -> None:
    noted, proxy = asked
    page = tmp_path / "page.html"
    page.write_bytes(EXPORTERS[name].render(hostile("".join((*SCRIPTS, *HOSTILE))), QUIET, Order(extension))[0].data)
    seen = browsed(page, proxy)
    assert "</html>" in seen and MARK not in seen
    assert noted.of_pages() == []


def test_the_test_would_notice(tmp_path: Path, asked: tuple[Asked, str]) -> None:
    noted, proxy = asked
    page = tmp_path / "page.html"
    page.write_text(f"<!DOCTYPE html><title>x</title>{SCRIPTS[0]}<img src=http://evil.example/x>", encoding="utf-8")
    assert MARK in browsed(page, proxy)
    assert noted.of_pages()


PROBE = """<script>
const told = {};
for (const link of document.querySelectorAll('.number a, .mark')) {
  const place = [...link.closest('.number, .mark').classList].find(name => /^m\\d+$/.test(name));
  const note = link.closest('.block').querySelector('.n' + place.slice(1));
  const before = getComputedStyle(note).display;
  link.focus();
  const box = note.getBoundingClientRect(), block = link.closest('.block').firstElementChild.getBoundingClientRect();
  told[link.closest('.number') ? link.closest('.number').id + link.textContent : link.textContent] = [
    before, getComputedStyle(note).display, note.getAttribute('aria-label'),
    box.right <= block.left || box.left >= block.right || box.top >= block.bottom - 1 || box.bottom <= block.top,
  ];
  link.blur();
  break_in_transition(note);
}
function break_in_transition(note) { note.getAnimations().forEach(each => each.finish()); }
document.title = JSON.stringify(told);
</script>"""


@pytest.mark.parametrize("width", [420, 900, 1300])
def test_focusing_a_claim_shows_its_note_which_covers_nothing(
    width: int, tmp_path: Path, asked: tuple[Asked, str]
) -> None:
    data = EXPORTERS["html"].render(full(), QUIET)[0].data.decode()
    data = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", data)
    page = tmp_path / "page.html"
    page.write_text(data.replace("</body>", f"{PROBE}</body>"), encoding="utf-8")
    seen = browsed(page, asked[1], f"--window-size={width},900")
    title = re.search(r"<title>(.*?)</title>", seen)
    assert title
    told = json.loads(title[1].replace("&amp;", "&"))
    assert len(told) >= 10
    for words, (before, after, label, apart) in told.items():
        assert (before, after) == ("none", "block"), words
        assert label.startswith("Claim ") and apart, words
