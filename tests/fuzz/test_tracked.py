"""Broken drafts with tracked changes give both states, or one AnnotatorError each, and nothing else."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ImportedArticle
from annotator.importers import odt, rtf
from tests.fuzz.test_importers import damaged
from tests.importers.invariants import assert_sound
from tests.importers.test_odt_tracked import ITEM, annotation, flat, over, row, table
from tests.importers.test_rtf_tracked import CHANGED as RICH_TEXT
from tests.importers.tracked_text import begun, deletion, draft, ended, gone, insertion
from tests.importers.word_files import with_part

OPEN_TEXT = draft(
    f"<text:p>The {gone('c1')}{begun('c2')}new {ended('c2')}{annotation('a', 'Why?')}rule{over('a')}.</text:p>"
    f"<text:list>{ITEM.format('on' + gone('c3') + 'ee')}</text:list>{table(row('a' + begun('c4'), ended('c4')))}",
    deletion("c1", "<text:p>old </text:p>"),
    insertion("c2"),
    deletion("c3", f"<text:list>{ITEM.format('e')}{ITEM.format('thr')}</text:list>"),
    insertion("c4"),
)


@given(st.data())
@settings(max_examples=80)
def test_damaged_open_documents(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(OPEN_TEXT)) as package:
        broken = with_part(OPEN_TEXT, "content.xml", data.draw(damaged(package.read("content.xml"))))
    for reading in (lambda file: odt.read(file, ""), odt.read_original):
        try:
            assert_sound(reading(broken))
        except AnnotatorError as refusal:
            assert refusal.what_happened.endswith(".")


@given(damaged(f'<?xml version="1.0"?>{flat(OPEN_TEXT)}'.encode()))
@settings(max_examples=80)
def test_damaged_open_documents_in_one_piece(data: bytes) -> None:
    for reading in (importers.read_bytes, importers.read_original):
        try:
            found = reading(data)
            assert isinstance(found, ImportedArticle)
            assert_sound(found)
        except AnnotatorError as refusal:
            assert refusal.what_happened.endswith(".")


@given(damaged(RICH_TEXT))
@settings(max_examples=80)
def test_damaged_rich_text(data: bytes) -> None:
    for reading in (lambda file: rtf.read(file, ""), rtf.read_original):
        try:
            assert_sound(reading(data))
        except AnnotatorError as refusal:
            assert refusal.what_happened.endswith(".")
