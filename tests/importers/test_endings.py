"""A file whose end is missing says so where that shows, in every format; a sound one never does."""

from pathlib import Path

import pytest

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ImportedArticle
from annotator.importers.encoding import text_of
from tests.fuzz.test_importers import NAMES, seed
from tests.importers import made_files as made
from tests.importers.scraped_pages import PAGES as SCRAPED

PAGES = sorted((Path(__file__).parents[1] / "pages").glob("*.*"))
PAGE = "<html><body><article><h1>Dues</h1><p>They rose.</p><p>They fell.</p></article></body></html>"
SRT = made.SRT.encode()
VTT = made.VTT.encode()
REVISED = made.pdf([made.column(60, 700, 11, ["Some words"])]) + b"\n9 0 obj\n<< /Length 4 >>\nstream\nmo"


def remarks(data: bytes, name: str = "") -> tuple[str, ...]:
    found = importers.read_bytes(data, name)
    return found.remarks if isinstance(found, ImportedArticle) else ()


def is_cut(data: bytes, name: str = "") -> bool:
    return any("cut short" in remark for remark in remarks(data, name))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_sound_page_is_not_said_to_be_cut_short(path: Path) -> None:
    assert remarks(path.read_bytes(), path.name) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_file_is_not_said_to_be_cut_short(name: str) -> None:
    assert not is_cut(seed(name), name)


@pytest.mark.parametrize("language", sorted(SCRAPED))
def test_a_sound_text_is_not_said_to_be_cut_short(language: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        assert remarks(SCRAPED[language].encode(encoding), "a.txt") == ()


def test_pages_that_leave_out_what_they_may_are_whole() -> None:
    for page in (
        "<!DOCTYPE html><title>Dues</title><p>They rose.<p>They fell.",
        "<html><body><ul><li>One<li>Two</ul><p>They fell.",
        "<p>The count a < b, and b > c.</p><p>More of it.</p>",
        PAGE + "\n<!-- made by the desk -->\n",
    ):
        assert remarks(page.encode(), "a.html") == ()


def test_pages_that_end_in_the_middle_say_so() -> None:
    for end in ("They fell", "<p>They fell.</p", "<h1>Dues</h1>"):
        assert is_cut(PAGE[: PAGE.index(end) + len(end)].encode(), "a.html")
    assert is_cut(b"<p>Words of a piece of a page.</p><p cla", "a.html")


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.md", "a.srt"])
def test_a_text_that_ends_within_a_sign_is_read_all_the_same_and_says_so(name: str) -> None:
    whole = "1\n00:00:01,000 --> 00:00:03,500\nУтром они ушли.\n" if name == "a.srt" else "<p>Утром они ушли.</p>\n\nЭ"
    cut = whole.encode()[:-1] if name != "a.srt" else (whole + "Э").encode()[:-1]
    found = importers.read_bytes(cut, name)
    assert isinstance(found, ImportedArticle) and "Утром они ушли." in found.text
    assert "cut short" in found.remarks[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16"])
def test_half_a_sign_at_the_end_costs_no_other(encoding: str) -> None:
    text = "Утром они ушли, and more of it was said 😀 by them."
    assert text_of((text + "я").encode(encoding)[:-1]) == text


def test_a_letter_of_another_encoding_at_the_end_is_no_half_sign() -> None:
    assert text_of("They were in the café".encode("cp1252")) == "They were in the café"
    assert remarks("They were in the café".encode("cp1252"), "a.txt") == ()


@pytest.mark.parametrize(("data", "name"), [(SRT, "a.srt"), (VTT, "a.vtt")])
def test_a_transcript_that_ends_before_the_words_of_a_cue_says_so(data: bytes, name: str) -> None:
    last = data.rindex(b"-->")
    assert not is_cut(data[:-1], name) and not is_cut(data + b"\n\n", name)
    for end in (last - 1, last + 1, last + 3, last + 6, data.index(b"\n", last), data.index(b"\n", last) + 1):
        try:
            assert is_cut(data[:end], name)
        except AnnotatorError as refusal:
            assert refusal.what_happened.endswith(".")
    assert is_cut(SRT[: SRT.index(b"4\n00:01") + 1], "a.srt")


def test_a_print_that_holds_the_beginning_of_a_revision_says_so() -> None:
    assert is_cut(REVISED, "a.pdf")
    assert not is_cut(REVISED[: REVISED.rindex(b"%%EOF") + 5] + b"\0" * 3_000, "a.pdf")


def test_a_message_that_ends_within_packed_words_says_so() -> None:
    head = "Content-Transfer-Encoding: base64\r\n"
    message = made.message("U29tZSB3b3Jkcy4=\r\n").replace(b"Content-Transfer-Encoding: 8bit\r\n", head.encode())
    assert not is_cut(message, "a.eml")
    assert is_cut(message.replace(b"cy4=", b"c"), "a.eml")
