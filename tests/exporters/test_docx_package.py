"""The annotated copy as a file: the parts, names and orders that Word demands, whatever the contents."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from annotator.domain.model import BlockKind, Inline, InlineKind
from annotator.domain.report import Report
from annotator.exporters.docx import render
from tests.exporters.reading import QUIET
from tests.exporters.reports import HOSTILE, Draft, full, hostile, large, scripts
from tests.exporters.word import W14, Copy, W, copy_of

OFFICE = shutil.which("soffice")
ANY_WORDS = st.one_of(st.text(max_size=40), st.text("<>&\"'\0\x07\ud800\ufffe ]->", max_size=40))

# The order of elements in ECMA-376, Part 1, 17.3.1.26 (paragraph), 17.3.2.28 (run), 17.4.59 and the like.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind"
    " contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike color sz szCs u shd vertAlign rtl cs lang",
    "tblPr": "tblStyle bidiVisual tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan shd",
    "trPr": "cantSplit tblHeader",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "style": "name basedOn next link uiPriority qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat decimalSymbol listSeparator",
    "numbering": "abstractNum num",
    "sectPr": "footerReference pgSz pgMar",
}


def check(report: Report) -> Copy:
    copy = copy_of(report)
    check_parts(copy)
    for name in copy.parts:
        if name.endswith(".xml") and name.startswith("word/"):
            check_orders(etree.fromstring(copy.parts[name]))
    check_ids(copy)
    return copy


def check_parts(copy: Copy) -> None:
    """Every part has its type and a relation that leads to it, every relation leads somewhere."""
    types = etree.fromstring(copy.parts["[Content_Types].xml"])
    named = {e.get("PartName") for e in types if e.tag.endswith("Override")}
    assert named == {f"/{name}" for name in copy.parts if not name.endswith(".rels")} - {"/[Content_Types].xml"}
    reached = set()
    for name in copy.parts:
        if not name.endswith(".rels"):
            continue
        folder = name.partition("_rels/")[0]
        relations = list(etree.fromstring(copy.parts[name]))
        ids = [relation.get("Id") for relation in relations]
        assert len(ids) == len(set(ids))
        reached |= {f"/{folder}{r.get('Target')}" for r in relations if r.get("TargetMode") is None}
        part = copy.parts.get(f"{folder}{name.rpartition('/')[2].removesuffix('.rels')}", b"").decode()
        assert set(re.findall(r'r:id="(\w+)"', part)) <= set(ids)
    assert reached == named


def check_orders(root: Any) -> None:
    for element in root.iter():
        name = etree.QName(element).localname
        children = [etree.QName(child).localname for child in element]
        if name in ORDERS:
            known = ORDERS[name].split()
            assert set(children) <= set(known), (name, children)
            assert children == sorted(children, key=known.index), (name, children)
        if name in ("p", "r") and {"pPr", "rPr"} & set(children):
            assert children[0] in ("pPr", "rPr") and not {"pPr", "rPr"} & set(children[1:])
        if name in ("tc", "comment"):
            assert children[-1] == "p"
        if name in ("t", "delText") and (element.text or "") != (element.text or "").strip():
            assert element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        if name in ("ins", "del") and element.getparent().tag == f"{W}p":
            assert element.get(f"{W}author")


def check_ids(copy: Copy) -> None:
    made = list(copy.document.iter(f"{W}ins", f"{W}del", f"{W}bookmarkStart", f"{W}commentRangeStart"))
    ids = [e.get(f"{W}id") for e in made]
    assert len(ids) == len(set(ids))
    comments = {e.get(f"{W}id") for e in copy.comments}
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert len(list(copy.document.iter(f"{W}{tag}"))) == len(comments)
        assert {e.get(f"{W}id") for e in copy.document.iter(f"{W}{tag}")} == comments
    names = [str(e.get(f"{W}name")) for e in copy.document.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names)) and all(re.fullmatch(r"_fc[mx][0-9a-z]{32,36}", name) for name in names)
    anchors = {e.get(f"{W}anchor") for e in copy.document.iter(f"{W}hyperlink")} - {None}
    assert anchors <= set(names)
    for name in ("document", "comments", "commentsExtended"):
        root = etree.fromstring(copy.parts[f"word/{name}.xml"])
        ignorable = (root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable") or "").split()
        assert set(ignorable) == {"w14", "w15"} <= set(root.nsmap)
    for element in (*copy.document.iter(), *copy.comments.iter()):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.get(f"{W}date", "2026-01-01T00:00:00Z"))
        assert int(element.get(f"{W14}paraId", "1"), 16) < 0x80000000
    styles = {e.get(f"{W}styleId") for e in etree.fromstring(copy.parts["word/styles.xml"])}
    for tag in ("pStyle", "rStyle", "tblStyle"):
        assert {e.get(f"{W}val") for e in copy.document.iter(f"{W}{tag}")} <= styles


def styled() -> Report:
    """Right-to-left words under every style at once, in lists and tables, with changes in two directions."""
    draft = Draft()
    words = "قال NASA إن القمر 384,400 كم"
    kinds = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTATION, BlockKind.TABLE)
    article = draft.article(*((kind, words, 1) for kind in kinds), language="ar", url="https://paper.example/")
    styles = (InlineKind.STRONG, InlineKind.EMPHASIS, InlineKind.CODE, InlineKind.NOTE)
    for block in article.blocks:
        inlines = [Inline(block.start, block.end - n, kind) for n, kind in enumerate(styles)]
        link = Inline(block.start, block.end, InlineKind.LINK, "https://site.example/")
        made = [replace(b, inlines=(*inlines, link)) if b == block else b for b in draft.articles[0].blocks]
        draft.articles[0] = replace(draft.articles[0], blocks=tuple(made))
    for number in range(1, len(kinds) + 1):
        claim = draft.claim(draft.mention(article, "NASA إن", number))
        draft.rate(claim, "wrong", "لا", f"ESA {number} إن")
    return draft.report()


@pytest.mark.parametrize("make", [full, scripts, styled, lambda: large(50, 5_000), lambda: Draft().report()])
def test_the_parts_are_as_word_wants_them(make: Any) -> None:
    check(make())


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(words: str) -> None:
    plain, copy = check(hostile("plain words")), check(hostile(words))
    text = "".join(paragraph.before for paragraph in copy.paragraphs)
    shown = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))
    assert shown in text
    assert sorted(copy.parts) == sorted(plain.parts)
    tables = {f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}gridCol"}
    kinds = [{e.tag for e in one.document.iter()} - tables for one in (plain, copy)]
    signs = {f"{W}{tag}" for tag in ("br", "tab", "hyperlink", "bidi", "rtl", "lang", "rStyle")}
    assert kinds[1] - signs == kinds[0] - signs


@given(ANY_WORDS)
@settings(max_examples=30)
def test_no_words_at_all_break_the_file(words: str) -> None:
    check(hostile(words))


def test_a_very_long_note_and_a_very_wide_table_are_written() -> None:
    draft = Draft()
    article = draft.article((BlockKind.TABLE, "\t".join("abc"[n % 3] for n in range(200))))
    claim = draft.claim(draft.mention(article, "a\tb"))
    draft.rate(claim, "wrong", "x" * 1_000_000, "A B")
    copy = check(draft.report())
    assert len(copy.comment("0")[1]) == 1_000_000
    assert len([*copy.document.iter(f"{W}tbl")]) == 1


def test_the_zip_bears_no_clock_and_no_machine() -> None:
    data = render(full(), QUIET)[0].data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    assert infos[0].filename == "[Content_Types].xml"
    told = {(i.date_time, i.create_system, i.external_attr, i.compress_type) for i in infos}
    assert told == {((1980, 1, 1, 0, 0, 0), 0, 0o600 << 16, zipfile.ZIP_STORED)}
    assert data == render(full(), QUIET)[0].data


def test_notes_for_colleagues_and_confidential_details_are_not_in_it() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "Ten people left."))
    draft.claim(draft.mention(article, "Ten"), note="zqx secret")
    told = b"".join(copy_of(draft.report().without_notes()).parts.values())
    assert b"zqx" not in told


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_it_and_saves_it_with_comments_and_changes_on_the_same_words(tmp_path: Path) -> None:
    source = tmp_path / "copy.docx"
    source.write_bytes(render(full(), QUIET)[0].data)
    saved = through_office(source)
    before, after = copy_of(full()), Copy(saved.read_bytes())
    words = {tuple(copy_text(before, key)): [p for p in one.before if p] for key, one in before.ranges.items()}
    found = {tuple(copy_text(after, key)): [p for p in one.before if p] for key, one in after.ranges.items()}
    assert found == words
    assert after.article() == before.article()
    assert after.article(changed=True) == before.article(changed=True)


def copy_text(copy: Copy, number: str) -> list[str]:
    return [unescape(line) for line in copy.comment(number)]


def through_office(source: Path) -> Path:
    """The file as LibreOffice saves it anew."""
    folder = source.parent / "saved"
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / source.name
