"""Which files of a folder are taken for articles; what is passed by is counted, and nothing makes the walk endless."""

import os
import sys
from pathlib import Path

import pytest

from annotator.domain.errors import Cancelled
from annotator.importers.folders import Skipped, walk
from tests.importers.word_files import sample


def fill(folder: Path, *names: str, words: bytes = b"Some words.") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(words)


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in walk(folder).files]


def test_files_come_in_the_order_in_which_people_count_a_folder_before_what_is_in_it(tmp_path: Path) -> None:
    fill(tmp_path, "10.txt", "2.txt", "b/1.md", "a/Z.txt", "a/c/1.txt")
    assert names(tmp_path) == ["2.txt", "10.txt", "a/Z.txt", "a/c/1.txt", "b/1.md"]


def test_what_is_hidden_or_of_no_known_format_is_counted(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", ".b.txt", "~$c.docx", ".git/d.txt", "e.css", "f.png", "README", "g.json", "h.factcheck")
    found = walk(tmp_path)
    assert [path.name for path in found.files] == ["a.txt"]
    assert found.skipped == {Skipped.HIDDEN: 3, Skipped.UNKNOWN: 5}


def test_a_file_without_a_telling_name_is_known_by_its_beginning(tmp_path: Path) -> None:
    fill(tmp_path, "page", "page.php", words=b"<!doctype html><p>Some words.")
    fill(tmp_path, "draft", words=sample())
    fill(tmp_path, "words", "photos.zip", words=b"PK\x03\x04 and some words")
    assert names(tmp_path) == ["draft", "page", "page.php"]


@pytest.mark.parametrize(
    "parts",
    [
        *("Page_files", "Page.files", "Page_FILES", "Page-Dateien", "Page_fichiers", "Page_archivos", "Page_bestanden"),
        *("Page_soubory", "Page_pliki", "Page_file", "Page-filer", "Page_tiedostot", "Page_arquivos", "Page_elemei"),
    ],
)
def test_the_parts_of_a_saved_page_go_with_the_page(tmp_path: Path, parts: str) -> None:
    fill(tmp_path, "Page.html", f"{parts}/frame.html", "Other_files/a.html")
    found = walk(tmp_path)
    assert [path.name for path in found.files] == ["Page.html", "a.html"]
    assert found.skipped == {Skipped.PARTS: 1}


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right of its own on Windows")
def test_links_are_not_followed_so_that_loops_end_and_nothing_from_outside_comes_in(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    fill(inside, "a.txt", "b/c.txt")
    fill(outside, "secret.txt")
    (inside / "b" / "up").symlink_to(inside, target_is_directory=True)
    (inside / "away").symlink_to(outside, target_is_directory=True)
    (inside / "away.txt").symlink_to(outside / "secret.txt")
    (inside / "itself.txt").symlink_to(inside / "itself.txt")
    (tmp_path / "door").symlink_to(inside, target_is_directory=True)
    found = walk(tmp_path / "door")
    assert [path.name for path in found.files] == ["a.txt", "c.txt"]
    assert found.skipped == {Skipped.LINK: 4}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    found = walk(tmp_path)
    assert found.files == [] and found.skipped == {Skipped.UNKNOWN: 1}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look into everything")
def test_a_folder_that_may_not_be_looked_into_is_told_of(tmp_path: Path) -> None:
    fill(tmp_path, "shut/a.txt", "b.txt")
    (tmp_path / "shut").chmod(0)
    found = walk(tmp_path)
    (tmp_path / "shut").chmod(0o700)
    assert [path.name for path in found.files] == ["b.txt"]
    assert [path.name for path, _ in found.refused] == ["shut"]


def test_a_folder_that_is_gone_is_told_of(tmp_path: Path) -> None:
    (path, refusal), *_ = walk(tmp_path / "gone").refused
    assert path.name == "gone" and "may not look into" in refusal.what_happened


def test_a_very_deep_folder_is_looked_through_and_the_walk_can_be_stopped(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    fill(deep, "a.txt")
    assert len(walk(tmp_path).files) == 1

    def stop(_: int, __: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        walk(tmp_path, stop)
