"""The memo to the editor as PDF, set as the public report is."""

from annotator.domain.losses import Loss
from annotator.domain.report import Report
from annotator.exporters.files import Part
from annotator.exporters.memo_groups import Group, reviews
from annotator.exporters.pace import Pace
from annotator.exporters.pdf import not_ours, printed, texts_of_claims, volumes
from annotator.exporters.pdf_contents import Data, claim, facts, flat, front, headline
from annotator.exporters.pdf_contents import look as shown
from annotator.exporters.wording import long_date


def memo_pdf(report: Report, groups: list[Group], pace: Pace) -> list[Part]:
    """One file, or several volumes when it is long. Lets `Cancelled` from the pace through."""
    told = list(volumes(_items(report, groups)))
    parts = []
    for number, volume in enumerate(told, 1):
        which = f", volume {number} of {len(told)}" if len(told) > 1 else ""
        title = headline(report)
        data = {
            "title": f"Memo to the editor: {title['text']}{which}",
            "kicker": f"MEMO TO THE EDITOR{which.upper()}",
            "headline": title,
            "front": front(report) if number == 1 else None,
            "foot": flat(f"As of {long_date(report.as_of)}") if report.as_of else "",
            "items": volume,
        }
        parts.append(Part("" if number == 1 else f"-{number}", printed("memo", data, pace.heed)))
    return parts


def unset_letters(report: Report) -> list[Loss]:
    """The letters of the memo that no shipped font has."""
    articles = (text for article in report.articles for text in (article.title, article.byline, article.publisher))
    quoted = (mention.selector.exact for told in report.claims for mention in told.mentions)
    return not_ours([*articles, *quoted, *texts_of_claims(report)])


def _items(report: Report, groups: list[Group]) -> list[Data]:
    found: list[Data] = []
    for group in groups:
        found += [{"kind": "section", "title": f"{group.title} ({len(group.entries)})"}]
        found += [{"kind": "words", "words": group.lead}]
        for entry in group.entries:
            told = claim(entry, shown(entry.look))
            said = [facts(f"{word} by {r.checker.name}", long_date(r.at), r.note) for word, r in reviews(entry)]
            told["evidence"] = [piece | {"number": 0} for piece in told["evidence"]]
            found.append(told | {"kind": "brief" if group.brief else "claim", "reviews": said})
    return found or [{"kind": "section", "title": "No claim has been marked"}]
