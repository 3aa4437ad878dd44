"""brat and UIMA find each passage where it is: checked by rules of the one and by the library of the other."""

import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from cassis import load_cas_from_xmi, load_typesystem
from cassis.cas import Cas
from hypothesis import given, settings

from annotator.domain.model import BlockKind, Mention, Span
from annotator.domain.report import Report
from annotator.exporters import EXPORTERS
from annotator.exporters.passages import is_placed
from tests.exporters.reading import QUIET
from tests.exporters.reports import HOSTILE, Draft, full, hostile, scripts
from tests.strategies import marked

LINE_ENDS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def standoff(report: Report) -> list[tuple[str, list[str]]]:
    """Of each article its text and the lines of its annotations, each file read as its readers do."""
    parts = [part for part in EXPORTERS["brat"].render(report, QUIET) if not part.name]
    data = [part.data.decode("utf-8") for part in parts]
    assert [part.extension for part in parts] == [".ann", ".txt"] * (len(parts) // 2)
    pairs = zip(data[::2], data[1::2], strict=True)
    return [(text, annotations.splitlines()) for annotations, text in pairs]


def check_standoff(report: Report) -> list[list[tuple[int, int]]]:
    """The fragments of each text-bound annotation, each found to hold the words that stand beside it."""
    found, names = [], set()
    for text, lines in standoff(report):
        for line in lines:
            key, rest = line.split("\t", 1)
            if key.startswith("T"):
                place, words = rest.split("\t", 1)
                kind, spans = place.split(" ", 1)
                fragments = [tuple(map(int, span.split(" "))) for span in spans.split(";")]
                assert kind == "Claim"
                assert " ".join(text[start:end] for start, end in fragments) == words
                assert not LINE_ENDS.search(words)
                assert all(start < end for start, end in fragments)
                assert all(one[1] <= other[0] for one, other in pairwise(fragments))
                found.append([(start, end) for start, end in fragments])
                names.add(key)
            elif key.startswith("A"):
                assert re.fullmatch(r"(Kind|Verdict) T\d+ [A-Za-z0-9_-]+|Stale T\d+", rest), rest
                assert rest.split(" ")[1] in names
            elif key.startswith("#"):
                assert re.fullmatch(r"AnnotatorNotes T\d+\t[^\t]*", rest)
            else:
                assert key == "*"
                assert set(rest.split(" ")[1:]) <= names
        names.clear()
    return found


def placed(report: Report) -> list[tuple[int, Mention]]:
    articles = {article.id: article for article in report.articles}
    numbers = {article.id: at for at, article in enumerate(report.articles)}
    return [
        (numbers[mention.article], mention)
        for claim in report.claims
        for mention in claim.mentions
        if is_placed(mention, articles)
    ]


@pytest.mark.parametrize("report", [full(), scripts(), *map(hostile, HOSTILE)], ids=str)
def test_brat_holds_the_words_of_each_span_whatever_they_are(report: Report) -> None:
    assert len(check_standoff(report)) <= len(placed(report))


def test_brat_splits_a_passage_over_lines_into_fragments_and_ties_the_passages_of_a_claim() -> None:
    ((text, lines),) = standoff(full())
    (astronauts,) = [line.split("\t") for line in lines if "\tNeil" in line]
    first, last = text.index("Neil Armstrong"), text.index("Eugene Cernan")
    assert astronauts[1] == f"Claim {first} {first + 28};{last - 16} {last + 13}"
    assert astronauts[2] == "Neil Armstrong, 21 July 1969 • last on foot: Eugene Cernan"
    assert "*\tEquiv T4 T5" in lines
    assert [line for line in lines if line.startswith("A")][:2] == [
        "A1\tVerdict T1 editorial-confirmed",
        "A2\tKind T2 comparison",
    ]


def test_brat_joins_the_parts_of_a_passage_as_fragments() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "The minister, who was ill, resigned on Monday."))
    first, second = draft.mention(article, "The minister"), draft.mention(article, "resigned")
    draft.claim(first, replace(second, continues=first.id))
    ((_, lines),) = standoff(draft.report())
    assert lines[0] == "T1\tClaim 0 12;27 35\tThe minister resigned"


def test_brat_names_its_types_and_keeps_a_configuration_that_is_there(tmp_path: Path) -> None:
    (conf,) = [part for part in EXPORTERS["brat"].render(full(), QUIET) if part.name]
    said = conf.data.decode()
    assert conf.name == "annotation.conf"
    assert [line for line in said.splitlines() if line.startswith("[")] == [
        "[entities]", "[relations]", "[events]", "[attributes]"
    ]  # fmt: skip
    assert "editorial-wrong" in said
    own = tmp_path / "annotation.conf"
    written = EXPORTERS["brat"].write(full(), tmp_path / "moon.ann")
    assert [path.name for path in written] == ["moon.ann", "moon.txt", "annotation.conf", "moon.ann-losses.txt"]
    own.write_text("[entities]\nMine\n", encoding="utf-8")
    assert own not in EXPORTERS["brat"].write(full(), tmp_path / "moon.ann")
    assert own.read_text(encoding="utf-8") == "[entities]\nMine\n"


@given(marked())
@settings(max_examples=40)
def test_brat_finds_any_span_of_any_text(drawn: tuple[str, Span]) -> None:
    text, span = drawn
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, text))
    draft.claim(draft.mention_at(article, span.start, span.end), statement="s")
    check_standoff(draft.report())


def cases(report: Report) -> list[Cas]:
    *articles, types = EXPORTERS["uima"].render(report, QUIET)
    assert (types.suffix, types.extension) == ("-typesystem", ".xml")
    system = load_typesystem(io.BytesIO(types.data))
    return [load_cas_from_xmi(io.BytesIO(part.data), typesystem=system) for part in articles]


@pytest.mark.parametrize("report", [full(), scripts(), *map(hostile, HOSTILE)], ids=str)
def test_uima_covers_each_passage_with_a_claim(report: Report) -> None:
    found = cases(report)
    expected: list[list[tuple[int, int]]] = [[] for _ in report.articles]
    for number, mention in placed(report):
        expected[number].append((mention.span.start, mention.span.end))
    for cas, article, spans in zip(found, report.articles, expected, strict=True):
        assert len(cas.sofa_string) == len(article.text)
        claims = cas.select("factcheck.Claim")
        assert sorted((claim.begin, claim.end) for claim in claims) == sorted(spans)
        if "\x07" not in article.text:
            assert all(c.get_covered_text() == article.text[c.begin : c.end] for c in claims)


def test_uima_offsets_are_utf_16_units_in_the_file() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "👩👩 ten"))
    draft.claim(draft.mention(article, "ten"))
    data = EXPORTERS["uima"].render(draft.report(), QUIET)[0].data.decode()
    assert re.search(r'<factcheck:Claim [^>]*begin="5" end="8"', data)


def test_uima_keeps_what_a_claim_and_its_verdict_say() -> None:
    (cas,) = cases(full())
    wrong = next(claim for claim in cas.select("factcheck.Claim") if claim.rating == "wrong")
    assert (wrong.verdict, wrong.correction, wrong.checker) == ("Wrong", "light needs 1.3 seconds", "First Checker")
    assert {block.kind for block in cas.select("factcheck.Block")} >= {"heading", "furniture"}
    assert cas.select("factcheck.Article")[0].title == "The Moon, in figures"


def test_uima_replaces_what_xml_forbids_sign_for_sign() -> None:
    (cas,) = cases(hostile("a\x01b\x1fc\ufffed"))
    assert "a\ufffdb\ufffdc\ufffdd" in cas.sofa_string
