"""Word files made for tests."""

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
FOOTNOTES = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>Minutes of the council.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="3"><w:p><w:r><w:t>A call to the mayor.</w:t></w:r></w:p>
<w:p><w:r><w:t>More of it.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def sample() -> bytes:
    """A manuscript with one of each thing that the importer keeps."""
    word = docx.Document()
    word.core_properties.title = "Title of the properties"
    word.core_properties.author = "Otto Owner"
    word.add_heading("New rules 😀", 0)
    word.add_paragraph("By Ann Example")
    paragraph = word.add_paragraph("The council ")
    paragraph.add_run("agreed").bold = True
    paragraph.add_run(" upon ")
    paragraph.add_run("rules").italic = True
    link = word.part.relate_to("https://site.example/a", HYPERLINK, is_external=True)
    for inside in (
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{link}">'
        '<w:r><w:t xml:space="preserve"> in March</w:t></w:r></w:hyperlink>',
        f'<w:r {nsdecls("w")}><w:footnoteReference w:id="3"/></w:r>',
        f"<w:ins {nsdecls('w')}><w:r><w:t>, it says</w:t></w:r></w:ins>",
        f"<w:del {nsdecls('w')}><w:r><w:delText>, it lies</w:delText></w:r></w:del>",
        f'<w:r {nsdecls("w")}><w:t>.</w:t><w:footnoteReference w:id="2"/></w:r>',
    ):
        paragraph._p.append(parse_xml(inside))
    word.add_heading("What happens next", 1)
    word.add_paragraph("one", style="List Bullet")
    word.add_paragraph("inside one", style="List Bullet 2")
    word.add_paragraph("first", style="List Number")
    word.add_paragraph("It is a good day.", style="Quote")
    word.add_paragraph("A better day.", style="Intense Quote")
    word.add_paragraph("The harbour at dawn.", style="Caption")
    table = word.add_table(rows=2, cols=2)
    for place, words in enumerate(("Ship", "Metres", "Small", "12")):
        table.cell(place // 2, place % 2).text = words
    word.add_paragraph("Comments")
    word.add_paragraph("مرحبا 你好 e\u0301.")
    return with_part(saved(word), "word/footnotes.xml", FOOTNOTES.encode())


def saved(word: docx.document.Document) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The Word file with one part put in or in place of another."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def with_body(body: str) -> bytes:
    """A Word file whose document holds just that XML."""
    document = f"<w:document {nsdecls('w', 'r')}><w:body>{body}</w:body></w:document>"
    return with_part(saved(docx.Document()), "word/document.xml", document.encode())
