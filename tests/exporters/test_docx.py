"""The annotated copy: each comment on exactly its words, and changes that can be taken or refused."""

import io
from dataclasses import replace

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from annotator.domain.model import Article, BlockKind, InlineKind, SourceKind, Span, Stance
from annotator.domain.report import Report
from annotator.exporters.docx import render
from tests.exporters.reading import QUIET
from tests.exporters.reports import FIRST, Draft, full, scripts
from tests.exporters.word import W14, W15, Copy, W, copy_of, pieces

CHARACTERS = st.sampled_from(
    [
        *"ab .,1\n\t<&>\"'",
        "\u00e9",
        "e\u0301",
        "😀",
        "👩‍👩‍👧",
        "🇩🇪",
        "ع",
        "ربي",
        "ש",
        "漢",
        "\u2011",
        "\u00ad",
        "\u00a0",
        "\u202e",
    ]
)
WORDS = st.lists(CHARACTERS, min_size=1, max_size=12).map("".join)
KINDS = st.sampled_from(
    [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM, BlockKind.QUOTATION, BlockKind.TABLE, BlockKind.CAPTION]
)


def check_ranges(report: Report) -> Copy:
    """Every mention that is in the text has one comment, on its words and no others; gives the copy."""
    copy = copy_of(report)
    articles = {article.id: article for article in report.articles}
    held = [[piece for piece in one.before if piece] for one in copy.ranges.values()]
    wanted = [
        pieces(articles[m.article], m.span.start, m.span.end)
        for claim in report.claims
        for m in claim.mentions
        if pieces(articles[m.article], m.span.start, m.span.end) and m.state != "gone"
    ]
    for words in wanted:
        assert words in held
        held.remove(words)
    unplaced = [claim for claim in report.claims if all(m.state == "gone" for m in claim.mentions)]
    assert len(held) == len(unplaced)
    return copy


def check_text(report: Report, copy: Copy) -> None:
    """Rejecting every change gives the text of the articles, furniture aside."""
    wanted = []
    for article in report.articles:
        for block in article.blocks:
            if block.kind is not BlockKind.FURNITURE:
                wanted += pieces(article, block.start, block.end)
    assert copy.article() == wanted


@pytest.mark.parametrize("make", [full, scripts])
def test_each_comment_holds_the_words_of_its_mention(make: object) -> None:
    report = make()  # type: ignore[operator]
    check_text(report, check_ranges(report))


def test_a_comment_tells_the_verdict_its_reasons_and_its_sources() -> None:
    copy = copy_of(full())
    told = [copy.comment(key) for key in copy.ranges]
    assert told[0] == [
        "Claim 1: ✓ Confirmed",
        "Quasi-satellites are not counted.",
        "Both sources agree.",
        "Supports: [S3] A book of the Moon, 1999, p. 12",
        "“Earth has one natural satellite.”",
    ]
    wrong = next(lines for lines in told if lines[0].startswith("Claim 5"))
    assert wrong[:3] == [
        "Claim 5: ✕ Wrong, must fix",
        "Light needs 1.3 seconds.",
        "Suggested correction: “light needs 1.3 seconds”",
    ]
    assert wrong[3] == "Refutes: [S1] Planetary fact sheet, Space Agency, May 2024, archived copy"
    assert wrong[4] == "Context: [S2] Confidential source"
    assert ["Claim 6: ○ Not yet checked"] in told
    again = next(lines for lines in told if lines[0].startswith("Claim 4 again"))
    assert again[-1] == "Reasons and sources are in the comment on its first mention."


def test_comments_and_changes_are_signed_by_the_checker_at_the_time_of_the_verdict() -> None:
    draft = Draft()
    article = draft.article(
        (BlockKind.PARAGRAPH, "Light needs 13 seconds. The Moon is far."), captured="2026-02-01T09:00:00Z"
    )
    claim = draft.claim(draft.mention(article, "13 seconds"))
    draft.rate(claim, "wrong", "Off by ten.", "1.3 seconds", at="2026-02-04T08:00:00.123456Z")
    draft.claim(draft.mention(article, "far"))
    copy = copy_of(draft.report())
    first, second = list(copy.comments)
    assert (first.get(f"{W}author"), first.get(f"{W}initials"), first.get(f"{W}date")) == (
        FIRST.name,
        "FC",
        "2026-02-04T08:00:00Z",
    )
    assert (second.get(f"{W}author"), second.get(f"{W}date")) == ("Annotator", "2026-02-01T09:00:00Z")
    changes = [*copy.document.iter(f"{W}ins", f"{W}del")]
    assert {(c.get(f"{W}author"), c.get(f"{W}date")) for c in changes} == {(FIRST.name, "2026-02-04T08:00:00Z")}


def test_taking_every_change_gives_the_corrected_text_and_refusing_them_the_old_one() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "It was 13 seconds, on 20 July 😀 1969, they say."))
    article = draft.inline(article, "13 seconds", InlineKind.STRONG)
    draft.rate(draft.claim(draft.mention(article, "13 seconds")), "wrong", "", "1.3 seconds")
    draft.rate(draft.claim(draft.mention(article, "20 July 😀 1969")), "wrong", "", "21 July\t1969 <UTC>")
    copy = check_ranges(draft.report())
    assert copy.article() == [article.text]
    assert copy.article(changed=True) == ["It was 1.3 seconds, on 21 July\t1969 <UTC>, they say."]
    assert [one.after for one in copy.ranges.values()] == [["1.3 seconds"], ["21 July\t1969 <UTC>"]]
    inserted = next(copy.document.iter(f"{W}ins"))
    assert inserted.find(f"{W}r/{W}rPr/{W}b") is not None


def test_of_overlapping_corrections_the_first_is_a_change_and_the_others_say_why_they_are_none() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "one two three four"))
    draft.rate(draft.claim(draft.mention(article, "one two three")), "wrong", "", "1 2 3")
    draft.rate(draft.claim(draft.mention(article, "three four")), "wrong", "", "3 4")
    draft.rate(draft.claim(draft.mention(article, "two")), "wrong", "", "2")
    draft.rate(draft.claim(draft.mention(article, "four")), "wrong", "", "4")
    copy = check_ranges(draft.report())
    assert copy.article(changed=True) == ["1 2 3 4"]
    reasons = [lines[-1] for lines in map(copy.comment, copy.ranges) if "no change in the text" in lines[-1]]
    assert reasons == ["It overlaps another suggested change, so it is no change in the text."] * 2
    assert copy.paragraphs[-1].before == "Suggested corrections that are in a comment and no change in the text: 2."


def test_a_correction_of_several_paragraphs_is_a_change_that_makes_them_one() -> None:
    draft = Draft()
    words = ("It is one. It is two.", "It is three.", "It is four. It is five.", "It is six.")
    article = draft.article(*((BlockKind.PARAGRAPH, each) for each in words))
    draft.rate(draft.claim(draft.mention(article, "two.\n\nIt is three.\n\nIt is four")), "wrong", "", "2, 3, 4")
    draft.rate(draft.claim(draft.mention(article, "three")), "wrong", "", "3")
    draft.rate(draft.claim(draft.mention(article, "six")), "wrong", "", "6")
    copy = check_ranges(draft.report())
    assert copy.article() == list(words)
    assert copy.article(changed=True) == ["It is one. It is 2, 3, 4. It is five.", "It is 6."]
    assert len([one for one in copy.paragraphs if one.is_joined]) == 2
    ids = [e.get(f"{W}id") for tag in ("ins", "del") for e in copy.document.iter(f"{W}{tag}")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("kind", [kind for kind in BlockKind if kind is not BlockKind.PARAGRAPH])
def test_a_correction_into_a_block_of_another_kind_stays_in_its_comment(kind: BlockKind) -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "It is one."), (kind, "It is two."))
    draft.rate(draft.claim(draft.mention_at(article, 6, len(article.text) - 1)), "wrong", "", "1 2")
    copy = check_ranges(draft.report())
    assert copy.article(changed=True) == ["It is one.", "It is two."]
    assert "no change in the text" in "".join(copy.comment("0"))


def test_a_correction_beyond_one_cell_or_of_stale_words_stays_in_its_comment() -> None:
    draft = Draft()
    article = draft.article((BlockKind.HEADING, "one"), (BlockKind.PARAGRAPH, "two"), (BlockKind.TABLE, "a\tb\nc\td"))
    draft.rate(draft.claim(draft.mention(article, "one\n\ntwo")), "wrong", "", "1 2")
    draft.rate(draft.claim(draft.mention(article, "b\nc")), "wrong", "", "B C")
    stale = draft.rate(draft.claim(draft.mention(article, "two")), "wrong", "", "2")
    draft.reword(stale, "two of them")
    draft.rate(draft.claim(draft.mention(article, "d")), "wrong", "", "D")
    copy = check_ranges(draft.report())
    assert copy.article(changed=True) == ["one", "two", "a", "b", "c", "D"]


def test_a_further_mention_with_other_words_and_a_part_of_a_passage_are_not_changed() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "ten men left. The tenth man left. ten men left."))
    first = draft.mention(article, "ten men left")
    draft.rate(
        draft.claim(first, draft.mention(article, "tenth man"), draft.mention(article, "ten men left", 2)),
        "wrong",
        "",
        "9",
    )
    part = draft.mention(article, "The")
    draft.rate(draft.claim(part, replace(draft.mention(article, "left", 2), continues=part.id)), "wrong", "", "A")
    copy = check_ranges(draft.report())
    assert copy.article(changed=True) == ["9. The tenth man left. 9."]
    told = [line for key in copy.ranges for line in copy.comment(key)]
    assert "The words here differ from those it was written for, so it is no change in the text." in told
    assert "The claim is in several parts, so it is no change in the text." in told
    assert any(line.startswith("Claim 2 continued:") for line in told)


def offered_changes(article: Article, report: Report) -> list[tuple[Span, str]]:
    """The corrections that can be changes, by the rule in plain words: in the order of the text, those inside one block
    (of a table, one cell) or from one paragraph to another with paragraphs alone between, that overlap none before."""
    free_from, offered = 0, []
    spans = [(c.mentions[0].span, n, c) for n, c in enumerate(report.claims)]
    for span, _, claim in sorted(spans, key=lambda one: (one[0].start, -one[0].end, one[1])):
        words = article.text[span.start : span.end]
        correction = claim.verdict.correction if claim.verdict else ""
        reach = [block for block in article.blocks if block.start < span.end and span.start < block.end]
        inside = reach and reach[0].start <= span.start and span.end <= reach[-1].end
        kinds = {block.kind for block in reach}
        whole = (
            kinds == {BlockKind.PARAGRAPH}
            if len(reach) > 1
            else not (BlockKind.TABLE in kinds and set("\t\n") & set(words))
        )
        if inside and whole and span.start >= free_from and correction.strip() and correction != words:
            offered.append((span, correction))
            free_from = span.end
    return offered


def expected_after(article: Article, report: Report) -> list[str]:
    """The text with the corrections that can be changes applied, by paragraphs and cells; paragraphs that a correction
    goes through become one."""
    found: list[list[str]] = []
    marked, at = "", 0
    for block in article.blocks:
        if at > block.start:
            found.pop()
        else:
            marked, at = "", block.start
        for span, correction in offered_changes(article, report):
            if block.start <= span.start < block.end:
                marked += article.text[at : span.start] + "\0" + correction + "\0"
                at = span.end
        marked += article.text[at : block.end]
        at = max(at, block.end)
        if block.kind is not BlockKind.TABLE:
            found.append([marked.replace("\0", "")])
            continue
        cells = [""]
        for n, stretch in enumerate(marked.split("\0")):
            parts = [stretch] if n % 2 else stretch.replace("\n", "\t").split("\t")
            cells[-1] += parts[0]
            cells += parts[1:]
        found.append(cells)
    return [words for cells in found for words in cells if words]


@given(st.data())
@settings(max_examples=60)
def test_any_claims_in_any_text_are_held_to_the_character(data: st.DataObject) -> None:
    draft = Draft()
    blocks = data.draw(st.lists(st.tuples(KINDS, WORDS), min_size=1, max_size=5))
    article = draft.article(*((kind, words, 1) for kind, words in blocks), title="t")
    length = len(article.text)
    for _ in range(data.draw(st.integers(0, 8))):
        start = data.draw(st.integers(0, length - 1))
        end = data.draw(st.integers(start + 1, length))
        if pieces(article, start, end):
            claim = draft.claim(draft.mention_at(article, start, end))
            if data.draw(st.booleans()):
                draft.rate(claim, "wrong", "because", data.draw(WORDS))
    report = draft.report()
    copy = check_ranges(report)
    check_text(report, copy)
    assert copy.article(changed=True) == expected_after(article, report)


def test_a_claim_whose_words_are_gone_has_its_comment_in_the_table() -> None:
    report = full()
    copy = copy_of(report)
    lost = copy.ranges[max(copy.ranges, key=int)]
    assert lost.before == ["as everyone knows"]
    assert "No longer in the text: “as everyone knows”" in copy.comment(max(copy.ranges, key=int))


def test_right_to_left_words_are_set_as_such_and_latin_ones_among_them_are_not() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "قال NASA إن القمر 384,400 كم."), language="ar")
    draft.rate(draft.claim(draft.mention(article, "NASA إن")), "wrong", "", "ESA إن")
    copy = check_ranges(draft.report())
    paragraph = next(p for p in copy.document.iter(f"{W}p") if p.find(f"{W}pPr/{W}bidi") is not None)
    told = [
        ("".join(t.text or "" for t in r.iter(f"{W}t", f"{W}delText")), r.find(f"{W}rPr/{W}rtl") is not None)
        for r in paragraph.iter(f"{W}r")
    ]
    assert [piece for piece in told if piece[0]] == [
        ("قال ", True),
        ("NASA", False),
        (" إن", True),
        ("ESA", False),
        (" إن", True),
        (" القمر 384,400 كم.", True),
    ]
    languages = {e.get(f"{W}bidi") for e in paragraph.iter(f"{W}lang")}
    assert languages == {"ar"}


def test_numbers_of_lists_are_those_of_the_article() -> None:
    text = "3. three\n4. four\n- dash\n7) seven"
    blocks = [(3, 8), (12, 16), (19, 23), (27, 32)]
    draft = Draft()
    article = draft.article((BlockKind.ITEM, "x", 1))
    made = [replace(article.blocks[0], start=start, end=end) for start, end in blocks]
    draft.articles[0] = replace(article, text=text, blocks=tuple(made))
    opened = python_docx.Document(io.BytesIO(render(draft.report(), QUIET)[0].data))
    items = [p for p in opened.paragraphs if p.style is not None and p.style.name == "List Paragraph"]
    numbers = [int(p._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")[0]) for p in items]
    assert [p.text for p in items] == ["three", "four", "dash", "seven"]
    assert numbers[0] == numbers[1] and len({1, *numbers}) == 3 and numbers[2] == 1
    starts = opened.part.numbering_part.element.xpath("//w:startOverride/@w:val")
    assert starts == ["3", "7"]


def test_python_docx_opens_it_with_its_comments() -> None:
    opened = python_docx.Document(io.BytesIO(render(full(), QUIET)[0].data))
    comments = {comment.text.split("\n")[0]: comment.author for comment in opened.comments}
    assert comments["Claim 1: ✓ Confirmed"] == FIRST.name
    assert [table.style.name for table in opened.tables if table.style] == ["Article Table", "Report Table"]
    assert opened.core_properties.title == "The Moon, in figures"


def test_links_lead_out_of_text_comments_and_sources_and_only_where_word_can_follow() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "Read here or there."))
    article = draft.inline(article, "here", InlineKind.LINK, "https://site.example/a?b=1&c=2")
    article = draft.inline(article, "there", InlineKind.LINK, "javascript:alert(1)")
    claim = draft.claim(draft.mention(article, "Read"))
    for url in ("https://straße.example/ä?x=%zz#a#b", "https://[broken", "https://site.example/" + "a" * 3000):
        source = draft.source("Title", SourceKind.PAGE, url=url)
        claim = draft.attach(claim, source, Stance.SUPPORTS)
    copy = copy_of(draft.report())
    for part in ("document", "comments"):
        rels = copy.parts[f"word/_rels/{part}.xml.rels"].decode()
        assert "javascript" not in rels and "broken" not in rels and "aaaaaaaaaa" not in rels
        assert 'Target="https://xn--strae-oqa.example/%C3%A4?x=%25zz#a%23b"' in rels or "strasse.example" in rels
    assert "https://site.example/a?b=1&amp;c=2" in copy.parts["word/_rels/document.xml.rels"].decode()


def test_every_comment_can_be_resolved_and_is_not_yet() -> None:
    copy = copy_of(full())
    last = [comment.findall(f"{W}p")[-1].get(f"{W14}paraId") for comment in copy.comments]
    states = etree.fromstring(copy.parts["word/commentsExtended.xml"])
    assert [(e.get(f"{W15}paraId"), e.get(f"{W15}done")) for e in states] == [(key, "0") for key in last]
    assert len(set(last)) == len(last)
