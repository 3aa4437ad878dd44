"""What every Word file of ours has about its text: the page, the numbered footer, what the file says of itself."""

from annotator.domain.report import Report
from annotator.exporters.docx_comments import NAMES, moment
from annotator.exporters.docx_lists import Lists
from annotator.exporters.docx_package import FOOTER, HEAD, WORD, Links, escaped
from annotator.exporters.docx_text import PAGE_WIDTH, runs

_SECTION = (
    f'<w:sectPr><w:footerReference w:type="default" r:id="{FOOTER}"/><w:pgSz w:w="11906" w:h="16838"/>'
    f'<w:pgMar w:top="1418" w:right="{11_906 - 1_418 - PAGE_WIDTH}" w:bottom="1418" w:left="1418" w:header="709"'
    ' w:footer="709" w:gutter="0"/></w:sectPr>'
)
_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def frame(report: Report, title: str, body: list[str], links: Links, lists: Lists) -> dict[str, str]:
    """The parts of a Word file with that text, by their names."""
    return {
        "word/document.xml": f"{HEAD}<w:document {NAMES}><w:body>{''.join(body)}{_SECTION}</w:body></w:document>",
        "word/numbering.xml": lists.xml(),
        "word/footer1.xml": _footer(title),
        "word/_rels/document.xml.rels": links.xml(),
        "docProps/core.xml": _core(report, title),
        "docProps/app.xml": f'{HEAD}<Properties xmlns="{_EXTENDED}"><Application>Annotator</Application></Properties>',
    }


def _footer(title: str) -> str:
    line = " ".join(title.split())
    line = f"{line[:80].rstrip()}…" if len(line) > 80 else line
    page = '<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return (
        f'{HEAD}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{runs(line)}{page}</w:p></w:ftr>'
    )


def _core(report: Report, title: str) -> str:
    at = moment(report.as_of)
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{at}</dcterms:{name}>' for name in ("created", "modified") if at
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PROPERTIES}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title>{times}</cp:coreProperties>"
    )
