"""What a new version of an article asks a person to look at, and what takes it out of the queue."""

from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Mention, MentionState, Progress, Span
from annotator.domain.revision import Recheck, RecheckKind
from annotator.project import Project
from annotator.project.rechecks import Rechecks
from tests.project.drafts import CHANGED, CHANGED_TO, GONE, MOVED, SAME, SECOND, first, marked, second
from tests.project.making import agree, imported

FERRY = "The ferry sank in the harbour. All the passengers were saved. The harbour was closed.\n\nIt was Monday."
FERRY_TORN = "The ferry sank in the harbour. The harbour was closed.\n\nIt was Monday. All the passengers were saved."
NEW = "A second bridge is planned for 2031, says the council."


@pytest.fixture
def old(project: Project) -> Article:
    return first(project)


@pytest.fixture
def new(project: Project, old: Article) -> Article:
    marked(project, old, SAME, MOVED, CHANGED, GONE)
    return project.articles.add_read(second(), supersedes=old.id)


def queue(project: Project, new: Article) -> list[Recheck]:
    fresh = project.rechecks.fresh(new, project.articles.get(new.supersedes)) if new.supersedes else []
    return project.rechecks.of(new.id, fresh)


def words(project: Project, new: Article) -> list[tuple[RecheckKind, str]]:
    return [(r.kind, r.old[0].selector.exact if r.old else said(new, r.span)) for r in queue(project, new)]


def said(article: Article, span: Span | None) -> str:
    return article.text[span.start : span.end] if span else ""


def test_what_changed_is_gone_or_is_new_waits_and_nothing_else(project: Project, new: Article) -> None:
    assert words(project, new) == [
        (RecheckKind.CHANGED, CHANGED),
        (RecheckKind.GONE, GONE),
        (RecheckKind.FRESH, NEW),
    ]
    assert [part.selector.exact for part in queue(project, new)[0].new] == [CHANGED_TO]


def test_an_article_that_supersedes_none_asks_for_nothing(project: Project, old: Article) -> None:
    marked(project, old, SAME)
    assert project.rechecks.of(old.id) == []


def test_a_claim_rated_again_is_out_and_undo_brings_it_back(project: Project, new: Article) -> None:
    changed = queue(project, new)[0]
    assert changed.claim
    project.verdicts.give(changed.claim.id, "confirmed", "Measured again.")
    assert RecheckKind.CHANGED not in [recheck.kind for recheck in queue(project, new)]
    project.history.undo()
    assert queue(project, new)[0] == changed


def test_an_orphan_that_is_placed_asks_for_a_verdict_of_its_new_words(project: Project, new: Article) -> None:
    gone = queue(project, new)[1]
    at = SECOND.index("two thirds of which")
    project.claims.place(gone.old[0].id, Span(at, at + len("two thirds of which")))
    kinds = [recheck.kind for recheck in queue(project, new)]
    assert kinds == [RecheckKind.CHANGED, RecheckKind.CHANGED, RecheckKind.FRESH]


def test_what_is_passed_over_is_out_until_that_is_undone(project: Project, new: Article) -> None:
    _, gone, fresh = queue(project, new)
    project.rechecks.pass_over(new.id, gone)
    project.rechecks.pass_over(new.id, fresh)
    assert [recheck.kind for recheck in queue(project, new)] == [RecheckKind.CHANGED]
    assert project.check() == []
    agree(project)
    step = project.history.undo()
    assert step and step.name == "Skip sentence"
    assert [recheck.kind for recheck in queue(project, new)] == [RecheckKind.CHANGED, RecheckKind.FRESH]


def test_changed_words_cannot_be_passed_over(project: Project, new: Article) -> None:
    with pytest.raises(AnnotatorError, match="words of this claim have changed"):
        project.rechecks.pass_over(new.id, queue(project, new)[0])


def test_a_claim_in_a_new_sentence_takes_it_out(project: Project, new: Article) -> None:
    project.claims.mark_quote(new.id, "planned for 2031")
    assert RecheckKind.FRESH not in [recheck.kind for recheck in queue(project, new)]


def test_a_version_after_that_still_asks_and_what_was_passed_over_stays_so(project: Project, new: Article) -> None:
    _, gone, _ = queue(project, new)
    project.rechecks.pass_over(new.id, gone)
    third = project.articles.add_read(imported(SECOND + "\n\nThe end."), supersedes=new.id)
    assert words(project, third) == [(RecheckKind.CHANGED, CHANGED), (RecheckKind.FRESH, "The end.")]


def test_one_that_is_unsure_has_its_candidates_and_can_be_said_to_be_gone(project: Project) -> None:
    old = project.articles.add_text(FERRY)
    claim = project.claims.mark_quote(old.id, "sank in the harbour. All the passengers")
    new = project.articles.add_text(FERRY_TORN, supersedes=old.id)
    (mention,) = claim.mentions
    unsure = queue(project, new)[0]
    assert unsure.kind is RecheckKind.UNSURE and unsure.old[0].candidates
    project.rechecks.pass_over(new.id, unsure)
    assert state_of(project, mention) is MentionState.GONE
    assert RecheckKind.UNSURE not in [recheck.kind for recheck in queue(project, new)]


def state_of(project: Project, mention: Mention) -> MentionState:
    return next(m.state for m in project.claims.get(mention.claim).mentions if m.id == mention.id)


# ---- several versions on end


def waiting(project: Project, article: Article) -> list[str]:
    """The new sentences of a version that wait."""
    asked = project.rechecks.of(article.id, project.rechecks.waiting(article.id))
    return [said(article, each.span) for each in asked if each.kind is RecheckKind.FRESH]


def corrected(project: Project, article: Article, words: str, others: str) -> Article:
    start = article.text.index(words)
    return project.articles.correct(article.id, Span(start, start + len(words)), others)


def test_a_new_sentence_waits_on_when_another_is_corrected(project: Project, new: Article) -> None:
    assert waiting(project, new) == [NEW]
    after = corrected(project, new, "opened on 3 May", "opened, on 3 May,")
    assert NEW in waiting(project, after)
    later = corrected(project, after, "planned for 2031", "planned for 2032")
    assert [words for words in waiting(project, later) if "second" in words] == [NEW.replace("2031", "2032")]


def test_a_new_sentence_that_was_passed_over_or_marked_is_not_asked_about_in_the_next_version(
    project: Project, old: Article
) -> None:
    new = project.articles.add_text(f"{old.text}\n\nIt rained in May. It snowed in June.", supersedes=old.id)
    first_new, _ = project.rechecks.of(new.id, project.rechecks.waiting(new.id))
    project.rechecks.pass_over(new.id, first_new)
    project.claims.mark_quote(new.id, "snowed in June")
    assert waiting(project, new) == []
    after = project.articles.add_text(f"A word before.\n\n{new.text}", supersedes=new.id)
    assert waiting(project, after) == ["A word before."]


def test_a_place_passed_over_in_one_version_is_asked_about_in_another(project: Project, old: Article) -> None:
    new = project.articles.add_text(f"{old.text}\n\nIt rained in May.", supersedes=old.id)
    (rain,) = project.rechecks.of(new.id, project.rechecks.waiting(new.id))
    project.rechecks.pass_over(new.id, rain)
    after = project.articles.add_text(f"{old.text}\n\nHail fell often.", supersedes=new.id)
    assert waiting(project, after) == ["Hail fell often."], "other words in the very same place"


def test_what_is_known_of_earlier_versions_is_not_looked_for_again(
    project: Project, new: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = corrected(project, new, "opened on 3 May", "opened, on 3 May,")
    found = project.rechecks.waiting(new.id)
    compared: list[str] = []
    fresh = Rechecks.fresh

    def counted(new: Article, old: Article, progress: Progress | None = None) -> list[Span]:
        compared.append(new.id)
        return fresh(new, old, progress)

    monkeypatch.setattr(Rechecks, "fresh", staticmethod(counted))
    assert project.rechecks.waiting(after.id, {new.id: found}) == project.rechecks.waiting(after.id)
    assert compared == [after.id, new.id, after.id]


def test_a_sentence_reworded_around_a_claim_is_to_be_looked_at_and_one_whose_claim_changed_is_not_twice(
    tmp_path: Path,
) -> None:
    with Project.create(tmp_path / "p.factcheck", checker="A") as project:
        old = project.articles.add_text("The firm has paid the fine in full.\n\nThe dam is 60 metres high.")
        for words in ("paid the fine in full", "60 metres"):
            project.claims.mark_quote(old.id, words)
        said = "The firm has not paid the fine in full.\n\nThe dam is 70 metres high."
        new = project.articles.add_text(said, supersedes=old.id)
        fresh = project.rechecks.fresh(new, old)
        asked = project.rechecks.of(new.id, fresh)
        assert [each.kind for each in asked] == [RecheckKind.CHANGED, RecheckKind.FRESH]
        assert asked[1].span == Span(0, said.index("\n"))
        revision = project.articles.revision(new.id)
        assert revision.fresh == (asked[1].span,)
        waiting = f"1 sentence, new or reworded, waits to be looked at in the newest version of “{new.title}”."
        assert [point.sentence for point in project.open_points() if not point.claim] == [waiting]
        assert waiting in project.export("csv", tmp_path / "report.csv").remarks.sentences()
        assert waiting in project.remarks("csv", new.id).sentences()
        project.claims.mark(new.id, asked[1].span)
        assert all(point.claim for point in project.open_points())
        assert [each.kind for each in project.rechecks.of(new.id, fresh)] == [RecheckKind.CHANGED]


def test_a_sentence_reworded_around_a_claim_waits_on_in_the_next_version(project: Project, old: Article) -> None:
    marked(project, old, "9,000 cars")
    new = project.articles.add_text(old.text.replace("Every day 9,000 cars", "Not every day 9,000 cars"), "", old.id)
    reworded = "Not every day 9,000 cars cross the bridge."
    assert waiting(project, new) == [reworded]
    after = corrected(project, new, "opened on 3 May", "opened, on 3 May,")
    assert reworded in waiting(project, after)


def test_a_version_that_was_undone_meanwhile_has_nothing_that_waits(project: Project) -> None:
    old = project.articles.add_text("The tower is 412 m high.")
    new = project.articles.add_text("The tower is 412 m high. It was opened in 1999.", supersedes=old.id)
    assert project.rechecks.waiting(new.id)
    project.history.undo()
    assert project.rechecks.waiting(new.id) == []
