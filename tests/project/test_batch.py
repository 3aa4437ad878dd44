"""Many files at once: each a step of its own, the bad ones told of by name, the same one not added twice."""

import gc
import tracemalloc
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import Span
from annotator.importers.folders import Skipped
from annotator.project import Project
from annotator.project.batch import Batch, How, Outcome, passed_by


def write(folder: Path, *names: str) -> list[str]:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The headline of {name}\n\nSome words about {name}, enough of them.\n", encoding="utf-8")
    return [str(folder / name) for name in names]


def mail(path: Path, *files: tuple[str, bytes], subject: str = "The draft") -> str:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = "Desk <a@site.example>", subject, "<1@site.example>"
    made.set_content("The words of the message itself.")
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    path.write_bytes(made.as_bytes())
    return str(path)


def added(outcomes: list[Outcome]) -> list[str]:
    return [each.name for each in outcomes if each.article and not each.known]


def test_files_of_a_folder_are_added_in_order_each_as_a_step(project: Project, tmp_path: Path) -> None:
    write(tmp_path / "in", "2.txt", "10.md", "deep/er/1.txt", ".hidden.txt", "a.css")
    batch = Batch(project, [str(tmp_path / "in")])
    assert added(list(batch.run())) == ["2.txt", "10.md", str(Path("deep/er/1.txt"))]
    assert passed_by(batch.skipped) == "Passed by: 1 hidden, 1 of no format that articles come in."
    steps = [step.name for step in project.history.steps()]
    assert steps.count("Add article") == 3
    project.history.undo()
    assert len(project.articles.all()) == 2


def test_what_cannot_be_read_stops_nothing_and_is_told_by_name(project: Project, tmp_path: Path) -> None:
    good = write(tmp_path, "one.txt", "two.txt")
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 ...")
    outcomes = list(Batch(project, [good[0], str(bad), str(tmp_path / "none.txt"), good[1]]).run())
    assert added(outcomes) == ["one.txt", "two.txt"]
    refused = {each.name: each.refused.what_happened for each in outcomes if each.refused}
    assert list(refused) == ["bad.pdf", "none.txt"] and "damaged" in refused["bad.pdf"]


def test_stopping_keeps_what_is_in(project: Project, tmp_path: Path) -> None:
    def tell(at: int, total: int, name: str) -> None:
        told.append((at, total, name))
        if at == 3:
            raise Cancelled

    told: list[tuple[int, int, str]] = []
    files = write(tmp_path, "a.txt", "b.txt", "c.txt", "d.txt")
    with pytest.raises(Cancelled):
        list(Batch(project, files).run(tell))
    assert told == [(1, 4, "a.txt"), (2, 4, "b.txt"), (3, 4, "c.txt")]
    with Project.open(project.path) as again:
        assert len(again.articles.all()) == 2


def test_the_same_bytes_are_told_and_added_again_only_when_asked(project: Project, tmp_path: Path) -> None:
    (one,) = write(tmp_path, "one.txt")
    twin = tmp_path / "twin.txt"
    twin.write_bytes(Path(one).read_bytes())
    first, second = Batch(project, [one, str(twin), one]).run()
    assert second.known and second.article == first.article and first.article
    assert [each.known for each in Batch(project, [one], How(again=True)).run()] == [False]
    assert len(project.articles.all()) == 2
    for article in project.articles.all():
        project.articles.remove(article.id)
    assert [each.known for each in Batch(project, [one]).run()] == [False]


def test_the_parts_of_a_page_that_are_dropped_with_it_are_passed_by(project: Project, tmp_path: Path) -> None:
    write(tmp_path, "Page_files/frame.txt")
    (tmp_path / "Page.html").write_text("<h1>A page</h1><p>Words of the page.</p>", encoding="utf-8")
    batch = Batch(project, [str(tmp_path / "Page_files"), str(tmp_path / "Page.html")])
    assert added(list(batch.run())) == ["Page.html"] and batch.skipped == {Skipped.PARTS: 1}


def test_a_folder_without_an_article_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (one,) = Batch(project, [str(tmp_path / "empty")]).run()
    assert one.refused and "holds no file" in one.refused.what_happened


def test_a_project_that_cannot_be_written_ends_it(project: Project, tmp_path: Path) -> None:
    files = write(tmp_path, "a.txt", "b.txt")
    project.close()
    with pytest.raises(AnnotatorError):
        list(Batch(project, files).run())


def test_files_of_a_message_are_offered_and_each_can_be_added_by_itself(project: Project, tmp_path: Path) -> None:
    path = mail(
        tmp_path / "m.eml",
        ("../table.md", b"# A table\n\nWords."),
        ("logo.png", b"\x89PNG\r\n"),
        ("b.txt", b"Words b."),
    )
    (one,) = Batch(project, [path]).run()
    assert [(each.name, each.readable) for each in one.attached] == [
        ("table.md", True),
        ("logo.png", False),
        ("b.txt", True),
    ]
    assert one.remarks and "table.md" in one.remarks[0]
    table, words = Batch(project, [one.attached[0], one.attached[2]]).run()
    assert table.article and table.article.title == "A table"
    assert table.remarks == ("It came with the message “The draft”.",)
    assert words.article and words.article.text == "Words b."
    assert project.articles.original(words.article.id) == b"Words b."
    assert not [path for path in tmp_path.rglob("*") if path.name in ("table.md", "b.txt", "logo.png")]


def test_files_of_messages_within_messages_come_along_when_asked(project: Project, tmp_path: Path) -> None:
    inner = Path(mail(tmp_path / "i.eml", ("deep.txt", b"Deep words."), subject="Inner")).read_bytes()
    outer = mail(tmp_path / "o.eml", ("inner.eml", inner), ("c.txt", b"Words c."), ("x.exe", b"MZ\x90\0"))
    batch = Batch(project, [outer], How(attachments=True))
    assert added(list(batch.run())) == ["o.eml", "inner.eml", "deep.txt", "c.txt"]
    assert batch.skipped == {Skipped.UNKNOWN: 1}


def test_memory_does_not_grow_with_the_number_of_files(project: Project, tmp_path: Path) -> None:
    def big(count: int) -> Iterator[str]:
        for number in range(count):
            path = tmp_path / f"{count}-{number}.txt"
            path.write_text(f"Headline {count} {number}\n\n" + "Words of an article. " * 40_000, encoding="utf-8")
            yield str(path)

    def peak(count: int) -> int:
        gc.collect()
        tracemalloc.start()
        for _ in Batch(project, list(big(count))).run():
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(5)
    assert peak(15) < 1.3 * peak(5)


def test_who_adds_beside_an_open_project_is_the_same_person(tmp_path: Path) -> None:
    """A project that its checker has not changed yet does not know them; a worker that writes first is no other."""
    path = tmp_path / "p.factcheck"
    Project.create(path, checker="first checker").close()
    with Project.open(path, checker="second checker") as ours, Project.open(path, checker=ours.checker) as workers:
        list(Batch(workers, write(tmp_path, "a.txt")).run())
        ours.set_title("Another title")
    with Project.open(path, checker="second checker") as again:
        assert again.checker == ours.checker
        assert {step.checker for step in again.history.steps(2)} == {"second checker"}


def test_what_an_importer_had_to_tell_stays_with_the_article_and_its_corrections(
    project: Project, tmp_path: Path
) -> None:
    (one,) = Batch(project, [mail(tmp_path / "m.eml", ("b.txt", b"Words b."))]).run()
    assert one.article and one.article.remarks == "\n".join(one.remarks) != ""
    at = one.article.text.index("message itself")
    corrected = project.articles.correct(one.article.id, Span(at, at + 7), "letter")
    assert corrected.remarks == one.article.remarks
    assert project.check() == []
    project.export("json", tmp_path / "p.json")
    with Project.create(tmp_path / "other.factcheck") as other:
        other.articles.add(tmp_path / "p.json")
        assert [each.remarks for each in other.articles.all()] == [one.article.remarks] * 2


def test_what_is_named_twice_is_read_once(project: Project, tmp_path: Path) -> None:
    files = write(tmp_path / "in", "1.txt", "2.txt")
    folder = str(tmp_path / "in")
    assert added(list(Batch(project, [files[0], files[0], folder, folder + "/"]).run())) == ["1.txt", "2.txt"]


def test_the_process_that_reads_is_begun_anew_now_and_then(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.project.batch._READ_BY_ONE", 2)
    write(tmp_path / "in", "1.txt", "2.txt", "3.txt")
    assert added(list(Batch(project, [str(tmp_path / "in")]).run())) == ["1.txt", "2.txt", "3.txt"]
