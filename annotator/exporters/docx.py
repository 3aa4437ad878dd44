"""The annotated copy: the article as a Word file, each claim a comment on its words, corrections as tracked changes."""

from annotator.domain.model import Progress
from annotator.domain.report import Report
from annotator.exporters.docx_comments import Comments
from annotator.exporters.docx_copy import Copy
from annotator.exporters.docx_frame import frame
from annotator.exporters.docx_lists import Lists
from annotator.exporters.docx_margin import margin
from annotator.exporters.docx_package import Links, bundle
from annotator.exporters.docx_tables import closing, sources, summary
from annotator.exporters.files import Part
from annotator.exporters.pace import Pace
from annotator.exporters.passages import marks_by_article, passages
from annotator.exporters.wording import report_title


def render(report: Report, progress: Progress) -> list[Part]:
    """One Word file. Characters that XML forbids are shown as U+FFFD."""
    marks = marks_by_article(report)
    texts = [(article, passages(article, marks[article.id])) for article in report.articles]
    notes = margin(report, texts)
    pace = Pace(progress, sum(len(text) for _, text in texts) + len(notes.notes) + len(report.claims))
    links, lists = Links.of_document(), Lists()
    copy = Copy(notes, links, lists)
    body: list[str] = []
    for at, (article, text) in enumerate(texts):
        body += copy.article(article, text, pace, new_page=at > 0)
    body += summary(report, notes, pace)
    body += sources(report, links)
    body += closing(report, notes, copy.furniture)
    comments = Comments(report, notes).parts(pace)
    return [Part("", bundle(frame(report, report_title(report), body, links, lists) | comments))]
