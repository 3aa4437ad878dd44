"""Brings claims that came without their text together with an article of the project that has it."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.model import Article, Mention
from annotator.domain.report import QUOTED, Report
from annotator.domain.selectors import best_place, make


def joined(report: Report, known: Sequence[Article]) -> tuple[Report, str]:
    """The report, its mentions moved to the articles of the project with the same address that hold their words, and
    the id of the article to be shown. What is found nowhere stays with the words quoted."""
    by_url = {article.url: article for article in known if article.url and article.media_type != QUOTED}
    homes = {article.id: by_url[article.url] for article in report.articles if _is_quoted(article, by_url)}
    if not homes:
        return report, report.articles[0].id if report.articles else ""
    claims = tuple(replace(claim, mentions=tuple(_moved(m, homes) for m in claim.mentions)) for claim in report.claims)
    still = {mention.article for claim in claims for mention in claim.mentions}
    articles = tuple(article for article in report.articles if article.id not in homes or article.id in still)
    shown = [*articles, *homes.values()]
    return replace(report, claims=claims, articles=articles), shown[0].id


def _is_quoted(article: Article, by_url: dict[str, Article]) -> bool:
    return article.media_type == QUOTED and article.url in by_url


def _moved(mention: Mention, homes: dict[str, Article]) -> Mention:
    article, selector = homes.get(mention.article), mention.selector
    span = best_place(article.text, selector.exact, selector.prefix, selector.suffix) if article else None
    if article is None or span is None:
        return mention
    return replace(mention, article=article.id, selector=make(article.text, span))
