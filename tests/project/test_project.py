"""The façade: who hears of what, two processes on one file, and what belongs to this installation."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, ChangeSet, Claim, Source, Span
from annotator.project import Project, installation
from annotator.project.formats import exportable, importable
from tests.project.making import imported, visible, with_article


@pytest.fixture
def heard(project: Project) -> list[ChangeSet]:
    """What a listener of `project` hears."""
    heard: list[ChangeSet] = []
    project.subscribe(heard.append)
    return heard


def test_a_new_project_has_a_title_a_scale_and_a_checker(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a story.factcheck") as project:
        assert (project.title, project.scale.key, project.read_only) == ("a story", "editorial", "")
        assert project.checker.name == installation.login_name()
        assert project.path == tmp_path / "a story.factcheck"
    with Project.create(tmp_path / "b", title=" T\ud800 ", scale="three", checker=" c\ud800 ") as project:
        assert (project.title, project.scale.key, project.checker.name) == ("T\ufffd", "three", "c\ufffd")
    with pytest.raises(AnnotatorError, match="no rating scale"):
        Project.create(tmp_path / "c", scale="nothing")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a story.factcheck", "b"]


def test_a_project_is_renamed_but_never_without_a_title(project: Project) -> None:
    project.set_title("  Another\ud800 ")
    assert project.title == "Another\ufffd"
    with pytest.raises(AnnotatorError, match="empty"):
        project.set_title(" ")


def test_a_listener_hears_exactly_what_each_step_touched(project: Project, heard: list[ChangeSet]) -> None:
    article = with_article(project)
    claim = project.claims.mark(article.id, Span(0, 5))
    project.claims.set(claim.id, note="n")
    project.history.undo()
    told = [changes.ids for changes in heard]
    assert told == [
        {"article": {article.id}},
        {"claim": {claim.id}, "mention": {claim.mentions[0].id}},
        {"claim": {claim.id}},
        {"claim": {claim.id}},
    ]
    assert [changes.step for changes in heard] == [step.id for step in reversed(project.history.steps(4))]


def test_a_listener_may_stop_in_the_middle_and_twice(project: Project) -> None:
    heard: list[str] = []

    def once(changes: ChangeSet) -> None:
        heard.append("once")
        stop()

    stop = project.subscribe(once)
    stop_both = [project.subscribe(lambda changes: heard.append("always")) for _ in range(2)]
    project.sources.add("A register")
    project.sources.add("A book")
    assert heard == ["once", "always", "always", "always", "always"]
    stop_both[0]()
    stop_both[0]()
    project.sources.add("A page")
    assert heard[5:] == ["always"]


def test_a_listener_may_work_itself(project: Project) -> None:
    def answer(changes: ChangeSet) -> None:
        if len(project.sources.all()) < 3:
            project.sources.add("Another")

    project.subscribe(answer)
    project.sources.add("A register")
    assert len(project.sources.all()) == 3
    assert project.check() == []


def test_a_listener_hears_what_another_process_did_once_it_looks(
    project: Project, other: Project, claim: Claim, heard: list[ChangeSet]
) -> None:
    assert not project.refresh()
    other.claims.set(claim.id, note="theirs")
    source = other.sources.add("A register")
    expected = {"claim": {claim.id}, "source": {source.id}, "checker": {other.checker.id}}
    assert project.refresh().ids == expected
    assert [changes.ids for changes in heard] == [expected]
    assert not project.refresh()
    assert len(heard) == 1


def test_own_work_tells_of_what_others_did_before_it(
    project: Project, other: Project, claim: Claim, heard: list[ChangeSet]
) -> None:
    theirs = other.sources.add("theirs")
    ours = project.sources.add("ours")
    assert heard[0].of("source") == {theirs.id, ours.id}
    assert heard[0].step == project.history.steps(1)[0].id
    assert not project.refresh()
    other.refresh()
    assert not other.refresh()


def test_to_look_within_a_step_waits_for_its_end(project: Project, other: Project, heard: list[ChangeSet]) -> None:
    theirs = other.sources.add("theirs")
    with project.step("Group"):
        ours = project.sources.add("ours")
        assert not project.refresh()
    assert [changes.of("source") for changes in heard] == [{theirs.id, ours.id}]


def test_two_processes_lose_none_of_each_others_work(project: Project, other: Project, article: Article) -> None:
    for number in range(20):
        for who in (project, other):
            claim = who.claims.mark(article.id, Span(0, 5 + number % 4))
            who.claims.set(claim.id, note=str(number))
    assert len(project.claims.all()) == 40
    assert visible(project) == visible(other)
    assert project.check() == []


def test_threads_that_share_a_project_take_turns(project: Project, article: Article) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(15):
                with project.step("Group"):
                    claim = project.claims.mark(article.id, Span(0, 5))
                    project.claims.set(claim.id, note="n")
                assert project.report().claims
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(project.claims.all()) == 60
    assert project.check() == []


def test_a_report_is_of_one_moment(
    project: Project, other: Project, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.storage import queries

    sources = queries.sources
    late: list[Source] = []

    def slow(*args: object) -> object:
        late.append(other.sources.add("late"))
        return sources(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(queries, "sources", slow)
    told = project.report()
    assert late and told.sources == ()


def test_it_can_be_left_open_and_closed_again(project: Project) -> None:
    with Project.open(project.path) as again:
        again.sources.add("A register")
    assert project.refresh()
    assert project.path.with_name(project.path.name + "-wal").exists()
    project.close()
    assert [path.name for path in project.path.parent.iterdir()] == [project.path.name]


def test_the_history_tells_of_one_thing_and_limits_its_length(project: Project, claim: Claim) -> None:
    project.claims.set(claim.id, note="one")
    assert [(change.op, change.field) for change in project.history.of(claim.id)] == [("create", None), ("set", "note")]
    assert project.history.of("nothing") == []
    assert [step.name for step in project.history.steps(2)] == ["Edit claim", "Mark claim"]


def test_a_report_never_replaces_the_project(project: Project, article: Article) -> None:
    with pytest.raises(AnnotatorError, match="is a project"):
        project.export("json", project.path)
    with pytest.raises(AnnotatorError, match="no export format"):
        project.export("nothing", project.path.with_name("x"))
    assert project.check() == []


def test_an_import_that_fails_keeps_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = visible(project)
    monkeypatch.setattr("annotator.project.articles.blocks_as_json", lambda blocks: [[0, 1, None, 0, []]])
    with pytest.raises(AnnotatorError):
        project.articles.add_read(imported())
    assert visible(project) == before
    assert project.check() == []


# The installation


def test_an_installation_makes_its_id_once(tmp_path: Path) -> None:
    made = installation.device_id(tmp_path / "new")
    assert len(made) == 16
    assert installation.device_id(tmp_path / "new") == made != installation.device_id(tmp_path / "other")
    assert installation.device_id() == installation.device_id()


@pytest.mark.parametrize("spoil", [lambda path: path.mkdir(), lambda path: path.write_bytes(b"\xff")])
def test_where_no_id_can_be_kept_each_run_has_its_own(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    spoil(tmp_path / "device")
    assert installation.device_id(tmp_path) != installation.device_id(tmp_path)


def test_an_account_without_a_name_is_a_checker(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert installation.login_name() == "checker"


def test_a_file_that_lost_a_table_is_told_as_damaged_and_closed_again(project: Project) -> None:
    project.close()
    with closing(sqlite3.connect(project.path)) as conn:
        conn.execute("DROP TABLE step")
    with pytest.raises(AnnotatorError, match="damaged"):
        Project.open(project.path)
    assert [path.name for path in project.path.parent.iterdir()] == [project.path.name]


def test_the_history_knows_everybody_who_worked_here(project: Project, other: Project) -> None:
    assert project.history.checkers() == [project.checker]
    other.sources.add("A register")
    assert project.history.checkers() == [project.checker, other.checker]


def test_every_format_is_listed_with_what_it_is_for() -> None:
    assert {"html", "markdown", "csv", "json", "claimreview", "webannotation"} <= {name for name, *_ in exportable()}
    assert {"json", "docx", "html", "markdown"} <= {name for name, *_ in importable()}
    assert all(description for *_, description in (*exportable(), *importable()))
