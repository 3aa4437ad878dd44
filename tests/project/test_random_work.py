"""Random work by two processes on one file, against a model that keeps a copy of what was seen after each step."""

import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import (
    BlockKind,
    Claim,
    ClaimKind,
    ImportedNote,
    NoteKind,
    ReplyKind,
    Severity,
    Source,
    SourceKind,
    Span,
    Stance,
)
from annotator.domain.revision import UNSETTLED
from annotator.project import Project
from annotator.storage import file
from annotator.storage.projections import rebuild
from tests import strategies
from tests.project.making import TEXT, imported, tables, visible, with_article

_T = TypeVar("_T")

TEXTS = (TEXT, "👩‍👩‍👧 went home. العربية عربية\ne\u0301te\u0301 中文\n\n• one\n• two")
numbers = st.integers(0, 1 << 16)


def solid(text: str, first: int, last: int) -> Span | None:
    """A span of the text, from two numbers."""
    start, end = sorted((first % (len(text) + 1), last % (len(text) + 1)))
    return Span(start, end) if text[start:end].strip() else None


class RandomWork(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "work.factcheck"
        Project.create(self.path, checker="first", device="first").close()
        self.projects = [self._open("first"), self._open("second")]
        self.seen = visible(self.project)
        self.before: list[dict[str, Any]] = []
        self.after: list[dict[str, Any]] = []

    def _open(self, name: str) -> Project:
        return Project.open(self.path, checker=name, device=name)

    @property
    def project(self) -> Project:
        return self.projects[0]

    def work(self, command: Callable[[], object]) -> None:
        """Do it; when it made a step, what was seen before it can be had back."""
        steps = self.project.history.steps(1)
        command()
        if self.project.history.steps(1) != steps:
            self.before.append(self.seen)
            self.after.clear()
        self.seen = visible(self.project)

    def any_of(self, things: list[_T], number: int) -> _T | None:
        return things[number % len(things)] if things else None

    def a_claim(self, number: int) -> Claim | None:
        return self.any_of(self.project.claims.all(), number)

    def a_source(self, number: int) -> Source | None:
        return self.any_of(self.project.sources.all(), number)

    @initialize()
    def begin(self) -> None:
        self.work(lambda: with_article(self.project))
        self.work(lambda: self.project.sources.add("A register"))

    @rule(number=numbers)
    def add_article(self, number: int) -> None:
        note = ImportedNote(Span(0, 1 + number % 9), NoteKind.COMMENT, "See https://register.example/.")
        self.work(lambda: with_article(self.project, TEXTS[number % 2], title="T", notes=(note,)))

    @rule(number=numbers, what=st.sampled_from(("accept", "dismiss", "accept_all", "dismiss_all")))
    def look_at_note(self, number: int, what: str) -> None:
        if note := self.any_of(self.project.notes.all(), number):
            which = note.article if what.endswith("all") else note.id
            self.work(lambda: self.willing(lambda: getattr(self.project.notes, what)(which)))

    @rule(number=numbers, kind=st.sampled_from(ReplyKind), text=strategies.names)
    def reply(self, number: int, kind: ReplyKind, text: str) -> None:
        if claim := self.a_claim(number):
            self.work(lambda: self.project.replies.add(claim.id, kind, "An Editor", "2026-01-01", text))

    @rule(number=numbers, first=numbers, last=numbers, kind=st.sampled_from(ClaimKind))
    def mark(self, number: int, first: int, last: int, kind: ClaimKind) -> None:
        article = self.any_of(self.project.articles.all(), number)
        if article and (span := solid(article.text, first, last)):
            self.work(lambda: self.project.claims.mark(article.id, span, kind=kind))
            assert article.text[span.start : span.end] in [
                mention.selector.exact for claim in self.project.claims.all() for mention in claim.mentions
            ]

    @rule(number=numbers, where=numbers, first=numbers, last=numbers)
    def add_mention(self, number: int, where: int, first: int, last: int) -> None:
        claim, article = self.a_claim(number), self.any_of(self.project.articles.all(), where)
        if claim and article and (span := solid(article.text, first, last)):
            self.work(lambda: self.project.claims.add_mention(claim.id, article.id, span))

    @rule(number=numbers, first=numbers, last=numbers)
    def move_mention(self, number: int, first: int, last: int) -> None:
        mention = self.any_of([m for claim in self.project.claims.all() for m in claim.mentions], number)
        if mention and (span := solid(self.project.articles.get(mention.article).text, first, last)):
            self.work(lambda: self.willing(lambda: self.project.claims.move_mention(mention.id, span)))

    @rule(number=numbers, first=numbers, last=numbers)
    def add_part(self, number: int, first: int, last: int) -> None:
        mention = self.any_of([m for claim in self.project.claims.all() for m in claim.mentions], number)
        if mention and (span := solid(self.project.articles.get(mention.article).text, first, last)):
            self.work(lambda: self.willing(lambda: self.project.claims.add_part(mention.id, span)))

    def willing(self, command: Callable[[], object]) -> None:
        """Do what may be refused, as parts that overlap are."""
        with suppress(AnnotatorError):
            command()

    @rule(number=numbers)
    def remove_mention(self, number: int) -> None:
        claim = self.any_of([claim for claim in self.project.claims.all() if len(claim.mentions) > 1], number)
        if claim:
            self.work(lambda: self.project.claims.remove_mention(claim.mentions[number % len(claim.mentions)].id))

    @rule(number=numbers, statement=strategies.names, note=strategies.hostile, when=st.sampled_from(("", "1994", "?")))
    def edit_claim(self, number: int, statement: str, note: str, when: str) -> None:
        if claim := self.a_claim(number):
            self.work(lambda: self.project.claims.set(claim.id, statement=statement, note=note, claim_date=when))

    @rule(number=numbers, severity=st.sampled_from(Severity))
    def set_severity(self, number: int, severity: Severity) -> None:
        if claim := self.a_claim(number):
            self.work(lambda: self.project.claims.set(claim.id, severity=severity))
            assert self.project.claims.get(claim.id).severity is severity

    @rule(title=strategies.names, kind=st.sampled_from(SourceKind), secret=st.booleans())
    def add_source(self, title: str, kind: SourceKind, secret: bool) -> None:
        given = {"confidential": True} if secret else {}
        self.work(lambda: self.project.sources.add(title, kind=kind, **given))

    @rule(number=numbers, author=strategies.hostile, secret=st.booleans())
    def edit_source(self, number: int, author: str, secret: bool) -> None:
        if source := self.a_source(number):
            self.work(lambda: self.project.sources.set(source.id, author=author, confidential=secret))

    @rule(number=numbers, data=st.binary(max_size=20))
    def keep_snapshot(self, number: int, data: bytes) -> None:
        if source := self.a_source(number):
            (copy := self.path.with_name("copy")).write_bytes(data)
            self.work(lambda: self.project.sources.keep_snapshot(source.id, copy))

    @rule(number=numbers, which=numbers, stance=st.sampled_from(Stance), excerpt=strategies.hostile)
    def attach(self, number: int, which: int, stance: Stance, excerpt: str) -> None:
        claim, source = self.a_claim(number), self.a_source(which)
        if claim and source:
            self.work(lambda: self.project.evidence.attach(claim.id, source.id, stance, excerpt))

    @rule(number=numbers, locator=strategies.hostile, gone=st.booleans())
    def edit_evidence(self, number: int, locator: str, gone: bool) -> None:
        evidence = self.any_of([e for claim in self.project.claims.all() for e in claim.evidence], number)
        if evidence:
            desk = self.project.evidence
            self.work(lambda: desk.detach(evidence.id) if gone else desk.set(evidence.id, locator=locator))

    @rule(number=numbers, rating=numbers, rationale=strategies.hostile)
    def rate(self, number: int, rating: int, rationale: str) -> None:
        if claim := self.a_claim(number):
            ratings = self.project.scale.ratings
            key = ratings[rating % len(ratings)].key
            self.work(lambda: self.project.verdicts.give(claim.id, key, rationale))

    @rule(number=numbers, withdraw=st.booleans())
    def look_at_verdict(self, number: int, withdraw: bool) -> None:
        claims = self.project.claims.all()
        verdict = self.any_of([claim.verdict for claim in claims if claim.verdict], number)
        if verdict and withdraw:
            self.work(lambda: self.project.verdicts.withdraw(verdict.id))
        elif verdict and verdict.checker.id != self.project.checker.id:
            self.work(lambda: self.project.reviews.give(verdict.id, bool(number % 2), "seen"))

    @rule(number=numbers, what=st.sampled_from(("articles", "claims", "sources")))
    def remove(self, number: int, what: str) -> None:
        desk = getattr(self.project, what)
        if thing := self.any_of(desk.all(), number):
            self.work(lambda: desk.remove(thing.id))

    @rule(number=numbers, block=numbers, kind=st.sampled_from(BlockKind))
    def set_kind(self, number: int, block: int, kind: BlockKind) -> None:
        if article := self.any_of(self.project.articles.all(), number):
            start = article.blocks[block % len(article.blocks)].start
            self.work(lambda: self.project.articles.set_kind(article.id, start, kind))

    @rule(number=numbers, first=numbers, last=numbers, words=strategies.hostile)
    def correct(self, number: int, first: int, last: int, words: str) -> None:
        if article := self.any_of(self.project.articles.all(), number):
            start, end = sorted((first % (len(article.text) + 1), last % (len(article.text) + 1)))
            self.work(lambda: self.willing(lambda: self.project.articles.correct(article.id, Span(start, end), words)))

    @rule(number=numbers, text=numbers)
    def add_version(self, number: int, text: int) -> None:
        if article := self.any_of(self.project.articles.all(), number):
            self.work(lambda: self.project.articles.add_read(imported(TEXTS[text % 2]), supersedes=article.id))

    @rule(number=numbers, first=numbers, last=numbers)
    def place(self, number: int, first: int, last: int) -> None:
        mentions = [m for claim in self.project.claims.all() for m in claim.mentions if m.state in UNSETTLED]
        if mention := self.any_of(mentions, number):
            newest = self.project.articles.get(self.project.articles.newest(mention.article))
            if span := solid(newest.text, first, last):
                self.work(lambda: self.willing(lambda: self.project.claims.place(mention.id, span)))

    @rule(number=numbers, title=strategies.names, byline=strategies.hostile)
    def edit_article(self, number: int, title: str, byline: str) -> None:
        if article := self.any_of(self.project.articles.all(), number):
            self.work(lambda: self.project.articles.set(article.id, title=title, byline=byline))

    @rule(title=strategies.names, scale=st.sampled_from(("editorial", "three", "truth")))
    def set_project(self, title: str, scale: str) -> None:
        def both() -> None:
            with self.project.step("Set project"):
                self.project.set_title(title)
                self.project.set_scale(scale)

        self.work(both)

    @rule(number=numbers, note=strategies.hostile)
    def fail_half_way(self, number: int, note: str) -> None:
        def failing() -> None:
            try:
                with self.project.step("Fail"):
                    self.project.sources.add("half")
                    if claim := self.a_claim(number):
                        self.project.claims.set(claim.id, note=note)
                    raise InterruptedError
            except InterruptedError:
                pass

        seen = self.seen
        self.work(failing)
        assert self.seen == seen

    @rule(number=numbers)
    def fail_within_a_step(self, number: int) -> None:
        def partly() -> None:
            with self.project.step("Partly"):
                self.project.sources.add("kept")
                try:
                    with self.project.step("Inner"):
                        self.project.sources.add("not kept")
                        raise InterruptedError
                except InterruptedError:
                    pass

        self.work(partly)
        assert "not kept" not in [source.title for source in self.project.sources.all()]

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        name = self.project.history.undoable
        assert self.project.history.undo() == name is not None
        self.after.append(self.seen)
        self.seen = self.before.pop()

    @precondition(lambda self: self.after)
    @rule()
    def redo(self) -> None:
        name = self.project.history.redoable
        assert self.project.history.redo() == name is not None
        self.before.append(self.seen)
        self.seen = self.after.pop()

    @precondition(lambda self: not self.before)
    @rule()
    def undo_nothing(self) -> None:
        assert self.project.history.undo() is None

    @precondition(lambda self: not self.after)
    @rule()
    def redo_nothing(self) -> None:
        assert self.project.history.redo() is None

    @rule()
    def reopen(self) -> None:
        self.project.close()
        self.projects[0] = self._open(self.project.checker.name)

    @rule()
    def let_the_other_process_work(self) -> None:
        self.projects.reverse()
        self.project.refresh()

    @rule()
    def build_the_tables_anew(self) -> None:
        before = tables(self.path)
        with closing(file.open_file(self.path).db) as db:
            rebuild(db)
        assert tables(self.path) == before

    @invariant()
    def both_processes_show_what_the_model_says(self) -> None:
        assert visible(self.project) == self.seen
        assert self.projects[1].claims.all() == self.seen["claims"]

    def teardown(self) -> None:
        for project in self.projects:
            problems = project.check()
            project.close()
            assert problems == []
        assert sorted(p.name for p in self.path.parent.iterdir() if p.name != "copy") == [self.path.name]
        self.folder.cleanup()


TestRandomWork = RandomWork.TestCase
TestRandomWork.settings = settings(max_examples=40, stateful_step_count=30)
