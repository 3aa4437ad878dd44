"""What a report must hold to be kept in a project, whoever made the file that it was read from."""

from annotator.domain.model import MentionState
from annotator.domain.report import Report
from annotator.domain.text import canonical


def faults(report: Report) -> list[str]:
    """Every sentence about a report that should not be true of any."""
    found: list[str] = []
    texts = {article.id: article.text for article in report.articles}
    sources = {source.id for source in report.sources}
    ids = [*texts, *sources]
    for article in report.articles:
        found += ["an article's text is not canonical"] if canonical(article.text) != article.text else []
        found += ["an article has no text"] if not article.text.strip() else []
        for block in article.blocks:
            found += ["a block lies outside its text"] if not 0 <= block.start < block.end <= len(article.text) else []
    for claim in report.claims:
        ids += [claim.id, *(m.id for m in claim.mentions), *(e.id for e in claim.evidence)]
        ids += [v.id for v in claim.verdicts]
        found += ["a claim states nothing"] if not claim.statement.strip() else []
        found += ["a claim is nowhere"] if not claim.mentions else []
        heads: dict[str, str] = {}
        for mention in claim.mentions:
            if mention.continues and heads.get(mention.continues) != mention.article:
                found.append("a part continues nothing before it")
            elif not mention.continues:
                heads[mention.id] = mention.article
            if mention.article not in texts:
                found.append("a mention is in no article")
            elif mention.state is not MentionState.GONE:
                words = texts[mention.article][mention.span.start : mention.span.end]
                found += ["a mention does not hold its words"] if words != mention.selector.exact else []
        found += ["evidence names no source" for e in claim.evidence if e.source not in sources]
    found += ["an id is empty"] if not all(ids) else []
    found += ["an id is used twice"] if len(ids) != len(set(ids)) else []
    return found
