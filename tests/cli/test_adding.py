"""Adding many articles at once: folders, bad files among good ones, remarks, attachments, addresses."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from annotator.project import Project
from tests import web
from tests.cli.running import ROOT, Annotator, command, interruptible

PAGE = "<!doctype html><h1>A headline</h1><p>Words of the page, enough of them for an article.</p>".encode("utf-16")


def write(folder: Path, *names: str) -> list[Path]:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The headline of {name}\n\nSome words about {name}, enough of them.\n", encoding="utf-8")
    return [folder / name for name in names]


def titles(project: Path) -> list[str]:
    with Project.open(project) as opened:
        return [summary.title for summary in opened.articles.summaries()]


@pytest.fixture
def site() -> Iterator[str]:
    with web.serving(web.page_that_moved(PAGE, "text/html; charset=utf-16")) as address:
        yield address


def test_several_are_printed_as_a_list_and_each_is_a_step_of_its_own(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    one, two = write(tmp_path / "in", "one.txt", "two.txt")
    made = annotator("add", project, one, two, "--json").value
    assert [each["title"] for each in made] == ["The headline of one.txt", "The headline of two.txt"]
    assert [each["place"] for each in made] == [str(one), str(two)]
    annotator("undo", project)
    assert len(titles(project)) == 2


def test_a_folder_is_added_with_all_below_it_and_what_was_passed_by_is_counted(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    write(tmp_path / "in", "b/2.txt", "1.txt", ".git/x.txt", "style.css", "Page_files/f.html", "Page.html")
    ran = annotator("add", project, tmp_path / "in")
    assert ran.status == 0
    told = [line.split("  ")[1] for line in ran.out.splitlines()]
    assert told == titles(project)[1:] and told[0] == "The headline of 1.txt"
    assert ran.err == ("Note: Passed by: 1 hidden, the parts of 1 saved page, 1 of no format that articles come in.\n")
    assert len(titles(project)) == 4


def test_a_bad_one_stops_no_other_and_has_its_line(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    one, bad, two = write(tmp_path / "in", "one.txt", "bad.pdf", "two.txt")
    bad.write_bytes(b"%PDF-1.7 ...")
    for words in ((one, bad, two), (tmp_path / "in", "--again")):
        ran = annotator("add", project, *words)
        assert ran.status == 1
        (line,) = [line for line in ran.err.splitlines() if not line.startswith("Note: ")]
        assert line.startswith(f"“{bad}” was not added: The PDF is damaged")
    assert len(titles(project)) == 5


def test_json_of_many_is_one_sound_list_whatever_was_refused(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    import json

    one, bad = write(tmp_path, "one.txt", "bad.txt")
    bad.write_bytes(b"")
    ran = annotator("add", project, bad, one, bad, "--json")
    assert ran.status == 1 and [each["place"] for each in json.loads(ran.out)] == [str(one)]
    assert json.loads(annotator("add", project, bad, tmp_path / "none.txt", "--json").out) == []


def test_what_the_project_has_already_is_told_and_given(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    (one,) = write(tmp_path, "one.txt")
    first = annotator("add", project, one, "--json").value
    ran = annotator("add", project, one, "--json")
    assert (first["known"], ran.value["known"]) == (False, True) and ran.value["id"] == first["id"]
    assert "in the project already, byte for byte; --again adds it once more" in ran.err
    assert annotator("add", project, one, "--again", "--json").value["id"] != first["id"]
    assert len(titles(project)) == 3


def test_remarks_of_importers_are_told(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.eml"
    path.write_bytes(message())
    ran = annotator("add", project, path, "--json")
    assert ran.value["remarks"] == [
        "Files came with the message, each to be added as an article of its own: “table.md”, “x.png”."
    ]
    assert ran.value["attachments"] == [{"name": "table.md", "size": 10}, {"name": "x.png", "size": 4}]
    assert f"Note: “{path}”: Files came with the message" in ran.err


def message() -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = "Desk <a@site.example>", "The draft", "<1@site.example>"
    made.set_content("The words of the message itself.")
    made.add_attachment(b"# A table\n", maintype="application", subtype="octet-stream", filename="../table.md")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="x.png")
    return made.as_bytes()


def test_attachments_come_along_when_asked(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.eml"
    path.write_bytes(message())
    before = {each for each in tmp_path.parent.rglob("*") if each.suffix == ".md"}
    made = annotator("add", project, path, "--attachments", "--json").value
    assert [each["title"] for each in made] == ["The draft", "A table"]
    assert made[1]["remarks"] == ["It came with the message “The draft”."]
    assert {each for each in tmp_path.parent.rglob("*") if each.suffix == ".md"} == before


def test_an_address_in_the_local_network_is_fetched_only_when_asked(
    annotator: Annotator, project: Path, site: str
) -> None:
    ran = annotator("add", project, f"{site}/page")
    assert ran.status == 1 and "lies in the local network" in ran.err
    ran = annotator("add", project, f"{site}/moved", "--allow-private", "--json")
    assert ran.value["url"] == f"{site}/page" and ran.value["title"] == "A headline"
    assert f"The address led on: {site}/moved → {site}/page" in ran.err
    with Project.open(project) as opened:
        assert opened.articles.original(ran.value["id"]) == PAGE


def test_titles_and_versions_are_for_one_alone(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    write(tmp_path / "in", "one.txt")
    for words in ((tmp_path / "in", "--title", "T"), ("-", tmp_path / "in"), (tmp_path / "in", "--supersedes", "a")):
        ran = annotator("add", project, *words)
        assert ran.status == 1 and "for one article alone" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to one process")
def test_ending_it_keeps_what_is_in(project: Path, tmp_path: Path) -> None:
    write(tmp_path / "in", *(f"{number}.txt" for number in range(400)))
    with subprocess.Popen(
        interruptible("add", project, tmp_path / "in"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
        assert running.returncode == 130
    assert 3 <= len(titles(project)) < 401
    with Project.open(project) as opened:
        assert opened.check() == []


def _terminal() -> tuple[int, int]:
    """The two ends of a terminal."""
    try:
        return os.openpty()
    except (AttributeError, OSError):
        pytest.skip("there are no such terminals here")


def test_a_terminal_shows_how_far_it_is(project: Path, tmp_path: Path) -> None:
    write(tmp_path / "in", "one.txt", "two.txt")
    ours, theirs = _terminal()
    ran = subprocess.run(
        command("add", project, tmp_path / "in"), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=theirs, timeout=60
    )
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ran.returncode == 0 and "2 of 2 · two.txt" in shown
