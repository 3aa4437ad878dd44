"""The verbs for a text that changes: what became of its claims, placing those that were lost, putting words right."""

from collections.abc import Iterator

from annotator.cli import lines, shapes
from annotator.cli.options import ID, NUMBER, SPANS, TEXT, Given, Option
from annotator.cli.verb import Verb
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Mention, MentionState, Span
from annotator.domain.revision import Carried, Revision
from annotator.project import Project

Added = tuple[Article, Revision | None]
"""An article, and how it differs from the version that it supersedes."""


def with_revision(project: Project, article: Article) -> Added:
    return article, project.articles.revision(article.id) if article.supersedes else None


def shape_added(added: Added) -> shapes.Shape:
    article, revision = added
    text = article.text
    return {**shapes.article(article), **({"revision": shape_revision(revision, text)} if revision else {})}


def shape_revision(revision: Revision, text: str) -> shapes.Shape:
    return {
        "article": revision.article,
        "supersedes": revision.supersedes,
        **{str(state): count for state, count in revision.counts.items()},
        "mentions": [
            {
                "claim": each.claim,
                "state": str(each.state),
                "old": shapes.mention(each.old),
                "new": shapes.mention(each.new) if each.new else None,
            }
            for each in revision.carried
        ],
        "new_sentences": [
            {"start": span.start, "end": span.end, "exact": text[span.start : span.end]} for span in revision.fresh
        ],
    }


def lines_added(values: list[Added]) -> Iterator[str]:
    for article, revision in values:
        yield from lines.added([article])
        if revision:
            yield _counts(revision)


def _counts(revision: Revision) -> str:
    told = ", ".join(f"{state} {count}" for state, count in revision.counts.items())
    return f"{told}; new or reworded sentences: {len(revision.fresh)}"


def _revision(project: Project, given: Given) -> tuple[Article, Revision]:
    return project.articles.get(given["article"]), project.articles.revision(given["article"])


def _revision_lines(told: tuple[Article, Revision]) -> Iterator[str]:
    article, revision = told
    yield _counts(revision)
    changed = [each for each in revision.carried if each.state is not MentionState.SAME]
    words = ((str(e.state), e.claim, e.old.selector.exact, _words_now(e, article.text)) for e in changed)
    fresh = (("new", "", "", article.text[span.start : span.end]) for span in revision.fresh)
    if rows := [*words, *fresh]:
        yield from lines.table(("STATE", "CLAIM", "WORDS BEFORE", "WORDS NOW"), rows)


def _words_now(each: Carried, text: str) -> str:
    """The words in the new version; of a mention that is unsure, those of its candidates."""
    if each.new:
        return each.new.selector.exact
    return " or ".join(f"“{text[span.start : span.end]}”?" for span in each.old.candidates)


def only_span(given: Given) -> Span:
    """The one place that was given. Raises AnnotatorError for several, or one that is none."""
    pairs = given["span"]
    if len(pairs) != 1 or not 0 <= pairs[0][0] <= pairs[0][1]:
        raise AnnotatorError("One place in the text is needed.", "Give START:END in characters, counted from 0.")
    return Span(*pairs[0])


def _place_given(project: Project, article: str, given: Given) -> Span:
    if "span" in given:
        return only_span(given)
    return project.claims.find(article, given["quote"], given.get("occurrence", 1))


def _correct(project: Project, given: Given) -> Added:
    span = _place_given(project, given["article"], given)
    return with_revision(project, project.articles.correct(given["article"], span, given["text"]))


def _place(project: Project, given: Given) -> Mention:
    mention = next((m for claim in project.claims.all() for m in claim.mentions if m.id == given["mention"]), None)
    if mention is None:
        raise AnnotatorError(f"There is no mention with the id “{given['mention']}”.", "Look it up with `claims`.")
    newest = project.articles.newest(mention.article)
    return project.claims.place(mention.id, _place_given(project, newest, given))


_QUOTE = Option("quote", "the words, as the article has them", TEXT)
_SPAN = Option("span", "the words by their place, in code points", SPANS, metavar="START:END")
_OCCURRENCE = Option("occurrence", "which of several places that hold the quote; 1 is the first", NUMBER)
_ARTICLE = Option("article", "the article, by its id", ID, needed=True)

REVISION = Verb(
    "revision",
    "Tell what became of the claims of the version that an article supersedes, and what it says anew.",
    _revision,
    lambda told: shape_revision(told[1], told[0].text),
    _revision_lines,
    (_ARTICLE,),
)
PLACE = Verb(
    "place",
    "Say where in the newest version a mention is that was unsure or gone.",
    _place,
    shapes.mention,
    lambda mention: [f"{mention.id}  {lines.short(mention.selector.exact)}"],
    (Option("mention", "the mention, by its id", ID, needed=True), _QUOTE, _SPAN, _OCCURRENCE),
    either=("quote", "span"),
)
CORRECT = Verb(
    "correct",
    "Put some words of an article right: a new version of it, with its claims carried over.",
    _correct,
    shape_added,
    lambda added: lines_added([added]),
    (
        _ARTICLE,
        _QUOTE,
        _SPAN,
        _OCCURRENCE,
        Option("text", "the words in their place; a blank line begins a new paragraph", TEXT, needed=True),
    ),
    either=("quote", "span"),
)
