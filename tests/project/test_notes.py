"""An author's notes are work: each is offered where it stands, and becomes a claim with its sources, or does not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import Article, AuthorNote, ImportedNote, NoteKind, NoteState, Span, Stance
from annotator.project import Project
from annotator.project.notes import addresses
from tests import strategies
from tests.project.making import TEXT, visible, with_article

NOTES = (
    ImportedNote(Span(37, 51), NoteKind.COMMENT, "From https://register.example/1994, p. 3", "An Author", "2026-01-01"),
    ImportedNote(
        Span(54, 60), NoteKind.FOOTNOTE, "See (https://register.example/1994) and http://paper.example/a_(b)."
    ),
    ImportedNote(Span(11, 18), NoteKind.ENDNOTE, "I was there."),
)


@pytest.fixture
def draft(project: Project) -> Article:
    return with_article(project, notes=NOTES)


@pytest.fixture
def notes(project: Project, draft: Article) -> list[AuthorNote]:
    return project.notes.of(draft.id)


def test_notes_are_offered_in_the_order_of_the_text(project: Project, notes: list[AuthorNote]) -> None:
    assert [(note.selector.exact, note.kind, note.state, note.claim) for note in notes] == [
        ("In 1994", NoteKind.ENDNOTE, NoteState.OPEN, ""),
        (TEXT[37:51], NoteKind.COMMENT, NoteState.OPEN, ""),
        (TEXT[54:60], NoteKind.FOOTNOTE, NoteState.OPEN, ""),
    ]
    assert (notes[1].author, notes[1].at, notes[1].text) == ("An Author", "2026-01-01", NOTES[0].text)
    assert project.claims.all() == [] and project.check() == []
    assert [step.name for step in project.history.steps(1)] == ["Add article"]


def test_a_note_accepted_is_a_claim_with_its_sources_in_one_step(project: Project, notes: list[AuthorNote]) -> None:
    known = project.sources.add("The register of 1994", url="https://register.example/1994")
    before, steps = visible(project), len(project.history.steps())
    claim = project.notes.accept(notes[2].id)
    assert claim.statement == TEXT[54:60]
    assert claim.note == f"Author’s note: {notes[2].text}"
    sources = {source.id: source for source in project.sources.all()}
    assert [(sources[e.source].url, e.stance) for e in claim.evidence] == [
        ("https://register.example/1994", Stance.CONTEXT),
        ("http://paper.example/a_(b)", Stance.CONTEXT),
    ]
    assert claim.evidence[0].source == known.id and len(sources) == 2
    assert project.notes.get(notes[2].id).state is NoteState.ACCEPTED
    assert project.notes.get(notes[2].id).claim == claim.id
    assert len(project.history.steps()) == steps + 1
    after = visible(project)
    project.history.undo()
    assert visible(project) == before
    project.history.redo()
    assert visible(project) == after
    assert project.check() == []


def test_the_author_is_named_where_known(project: Project, notes: list[AuthorNote]) -> None:
    assert project.notes.accept(notes[1].id).note.startswith("Author’s note (An Author): From")


def test_all_are_accepted_in_one_step_and_no_source_twice(
    project: Project, draft: Article, notes: list[AuthorNote]
) -> None:
    project.notes.dismiss(notes[0].id)
    before = visible(project)
    claims = project.notes.accept_all(draft.id)
    assert [claim.statement for claim in claims] == [TEXT[37:51], TEXT[54:60]]
    assert [source.url for source in project.sources.all()] == [
        "https://register.example/1994",
        "http://paper.example/a_(b)",
    ]
    assert [note.state for note in project.notes.of(draft.id)] == [NoteState.DISMISSED, *[NoteState.ACCEPTED] * 2]
    project.history.undo()
    assert visible(project) == before


def test_all_are_dismissed_in_one_step(project: Project, draft: Article, notes: list[AuthorNote]) -> None:
    claim = project.notes.accept(notes[0].id)
    dismissed = project.notes.dismiss_all(draft.id)
    assert [note.id for note in dismissed] == [note.id for note in notes[1:]]
    assert {note.state for note in dismissed} == {NoteState.DISMISSED}
    assert project.notes.get(notes[0].id).claim == claim.id
    project.history.undo()
    assert [note.state for note in project.notes.of(draft.id)] == [NoteState.ACCEPTED, NoteState.OPEN, NoteState.OPEN]


def test_a_note_becomes_one_claim_unless_that_was_removed(project: Project, notes: list[AuthorNote]) -> None:
    claim = project.notes.accept(notes[0].id)
    for command in (project.notes.accept, project.notes.dismiss):
        with pytest.raises(AnnotatorError, match="made of this note already"):
            command(notes[0].id)
    project.claims.remove(claim.id)
    again = project.notes.accept(notes[0].id)
    assert again.id != claim.id
    dismissed = project.notes.dismiss(notes[1].id)
    assert dismissed.state is NoteState.DISMISSED
    assert project.notes.accept(notes[1].id).statement == notes[1].selector.exact


def test_what_is_not_there_is_told(project: Project, draft: Article) -> None:
    for command in (project.notes.get, project.notes.accept, project.notes.dismiss):
        with pytest.raises(AnnotatorError, match="no author's note"):
            command("none")
    for of_article in (project.notes.of, project.notes.accept_all, project.notes.dismiss_all):
        with pytest.raises(AnnotatorError, match="no article"):
            of_article("none")
    project.articles.remove(draft.id)
    assert project.notes.all() == []


def test_notes_come_back_from_json(project: Project, draft: Article, notes: list[AuthorNote], tmp_path: Path) -> None:
    project.notes.accept(notes[0].id)
    project.notes.dismiss(notes[1].id)
    project.export("json", tmp_path / "whole.json")
    with Project.create(tmp_path / "fresh.factcheck") as fresh:
        fresh.articles.add(tmp_path / "whole.json")
        assert fresh.notes.of(draft.id) == project.notes.of(draft.id)
        assert visible(fresh) | {"title": 0} == visible(project) | {"title": 0}
        assert fresh.check() == []


def test_only_colleagues_read_notes(project: Project, notes: list[AuthorNote]) -> None:
    report = project.report()
    assert list(report.notes) == notes
    assert report.without_notes().notes == ()


def test_a_note_is_added_to_a_claim_that_is_there(project: Project, draft: Article, notes: list[AuthorNote]) -> None:
    claim = project.claims.mark(draft.id, notes[1].span, note="Ask which register.")
    sentence = project.claims.mark(draft.id, Span(0, 52))
    project.claims.mark(draft.id, Span(53, 60))
    assert [each.id for each in project.notes.claims_at(notes[1].id)] == [claim.id, sentence.id]
    before, steps = visible(project), len(project.history.steps())
    assert project.notes.accept(notes[1].id, claim.id).id == claim.id
    assert project.claims.get(claim.id).note == f"Ask which register.\n\nAuthor’s note (An Author): {notes[1].text}"
    assert [e.stance for e in project.claims.get(claim.id).evidence] == [Stance.CONTEXT]
    assert project.notes.get(notes[1].id).claim == claim.id
    assert project.notes.of_claim(claim.id) == [project.notes.get(notes[1].id)]
    assert (len(project.claims.all()), len(project.history.steps())) == (3, steps + 1)
    project.history.undo()
    assert visible(project) == before
    assert project.notes.of_claim(claim.id) == []


def test_a_source_is_attached_once_to_a_claim_of_several_notes(project: Project) -> None:
    twice = tuple(ImportedNote(Span(11, 18), NoteKind.COMMENT, f"{n}: https://register.example/") for n in range(2))
    draft = with_article(project, notes=twice)
    (claim,) = project.notes.accept_all(draft.id)
    assert [len(each.evidence) for each in project.claims.all()] == [1]
    assert [note.text for note in project.notes.of_claim(claim.id)] == [note.text for note in twice]
    assert project.claims.get(claim.id).note.count("Author’s note: ") == 2


def test_a_note_as_long_as_can_be_is_accepted_and_kept_whole(project: Project) -> None:
    long = tuple(ImportedNote(Span(11, 18), NoteKind.COMMENT, f"{n}" + "x" * 1_999_990) for n in range(2))
    draft = with_article(project, notes=long)
    (claim,) = project.notes.accept_all(draft.id)
    assert len(project.claims.get(claim.id).note) < 50_000
    assert [len(note.text) for note in project.notes.of_claim(claim.id)] == [1_999_991] * 2


@given(st.data())
def test_a_note_anywhere_is_about_words_near_it(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    text = data.draw(strategies.articles)
    ends = st.integers(0, len(text) + 5)
    spans = data.draw(st.lists(st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair))), max_size=4))
    found = tuple(ImportedNote(span, NoteKind.COMMENT, data.draw(strategies.hostile)) for span in spans)
    with Project.create(tmp_path_factory.mktemp("notes") / "desk.factcheck") as project:
        draft = with_article(project, text, notes=found)
        for note in project.notes.of(draft.id):
            assert text[note.span.start : note.span.end] == note.selector.exact
            assert note.selector.exact.strip() and note.text
        project.notes.accept_all(draft.id)
        assert project.check() == []
        assert len(project.claims.all()) == len({note.span for note in project.notes.of(draft.id)})


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("See https://a.example/x.", ["https://a.example/x"]),
        ("(https://a.example/x_(y))", ["https://a.example/x_(y)"]),
        (
            "[link](https://a.example/?q=1&r=2), and HTTP://B.example",
            ["https://a.example/?q=1&r=2", "HTTP://B.example"],
        ),
        ("“https://a.example/ü” https://a.example/ü", ["https://a.example/ü"]),
        ("https:// ftp://a.example javascript:alert(1) www.a.example", []),
        ("<https://a.example>", ["https://a.example"]),
    ],
)
def test_addresses_are_found_without_what_surrounds_them(words: str, found: list[str]) -> None:
    assert addresses(words) == found


def test_notes_about_the_same_words_are_one_claim(project: Project) -> None:
    about = (
        ImportedNote(Span(37, 51), NoteKind.COMMENT, "First, https://register.example/1994", "An Author"),
        ImportedNote(Span(37, 51), NoteKind.COMMENT, "Then, https://register.example/1994 and https://other.example/"),
        ImportedNote(Span(54, 60), NoteKind.COMMENT, "a" * 500),
    )
    article = with_article(project, notes=about)
    one, other = project.notes.accept_all(article.id)
    assert (one.statement, other.statement) == (TEXT[37:51], TEXT[54:60])
    told = ("First, https://register.example/1994", "Then, https://register.example/1994 and https://other.example/")
    assert one.note == f"Author’s note (An Author): {told[0]}\n\nAuthor’s note: {told[1]}"
    urls = {source.id: source.url for source in project.sources.all()}
    attached = ["https://register.example/1994", "https://other.example/"]
    assert [(urls[each.source], each.stance) for each in one.evidence] == [(url, Stance.CONTEXT) for url in attached]
    assert [note.claim for note in project.notes.of(article.id)] == [one.id, one.id, other.id]
    assert project.check() == []


@pytest.mark.parametrize("act", ["accept_all", "dismiss_all"])
def test_all_at_once_tells_how_far_it_is_and_can_be_stopped(project: Project, draft: Article, act: str) -> None:
    before, told = visible(project), list[tuple[int, int]]()

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        raise Cancelled

    with pytest.raises(Cancelled):
        getattr(project.notes, act)(draft.id, stop)
    assert told == [(0, 3)] and visible(project) == before
    getattr(project.notes, act)(draft.id, lambda done, total: told.append((done, total)))
    assert len(told) > 1 and all(each == (0, 3) for each in told)
    assert NoteState.OPEN not in {note.state for note in project.notes.of(draft.id)}
