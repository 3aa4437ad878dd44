"""PDF: tagged, with bookmarks, links and a language; hostile contents are words; the typesetter can be stopped."""

import re
import subprocess
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import BlockKind
from annotator.domain.report import Report
from annotator.exporters import EXPORTERS, pdf
from annotator.exporters.corrections import corrections
from annotator.exporters.pdf_contents import items
from annotator.exporters.pdf_fonts import UNSET, filled, is_right_to_left, lacking, printable, settable
from tests.exporters.reading import QUIET
from tests.exporters.reports import HOSTILE, Draft, full, hostile, large, scripts


def made(report: Report) -> list[bytes]:
    return [part.data for part in EXPORTERS["pdf"].render(report, QUIET)]


def unpacked(data: bytes) -> bytes:
    """The file with its compressed streams laid open."""
    found = [data]
    for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(stream[1]))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_a_pdf_is_tagged_for_readers_who_listen() -> None:
    (data,) = made(full())
    whole = unpacked(data)
    assert data.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in whole and re.search(rb"/Marked true", whole)
    assert re.search(rb"/Lang ?\(en\)", whole)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in whole
    for tag in (b"/H1", b"/H2", b"/H3", b"/P", b"/Link", b"/Table", b"/TD"):
        assert tag in whole, tag


def test_claims_are_bookmarks_and_addresses_are_links() -> None:
    whole = unpacked(made(full())[0])
    assert b"/Outlines" in whole
    assert b"5. light needs 13 seconds" in whole
    assert b"(https://almanac.example/moon?x=1&y=2)" in whole
    assert b"(https://archive.example/2026/moon)" in whole
    assert re.search(rb"/S ?/GoTo|/Dest", whole)


def test_a_pdf_tells_no_time_but_the_report_s() -> None:
    whole = unpacked(made(full())[0])
    assert not re.search(rb"/CreationDate|/ModDate|xmp:CreateDate|xmp:ModifyDate", whole)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(words: str) -> None:
    (data,) = made(hostile(words))
    whole = unpacked(data)
    assert not re.search(rb"/JavaScript|/JS\b|/Launch|/EmbeddedFile|/OpenAction|/SubmitForm|/RichMedia", whole)
    for address in re.findall(rb"/URI ?\((.*?)\)", whole):
        assert re.match(rb"(?i)https?:|mailto:", address), address


def test_words_like_the_typesetter_s_own_are_set_as_they_are() -> None:
    draft = Draft('#panic() $x$ @ref <label> #import "x" = heading\n- item `raw` \\u{1F600} // comment')
    draft.rate(
        draft.claim(draft.mention(draft.article((BlockKind.PARAGRAPH, '#eval("1")')), "#eval")), "wrong", "*b* _e_"
    )
    assert made(draft.report())


def test_a_long_report_comes_in_volumes_that_each_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_VOLUME", 40_000)
    parts = EXPORTERS["pdf"].render(large(60, 12_000), QUIET)
    assert [part.suffix for part in parts] == ["", *(f"-{number}" for number in range(2, len(parts) + 1))]
    assert len(parts) > 2
    assert b"volume 2 of" in unpacked(parts[1].data)


def test_a_volume_begins_with_a_section_and_skips_no_level() -> None:
    draft = Draft()
    draft.article((BlockKind.HEADING, "Deep", 6), (BlockKind.PARAGRAPH, "Ten."), (BlockKind.HEADING, "High", 1))
    (volume,) = pdf.volumes(list(items(draft.report(), corrections(draft.report()))))
    assert volume[0]["kind"] == "section"
    assert [item["level"] for item in volume if item["kind"] == "heading"] == [3, 3]


def test_a_cancelled_export_ends_the_typesetter(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real: Callable[..., Any] = subprocess.Popen

    def noted(*arguments: Any, **more: Any) -> Any:
        started.append(real(*arguments, **more))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    monkeypatch.setattr(pdf, "_PATIENCE", 0.01)

    def stop(done: int, total: int) -> None:
        if started:
            raise Cancelled

    with pytest.raises(Cancelled):
        EXPORTERS["pdf"].render(large(2_000, 200_000), stop)
    assert started[0].returncode not in (None, 0)


def test_a_typesetter_that_fails_is_told_in_a_sentence() -> None:
    with pytest.raises(AnnotatorError, match=r"The PDF could not be set: .*headline") as refused:
        pdf.printed("report", {"title": "", "foot": "", "kicker": ""}, lambda: None)
    assert "\n" not in str(refused.value)


def test_a_typesetter_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_SECONDS", 0.0)
    monkeypatch.setattr(pdf, "_PATIENCE", 0.001)
    with pytest.raises(AnnotatorError, match="longer than five minutes"):
        made(large(2_000, 200_000))


def test_what_no_font_has_is_boxed_and_counted() -> None:
    report = scripts()
    (loss,) = pdf.unset_letters(report)
    assert loss.kind == "unset-letters" and loss.count > 20 and "Noto" in str(loss) and "CJK" in str(loss)
    assert loss in EXPORTERS["pdf"].losses(report)
    assert not pdf.unset_letters(full())
    assert not any("□" in str(loss) for loss in EXPORTERS["memo"].losses(report))
    assert any("□" in str(loss) for loss in EXPORTERS["memo"].losses(report, "pdf"))
    assert filled(printable("月 ع ש é ↻"), ()) == f"{UNSET} ع ש é ↻"
    assert filled(printable("月 ع ש é ↻"), "月") == "月 ع ש é ↻"
    assert lacking("月球 and 👍\u2007月") == {"月": 2, "球": 1, "👍": 1}
    assert filled({"url": "https://月.example", "text": ["月", 1, None]}, ()) == {
        "url": "https://月.example",
        "text": [UNSET, 1, None],
    }


def test_directions_are_those_of_the_first_letter() -> None:
    assert is_right_to_left("384 كم") and not is_right_to_left("384 km كم") and not is_right_to_left("384")
    assert printable("a\u202eb\u2066c") == "abc"


def test_what_chooses_among_forms_of_a_sign_is_no_letter() -> None:
    assert printable("葛\U000e0100 🏴\U000e0067\U000e007f \ufe01") == "葛 🏴 "


def test_a_very_long_word_may_break() -> None:
    assert max(map(len, printable("x" * 500).split("\u200b"))) <= 40


def test_a_long_word_is_not_broken_where_its_letters_form_shapes() -> None:
    assert printable("ดวงจันทร์" * 50) == "ดวงจันทร์" * 50


def test_the_shipped_fonts_have_the_letters_of_latin_greek_cyrillic_arabic_and_hebrew() -> None:
    assert {ord(letter) for letter in "aéłΩЖعשָ€–—“”…→○✓✕≈"} <= settable()


def test_a_million_letters_are_set() -> None:
    report = full()
    claim = report.claims[0]
    long = replace(claim.verdicts[0], rationale="word " * 200_000)
    assert made(replace(report, claims=(replace(claim, verdicts=(long,)), *report.claims[1:])))
