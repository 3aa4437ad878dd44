"""Two drafts of an article in which something of every kind happens to its claims, and claims marked in the first."""

from annotator.domain.model import Article, Claim, ImportedArticle
from annotator.project import Project
from tests.project.making import imported, with_article

FIRST = """The bridge at Exampleton is 412 metres long. It was opened on 3 May 1999 by the mayor.

The town paid 27 million for it, two thirds of which came from the region. Nobody was hurt while it was built.

Every day 9,000 cars cross the bridge. In winter it is closed on about ten days.

The engineers came from three countries. Their work was praised by the press."""

SECOND = """Every day 9,000 cars cross the bridge. In winter it is closed on about ten days.

The bridge at Exampleton is 421 metres long. It was opened on 3 May 1999 by the mayor.

The town paid 27 million for it, two thirds of which came from the region.

A second bridge is planned for 2031, says the council. The engineers came from three countries."""

SAME, MOVED, CHANGED, GONE = "27 million", "9,000 cars", "412 metres", "Nobody was hurt while it was built."
CHANGED_TO = "421 metres"


def first(project: Project) -> Article:
    return with_article(project, FIRST, title="The bridge")


def second() -> ImportedArticle:
    return imported(SECOND, title="The bridge")


def marked(project: Project, article: Article, *quotes: str, rating: str = "confirmed") -> list[Claim]:
    """A claim with a verdict for each of the quotations."""
    claims = [project.claims.mark_quote(article.id, quote) for quote in quotes]
    for claim in claims:
        project.verdicts.give(claim.id, rating, "Counted.")
    return [project.claims.get(claim.id) for claim in claims]
