"""The annotated copy: the article as a Word file, each claim a comment on its words, corrections as tracked changes."""

from annotator.domain.model import Progress
from annotator.domain.report import Report
from annotator.exporters.docx_comments import NAMES, Comments, moment
from annotator.exporters.docx_copy import Copy
from annotator.exporters.docx_lists import Lists
from annotator.exporters.docx_margin import margin
from annotator.exporters.docx_package import FOOTER, HEAD, WORD, Links, bundle, escaped
from annotator.exporters.docx_tables import closing, sources, summary
from annotator.exporters.docx_text import PAGE_WIDTH, runs
from annotator.exporters.files import Part
from annotator.exporters.pace import Pace
from annotator.exporters.passages import marks_by_article, passages
from annotator.exporters.wording import report_title

_SECTION = (
    f'<w:sectPr><w:footerReference w:type="default" r:id="{FOOTER}"/><w:pgSz w:w="11906" w:h="16838"/>'
    f'<w:pgMar w:top="1418" w:right="{11_906 - 1_418 - PAGE_WIDTH}" w:bottom="1418" w:left="1418" w:header="709"'
    ' w:footer="709" w:gutter="0"/></w:sectPr>'
)
_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


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
    parts = {
        "word/document.xml": f"{HEAD}<w:document {NAMES}><w:body>{''.join(body)}{_SECTION}</w:body></w:document>",
        "word/numbering.xml": lists.xml(),
        "word/footer1.xml": _footer(report_title(report)),
        "word/_rels/document.xml.rels": links.xml(),
        "docProps/core.xml": _core(report),
        "docProps/app.xml": f'{HEAD}<Properties xmlns="{_EXTENDED}"><Application>Annotator</Application></Properties>',
        **Comments(report, notes).parts(pace),
    }
    return [Part("", bundle(parts))]


def _footer(title: str) -> str:
    line = " ".join(title.split())
    line = f"{line[:80].rstrip()}…" if len(line) > 80 else line
    page = '<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return (
        f'{HEAD}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{runs(line)}{page}</w:p></w:ftr>'
    )


def _core(report: Report) -> str:
    at = moment(report.as_of)
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{at}</dcterms:{name}>' for name in ("created", "modified") if at
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PROPERTIES}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(report_title(report))}</dc:title>{times}</cp:coreProperties>"
    )
