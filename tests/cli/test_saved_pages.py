"""A page that a browser saved with a folder of its parts beside it is one article, however it is named to the app."""

import plistlib
from pathlib import Path

import pytest

from annotator.project import Project
from tests.cli.running import Annotator

PAGE = (
    "<!DOCTYPE html>\n<!-- saved from url=(0029)https://example.org/dues.html -->\n"
    "<html><head><title>Harbour dues rise</title></head><body><article><h1>Harbour dues rise</h1>"
    "<p>The office counted 4,310 boats in its table, more than in any year before, it says in a letter.</p>"
    '<figure><img src="./{0}/boat.jpg" alt="A boat"><figcaption>The harbour at dawn.</figcaption></figure>'
    "<p>Nobody paid them in the spring, and the council met twice about it, as its minutes show.</p></article>"
    '<iframe src="./{0}/frame.html"></iframe></body></html>'
)


def saved(folder: Path, ending: str = "_files") -> tuple[Path, Path]:
    """A page and the folder with its parts."""
    page, parts = folder / "Dues rise.html", folder / f"Dues rise{ending}"
    parts.mkdir(parents=True)
    page.write_text(PAGE.format(parts.name), encoding="utf-8")
    (parts / "frame.html").write_text("<html><body><p>An advertisement in a frame.</p></body></html>")
    (parts / "notes.txt").write_text("Words that came with the page.")
    (parts / "boat.jpg").write_bytes(b"\xff\xd8\xff")
    return page, parts


@pytest.mark.parametrize("ending", ["_files", "-Dateien"])
def test_the_page_with_its_folder_and_the_folder_above_give_one_article(
    annotator: Annotator, project: Path, tmp_path: Path, ending: str
) -> None:
    page, parts = saved(tmp_path / "in", ending)
    for inputs in ([page, parts], [parts, page], [tmp_path / "in"]):
        ran = annotator("add", project, *inputs, "--again")
        assert ran.status == 0 and ran.out.count("\n") == 1 and "Harbour dues rise" in ran.out
        assert ran.err == "Note: Passed by: the parts of 1 saved page.\n"


def test_the_folder_is_known_however_the_paths_are_written(
    annotator: Annotator, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, parts = saved(tmp_path / "in")
    monkeypatch.chdir(tmp_path / "in")
    ran = annotator("add", project, page.name, f"{parts}/")
    assert ran.out.count("\n") == 1 and "the parts of 1 saved page" in ran.err


def test_the_folder_alone_is_refused_and_the_page_named(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    _, parts = saved(tmp_path / "in")
    ran = annotator("add", project, parts)
    assert ran.status == 1
    assert "The folder holds the parts of the saved page “Dues rise.html”. Add that page." in ran.err


def test_the_original_is_the_page_as_saved_its_address_is_the_one_it_was_saved_from(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    page, parts = saved(tmp_path / "in")
    added = annotator("add", project, page, parts, "--json").value[0]
    assert added["url"] == "https://example.org/dues.html"
    pictures = [i for block in added["blocks"] for i in block["inlines"] if i["kind"] == "image"]
    assert [(each["href"], each["label"]) for each in pictures] == [("", "A boat")]
    with Project.open(project) as opened:
        assert opened.articles.original(added["id"]) == page.read_bytes()


def test_a_web_archive_of_safari_is_refused_with_a_way_out(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    archive = tmp_path / "Dues.webarchive"
    archive.write_bytes(plistlib.dumps({"WebMainResource": {"WebResourceData": b"<p>x"}}, fmt=plistlib.FMT_BINARY))
    ran = annotator("add", project, archive)
    assert ran.status == 1 and "a web archive of Safari" in ran.err and "page source" in ran.err
