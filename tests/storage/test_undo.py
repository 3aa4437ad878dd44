"""Undo and redo: without limit, across reopening, always the exact state before or after."""

from collections.abc import Callable

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, BlockKind, Claim, Source, Span
from annotator.project import Project
from annotator.storage import queries
from tests.project.making import imported, visible, with_article

Command = Callable[[Project, Article, Claim, Source], object]

COMMANDS: dict[str, tuple[str, Command]] = {
    "mark": ("Mark claim", lambda p, a, c, s: p.claims.mark(a.id, Span(0, 10), note="a", claimant="b")),
    "edit claim": (
        "Edit claim",
        lambda p, a, c, s: p.claims.set(c.id, note="n", kind="date", claim_date="27 January 2021", assignee="x"),
    ),
    "add mention": ("Add mention", lambda p, a, c, s: p.claims.add_mention(c.id, a.id, Span(0, 10))),
    "move mention": ("Adjust mark", lambda p, a, c, s: p.claims.move_mention(c.mentions[0].id, Span(0, 10))),
    "remove mention": ("Remove mention", lambda p, a, c, s: p.claims.remove_mention(c.mentions[0].id)),
    "remove claim": ("Remove claim", lambda p, a, c, s: p.claims.remove(c.id)),
    "remove article": ("Remove article", lambda p, a, c, s: p.articles.remove(a.id)),
    "remove source": ("Remove source", lambda p, a, c, s: p.sources.remove(s.id)),
    "add article": ("Add article", lambda p, a, c, s: p.articles.add_read(imported("Another"))),
    "add version": (
        "Add new version",
        lambda p, a, c, s: p.articles.add_read(imported("Another"), supersedes=a.id),
    ),
    "correct": ("Correct text", lambda p, a, c, s: p.articles.correct(a.id, c.mentions[0].span, "In 1995")),
    "add part": ("Add part", lambda p, a, c, s: p.claims.add_part(c.mentions[0].id, Span(0, 10))),
    "set severity": ("Edit claim", lambda p, a, c, s: p.claims.set(c.id, severity="must-fix")),
    "add reply": ("Add reply", lambda p, a, c, s: p.replies.add(c.id, "reply", "An Editor", "2026-01-01", "Why?")),
    "edit article": ("Edit article", lambda p, a, c, s: p.articles.set(a.id, title="T", published="1 May 2020")),
    "set kind": ("Change block", lambda p, a, c, s: p.articles.set_kind(a.id, 11, BlockKind.FURNITURE)),
    "add source": ("Add source", lambda p, a, c, s: p.sources.add("A book", kind="book", confidential=True)),
    "make confidential": ("Edit source", lambda p, a, c, s: p.sources.set(s.id, confidential=True)),
    "edit source": ("Edit source", lambda p, a, c, s: p.sources.set(s.id, title="B", author="C", accessed="2020")),
    "attach": ("Attach source", lambda p, a, c, s: p.evidence.attach(c.id, s.id, "context", "e", "l", "n")),
    "edit evidence": ("Edit evidence", lambda p, a, c, s: p.evidence.set(c.evidence[0].id, stance="refutes", note="n")),
    "detach": ("Remove evidence", lambda p, a, c, s: p.evidence.detach(c.evidence[0].id)),
    "rate": ("Rate claim", lambda p, a, c, s: p.verdicts.give(c.id, "wrong", "why", "so")),
    "withdraw": ("Withdraw verdict", lambda p, a, c, s: p.verdicts.withdraw(c.verdicts[0].id)),
    "review": ("Review verdict", lambda p, a, c, s: p.reviews.give(c.verdicts[0].id, False, "no")),
    "rename": ("Rename project", lambda p, a, c, s: p.set_title("Another title")),
    "choose scale": ("Choose rating scale", lambda p, a, c, s: p.set_scale("three")),
}


@pytest.fixture
def full(project: Project, other: Project, article: Article, claim: Claim, source: Source) -> Claim:
    """A claim that has two mentions, evidence and a colleague's verdict."""
    project.claims.add_mention(claim.id, article.id, Span(23, 35))
    project.evidence.attach(claim.id, source.id, "supports")
    other.verdicts.give(claim.id, "confirmed")
    return project.claims.get(claim.id)


@pytest.mark.parametrize(("name", "command"), COMMANDS.values(), ids=COMMANDS)
def test_every_command_is_one_step_that_undo_takes_back_and_redo_brings_back(
    project: Project, article: Article, full: Claim, source: Source, name: str, command: Command
) -> None:
    before = visible(project)
    command(project, article, full, source)
    after = visible(project)
    assert after != before
    for _ in range(2):
        undone = project.history.undo()
        assert undone and undone.name == name
        assert visible(project) == before
        redone = project.history.redo()
        assert redone and redone.name == name
        assert visible(project) == after
    assert project.check() == []


def test_undo_goes_back_to_the_beginning_and_redo_to_the_end_across_reopening(project: Project) -> None:
    path, states = project.path, [visible(project)]
    for number in range(30):
        project.sources.add(f"Source {number}")
        states.append(visible(project))
    for state in reversed(states[:-1]):
        with Project.open(path, checker="first checker") as again:
            assert again.history.undo()
            assert visible(again) == state
    assert project.history.undo() is None
    for state in states[1:]:
        with Project.open(path, checker="first checker") as again:
            assert again.history.redo()
            assert visible(again) == state
    assert project.history.redo() is None
    assert project.check() == []


def test_setting_up_is_never_undone(project: Project) -> None:
    steps = project.history.steps()
    assert project.history.undoable is None
    assert project.history.undo() is None
    assert project.history.redo() is None
    assert project.history.steps() == steps
    assert [step.kind for step in steps] == ["setup"]


def test_new_work_after_undo_leaves_nothing_to_redo(project: Project) -> None:
    project.sources.add("A register")
    project.history.undo()
    project.sources.add("A book")
    assert project.history.redoable is None
    assert project.history.redo() is None
    assert [source.title for source in project.sources.all()] == ["A book"]
    project.history.undo()
    assert project.history.undo() is None
    redone = project.history.redo()
    assert redone and [source.title for source in project.sources.all()] == ["A book"]


def test_the_history_names_what_was_undone_and_by_whom(project: Project, other: Project) -> None:
    project.sources.add("A register")
    assert project.history.undoable == project.history.steps(1)[0]
    other.history.undo()
    assert project.history.redoable == project.history.steps(2)[1]
    project.history.redo()
    told = [(step.name, step.kind, step.checker) for step in project.history.steps(3)]
    assert told == [
        ("Redo Add source", "redo", "first checker"),
        ("Undo Add source", "undo", "second checker"),
        ("Add source", "do", "first checker"),
    ]


def test_the_history_says_what_each_step_was_about(project: Project, claim: Claim, source: Source) -> None:
    project.claims.set(claim.id, statement="A new statement")
    evidence = project.evidence.attach(claim.id, source.id, "supports")
    verdict = project.verdicts.give(claim.id, "wrong", "For a reason.")
    other = project.claims.mark(claim.mentions[0].article, Span(0, 3), statement="Another")
    project.claims.remove(other.id)
    project.evidence.detach(evidence.id)
    project.verdicts.withdraw(verdict.id)
    project.history.undo()
    steps = project.history.steps()
    subjects = project.history.subjects(steps)
    told = [(step.name, subjects.get(step.id, "")) for step in steps]
    assert told[:9] == [
        ("Undo Withdraw verdict", "A new statement"),
        ("Withdraw verdict", "A new statement"),
        ("Remove evidence", "A new statement"),
        ("Remove claim", "Another"),
        ("Mark claim", "Another"),
        ("Rate claim", "A new statement"),
        ("Attach source", "A new statement"),
        ("Edit claim", "A new statement"),
        ("Add source", source.title),
    ]
    assert told[-1] == ("Create project", "")


def test_the_history_says_what_a_claim_stated_when_it_was_rated_not_what_it_states_now(
    project: Project, claim: Claim
) -> None:
    before = project.claims.get(claim.id).statement
    project.verdicts.give(claim.id, "confirmed", "For a reason.")
    project.claims.set(claim.id, statement="Something else")
    steps = project.history.steps(2)
    subjects = project.history.subjects(steps)
    told = [(step.name, subjects[step.id]) for step in steps]
    assert told == [("Edit claim", "Something else"), ("Rate claim", before)]
    project.history.undo()
    step = project.history.steps(1)
    assert project.history.subjects(step) == {step[0].id: before}


def test_a_grouped_step_is_undone_whole_even_when_it_set_one_field_twice(project: Project, claim: Claim) -> None:
    before = visible(project)
    with project.step("Settle"):
        project.claims.set(claim.id, note="one")
        project.claims.set(claim.id, note="two", claimant="x")
        extra = project.sources.add("A register")
        project.evidence.attach(claim.id, extra.id, "supports")
        project.sources.set(extra.id, confidential=True)
        project.sources.remove(extra.id)
    after = visible(project)
    undone = project.history.undo()
    assert undone and undone.name == "Settle"
    assert visible(project) == before
    project.history.redo()
    assert visible(project) == after


def test_undo_takes_the_last_step_of_the_file_whoever_made_it(project: Project, other: Project) -> None:
    project.sources.add("ours")
    other.sources.add("theirs")
    undone = project.history.undo()
    assert undone and undone.checker == "second checker"
    assert [source.title for source in other.sources.all()] == ["ours"]


def test_two_processes_that_undo_take_back_one_step_each(project: Project, other: Project) -> None:
    for title in ("one", "two", "three"):
        project.sources.add(title)
    assert project.history.undo() != other.history.undo()
    assert [source.title for source in project.sources.all()] == ["one"]


def test_undo_belongs_to_no_step(project: Project) -> None:
    project.sources.add("A register")
    for command in (project.history.undo, project.history.redo):
        with pytest.raises(RuntimeError, match="inside a step"), project.step("Group"):
            command()
    assert len(project.sources.all()) == 1


def test_a_locked_file_undoes_nothing(project: Project, other: Project) -> None:
    project.sources.add("A register")
    other._store._db.execute("PRAGMA busy_timeout = 10")
    with project.step("Long"):
        project.sources.add("A book")
        with pytest.raises(AnnotatorError, match="in use"):
            other.history.undo()
    assert len(other.sources.all()) == 2


def test_who_worked_here_stays_known_after_their_first_step_was_undone(project: Project, other: Project) -> None:
    other.sources.add("A register")
    project.history.undo()
    assert [checker.name for checker in project._store.read(queries.checkers)] == ["first checker", "second checker"]
    assert with_article(other)
    assert project.check() == []


def test_a_field_set_twice_in_a_step_goes_back_to_what_it_was_before_both(project: Project, source: Source) -> None:
    project.sources.set(source.id, note="at first")
    before = visible(project)
    with project.step("Note twice"):
        project.sources.set(source.id, note="once")
        made = project.sources.add("A book")
        project.sources.set(made.id, note="of the book")
        project.sources.set(source.id, note="twice")
    after = visible(project)
    project.history.undo()
    assert visible(project) == before
    project.history.redo()
    assert visible(project) == after
    assert project.sources.get(source.id).note == "twice"
    assert project.check() == []
