"""Web pages: the article with its structure and marks, everything else on the page as furniture."""

import socket

import pytest

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from annotator.importers import html
from tests.importers.invariants import assert_sound, kinds

PAGE = """<!doctype html><html lang="en-GB"><head><title>New rules for the harbour | The Site</title>
<meta property="og:site_name" content="The Site"><link rel="canonical" href="https://site.example/harbour">
<meta name="author" content="Ann Example"><meta property="article:published_time" content="2021-01-27T10:00:00Z">
<style>p { color: red }</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>New rules for the harbour</h1><p class="byline">By Ann Example</p>
<figure><img src="a.jpg" alt="Boats"><figcaption>The harbour at dawn.</figcaption></figure>
<p>The council has <b>agreed</b> upon <em>new rules</em>
for the <a href="/port">harbour in the north</a> of the town.</p>
<p>They apply from next year on to all ships, said the mayor.<sup><a href="#n1">1</a></sup>
<a href="javascript:alert(1)">More</a> <code>x = 1</code></p>
<h2>What happens next</h2>
<ul><li>The first of the things that happen<ul><li>A thing inside the first</li></ul></li><li>The second thing</li></ul>
<blockquote><p>It is a good day for all of us, and for the harbour.</p></blockquote>
<table><tr><th>Ship</th><th>Metres</th></tr><tr><td>Small</td><td>12</td></tr></table>
<p>The opposition says<br>that it will vote against it in March.</p>
<p>Share on Facebook</p><p>With reporting by dpa</p></article>
<aside><h3>Most read</h3><a href="/b">Another story of another day</a></aside></main>
<footer>Copyright The Site</footer><p hidden>Hidden words</p><script>alert("never")</script></body></html>"""


def read(markup: str | bytes, name: str = "page.html") -> ImportedArticle:
    article = importers.read_bytes(markup.encode() if isinstance(markup, str) else markup, name)
    assert isinstance(article, ImportedArticle)
    assert_sound(article)
    return article


def test_a_page_keeps_its_blocks_in_page_order() -> None:
    assert kinds(read(PAGE)) == [
        ("furniture", "Home"),
        ("furniture", "Sport"),
        ("heading", "New rules for the harbour"),
        ("credit", "By Ann Example"),
        ("caption", "The harbour at dawn."),
        ("paragraph", "The council has agreed upon new rules for the harbour in the north of the town."),
        ("paragraph", "They apply from next year on to all ships, said the mayor.1 More x = 1"),
        ("heading", "What happens next"),
        ("item", "The first of the things that happen"),
        ("item", "A thing inside the first"),
        ("item", "The second thing"),
        ("quotation", "It is a good day for all of us, and for the harbour."),
        ("table", "Ship\tMetres\nSmall\t12"),
        ("paragraph", "The opposition says\nthat it will vote against it in March."),
        ("furniture", "Share on Facebook"),
        ("credit", "With reporting by dpa"),
        ("furniture", "Most read"),
        ("furniture", "Another story of another day"),
        ("furniture", "Copyright The Site"),
    ]


def test_a_page_says_what_it_is() -> None:
    article = read(PAGE)
    assert (article.title, article.byline, article.publisher) == (
        "New rules for the harbour",
        "Ann Example",
        "The Site",
    )
    assert (article.url, article.language, article.published) == ("https://site.example/harbour", "en", "2021-01-27")
    assert (article.media_type, article.original) == ("text/html", PAGE.encode())


def test_links_and_emphasis_are_inline_marks_and_nothing_that_runs_is_kept() -> None:
    article = read(PAGE)
    marks = {(i.kind.value, article.text[i.start : i.end], i.href) for b in article.blocks for i in b.inlines}
    assert {
        ("strong", "agreed", ""),
        ("emphasis", "new rules", ""),
        ("link", "harbour in the north", "https://site.example/port"),
        ("note", "1", ""),
        ("code", "x = 1", ""),
    } <= marks
    assert not any("javascript" in href for _, _, href in marks)
    assert "alert" not in article.text
    assert "Hidden" not in article.text


def test_levels_of_headings_and_depths_of_items() -> None:
    levels = [(b.kind, b.level) for b in read(PAGE).blocks if b.level]
    assert levels == [
        *[(BlockKind.HEADING, 1), (BlockKind.HEADING, 2)],
        *[(BlockKind.ITEM, 1), (BlockKind.ITEM, 2), (BlockKind.ITEM, 1)],
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p>A single paragraph.</p>",
        "<html><body>Bare words</body></html>",
        "<div>One<br><br>Two</div>",
        "<html><body><nav>Only navigation here</nav></body></html>",
        "<html><body><form>A form <button>with a button</button></form></body></html>",
        "<html><head><title>Title alone</title></head><body><p>x</p></body></html>",
        "<table><tr><td><table><tr><td>nested</td></tr></table></td></tr></table>",
        "<html><body><p>unclosed <b>bold <i>both</p><p>next",
        '<html><body><a href="http://[bad">link</a></body></html>',
        "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>x</p></body></html>",
    ],
)
def test_pages_of_any_shape_can_be_read(page: str) -> None:
    assert any(block.kind is not BlockKind.FURNITURE for block in read(page).blocks)


SOUP = """<html><head><title>Council agrees harbour rules - Example Times</title></head><body>
<div><div><a href="/">Example Times</a></div><div><a href="/w">World</a> | <a href="/s">Sport</a></div></div>
<div>Local</div><div><h2>Council agrees harbour rules</h2></div>
<div>The council agreed the rules for the harbour on Monday, a spokesman said after the meeting, which was long.<br><br>
The rules will come into force next year and apply to every ship that is longer than twelve metres, it said.<br><br>
<div><b>Crisis in the harbour</b><br>Read our ongoing coverage of the harbour and all its ships.</div>
Opposition members criticised the decision, and said that they would bring the matter to a vote in March.<br></div>
<div>Tags: <a href="/t">harbour</a></div><div><h3>Related</h3><a href="/1">Harbour costs rise again</a></div>
<div>© 2021 Example Times. All rights reserved.</div></body></html>"""


def test_a_page_of_nothing_but_divisions_and_breaks() -> None:
    assert [(kind, words[:20]) for kind, words in kinds(read(SOUP))] == [
        ("furniture", "Example Times"),
        ("furniture", "World | Sport"),
        ("furniture", "Local"),
        ("heading", "Council agrees harbo"),
        ("paragraph", "The council agreed t"),
        ("paragraph", "The rules will come "),
        ("furniture", "Crisis in the harbou"),
        ("paragraph", "Opposition members c"),
        ("furniture", "Tags: harbour"),
        ("furniture", "Related"),
        ("furniture", "Harbour costs rise a"),
        ("furniture", "© 2021 Example Times"),
    ]


def test_a_page_without_a_visible_headline_gets_its_title_as_one() -> None:
    article = read("<html><head><title>The title of it</title></head><body><p>Some words of it.</p></body></html>")
    assert kinds(article) == [("heading", "The title of it"), ("paragraph", "Some words of it.")]


def test_a_text_that_also_stands_in_the_navigation_is_article_only_once() -> None:
    teaser = "<nav><a href='/a'>New rules for the harbour</a></nav>"
    headings = [b for b in read(PAGE.replace("<nav>", teaser + "<nav>")).blocks if b.kind is BlockKind.HEADING]
    assert len(headings) == 2


@pytest.mark.parametrize(
    "data",
    [
        '<html><head><meta charset="windows-1251"></head><body><p>Порт</p></body></html>'.encode("cp1251"),
        '<html><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Порт</p></html>'.encode("koi8-r"),
        "<html><body><p>Порт</p></body></html>".encode("utf-16"),
        "<html><body><p>Порт</p></body></html>".encode("utf-8-sig"),
        '<html><meta charset="no-such-charset"><body><p>Порт</p></body></html>'.encode(),
        '<html><meta charset="ascii"><body><p>&#1055;&#1086;&#1088;&#1090;</p></body></html>'.encode("ascii"),
    ],
)
def test_pages_are_decoded_by_what_they_say_of_themselves(data: bytes) -> None:
    assert "Порт" in read(data).text


def test_what_the_server_says_comes_before_what_the_page_says() -> None:
    page = '<html><meta charset="utf-8"><body><p>Порт</p></body></html>'.encode("cp1251")
    assert "Порт" in html.read(page, "https://site.example/", "windows-1251").text


@pytest.mark.parametrize("bomb", ["<div>" * 100_000, "<b><i>" * 50_000, "<table><tr><td>" * 30_000])
def test_pages_nested_without_end_are_refused(bomb: str) -> None:
    with pytest.raises(AnnotatorError, match="nested too deeply"):
        importers.read_bytes(f"<html><body>{bomb}deep".encode(), "a.html")


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>x</script></body></html>", "<!doctype html>"])
def test_pages_without_words_are_refused(page: str) -> None:
    with pytest.raises(AnnotatorError, match="no words"):
        importers.read_bytes(page.encode(), "a.html")


def test_reading_a_page_fetches_nothing_says_nothing_and_gives_the_same_each_time(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = PAGE.replace(
        "<main>", '<main><img src="http://site.example/i.png"><iframe src="http://site.example/"></iframe>'
    )
    assert read(page) == read(page)
    read("<html><body><p>x</p></body></html>")
    assert capfd.readouterr() == ("", "")


def test_entities_are_text_and_stay_text() -> None:
    article = read("<html><body><p>&lt;script&gt; &amp;amp; &#0; &nbsp;end</p></body></html>")
    assert kinds(article) == [("paragraph", "<script> &amp; \ufffd \u00a0end")]


REPORT = """<!doctype html><html lang=en><head><title>Trains run later than ever – City Paper</title></head><body>
<div id=top><a href=/>City Paper</a> | <a href=/login>Log in</a></div>
<div class=cookie-consent><p>We value your privacy and that of our 842 partners.</p></div>
<h1>Trains run later than ever</h1><div>by Eve Model | 2 February 2026</div>
<figure><img src=x.jpg alt="a train"><figcaption>A train waits at Central.</figcaption></figure>
<p>In 2025, one train in four was late, the operator's figures show. It is the third year in a row in which more trains
were late than in the year before, and the operator expects that it will not be the last one, as it told the paper.</p>
<blockquote><p>“We are sorry,” said the operator.</p><footer>— Press office</footer></blockquote>
<h2>Why?</h2><ol><li>Old rails</li><li>Too few drivers<ul><li>35 posts are open</li></ul></li></ol>
<p>See <a href="https://example.org/data.csv">the data</a>.</p>
<div class="newsletter"><h3>Get the morning briefing</h3><p>Never miss a story.</p></div>
<p>The ministry did not answer a request for comment.</p><p>No.</p>
<div class=tags>Tags: <a href=/t/1>Trains</a>, <a href=/t/2>Rail</a></div></body></html>"""


def test_short_passages_among_those_of_the_article_are_not_hidden() -> None:
    assert [(kind, words[:26]) for kind, words in kinds(read(REPORT))] == [
        ("furniture", "City Paper | Log in"),
        ("furniture", "We value your privacy and "),
        ("heading", "Trains run later than ever"),
        ("credit", "by Eve Model | 2 February "),
        ("caption", "A train waits at Central."),
        ("paragraph", "In 2025, one train in four"),
        ("quotation", "“We are sorry,” said the o"),
        ("quotation", "— Press office"),
        ("heading", "Why?"),
        ("item", "Old rails"),
        ("item", "Too few drivers"),
        ("item", "35 posts are open"),
        ("paragraph", "See the data."),
        ("furniture", "Get the morning briefing"),
        ("furniture", "Never miss a story."),
        ("paragraph", "The ministry did not answe"),
        ("paragraph", "No."),
        ("furniture", "Tags: Trains, Rail"),
    ]


def test_the_last_short_sentence_of_an_article_is_part_of_it() -> None:
    article = read(
        '<html lang="ja"><head><title>市議会が港の新しい規則を可決</title></head><body><nav><a href="/">x</a></nav>'
        "<h1>市議会が港の新しい規則を可決</h1><p>市議会は水曜日、港の新しい規則を可決した。規則は来年から適用されると市は発表した。</p>"
        "<p>野党は反対票を投じると述べた。</p></body></html>"
    )
    assert [kind for kind, _ in kinds(article)] == ["furniture", "heading", "paragraph", "paragraph"]


LIVE = """<html lang="en"><head><title>Harbour vote - live | The Daily Test</title></head><body>
<header><nav><a href="/">Home</a></nav></header><main><article><h1>Harbour vote – as it happened</h1>
<header><p class="byline">Ann Example and Bob Sample</p><p>Wed 4 Mar 2026 10.00 GMT</p></header>
<div><time>12.30 GMT</time><h2>Vote passes by 31 to 24</h2>
<p>The council has voted for the new rules by 31 votes to 24, with two abstentions, after a debate of three hours.</p>
</div>
<div><time>11.05 GMT</time><h2>Mayor: “We cannot wait”</h2>
<p>The mayor has told the council that the quay walls are “in a worse state than at any time since 1953”.</p></div>
</article></main></body></html>"""


def test_the_times_of_a_live_report_are_kept_with_its_entries() -> None:
    article = read(LIVE)
    assert article.byline == "Ann Example, Bob Sample"
    assert [(kind, words[:12]) for kind, words in kinds(article)[1:]] == [
        ("heading", "Harbour vote"),
        ("credit", "Ann Example "),
        ("credit", "Wed 4 Mar 20"),
        ("paragraph", "12.30 GMT"),
        ("heading", "Vote passes "),
        ("paragraph", "The council "),
        ("paragraph", "11.05 GMT"),
        ("heading", "Mayor: “We c"),
        ("paragraph", "The mayor ha"),
    ]


def test_a_byline_on_the_page_comes_before_what_was_made_of_a_biography() -> None:
    article = read(
        "<html lang=en><head><title>The engineer of the quay</title></head><body><div class=content>"
        "<h1>The engineer of the quay</h1><p>By <a href=/ann>Ann Example</a></p><p>Published on 3 March 2026</p>"
        "<p>Carla Muster has looked after the quay for 20 years. She spoke to us before the vote.</p></div>"
        "<div class=author-bio><p>Ann Example is our harbour correspondent. She has written since 2011.</p></div>"
    )
    assert (article.byline, article.published) == ("Ann Example", "2026-03-03")


def test_scripts_styles_and_drawings_are_left_out_of_what_is_searched_but_not_what_describes_the_page() -> None:
    described = "<script type='application/LD+json'>{}</script>"
    page = f"<p>a</p><SCRIPT src=x>if (a<b) c</Script ><style>b{{}}</style>{described}<svg><g/></svg>d<script>never"
    assert html._lean(page) == f"<p>a</p>{described}d<script>never"


@pytest.mark.parametrize("piece", ["<style><", "<script>", "<script a ", "<svg>a", "<script></script ", "<svg></svg>"])
def test_a_page_that_begins_scripts_over_and_over_is_made_lean_in_one_go(piece: str) -> None:
    page = piece * (1_000_000 // len(piece))
    assert html._lean(page) == ("" if piece == "<svg></svg>" else page)  # going back to each of them takes many minutes


@pytest.mark.parametrize("element", ["article", "main", "section", "figure", "custom-element"])
def test_a_page_that_leaves_out_its_body_has_its_words(element: str) -> None:
    page = f"<!doctype html><title>T</title><meta charset=utf-8><{element}><p>Some words.</p></{element}><p>More words."
    article = html.read(page.encode(), "")
    assert article.title == "T" and "Some words." in article.text and "More words." in article.text


def test_cells_made_of_paragraphs_are_one_table() -> None:
    cell = "<td><p>{}</p></td>"
    rows = "".join(f"<tr>{cell.format(a)}{cell.format(b)}</tr>" for a, b in (("City", "Dead"), ("Lyon", "<b>4</b>5")))
    article = importers.read_bytes(
        f"<html><body><h1>Floods</h1><p>The river rose by four metres on Monday, it is said.</p><table>{rows}</table>"
        "<p>It fell again on Tuesday, and nobody was hurt any more.</p></body></html>".encode()
    )
    assert isinstance(article, ImportedArticle)
    assert ("table", "City\tDead\nLyon\t45") in kinds(article)


def test_a_table_after_the_last_paragraph_of_an_article_is_a_part_of_it() -> None:
    article = importers.read_bytes(
        b"<html><head><title>Floods kill 45 in valley</title></head><body><nav><a href='/'>Home</a></nav>"
        b"<div><h1>Floods kill 45 in valley</h1><p>The ministry of health said on Monday that 45 people died in the "
        b"floods.</p><p>The minister said the government will give one million dollars.</p>"
        b"<p>The opposition did not answer.</p><table><tr><th>City</th><th>Dead</th></tr><tr><td>Lyon</td><td>40</td>"
        b"</tr><tr><td>Paris</td><td>5</td></tr></table></div><div>All rights reserved</div></body></html>"
    )
    assert isinstance(article, ImportedArticle)
    assert kinds(article)[-2:] == [("table", "City\tDead\nLyon\t40\nParis\t5"), ("furniture", "All rights reserved")]


def test_a_lead_full_of_footnotes_is_no_furniture() -> None:
    note = '<a class="sdfootnoteanc" name="n{0}anc" href="#n{0}sym"><sup>{0}</sup></a>'
    article = importers.read_bytes(
        (
            "<html><body><h1>Floods in the valley</h1>"
            f"<p>The river rose by 4 metres{note.format(1)} on Monday, and 45 people died{note.format(2)}.</p>"
            "<p>A second paragraph with tab<br/>and break. The mayor resigned.</p><ul><li><p>First item</p>"
            "<li><p>Second item</p></ul>"
            '<div id="n1"><p><a href="#n1anc">1</a>River agency, https://example.org/levels, read on 3 May.</p></div>'
            "</body></html>"
        ).encode()
    )
    assert isinstance(article, ImportedArticle)
    assert kinds(article)[1][0] == "paragraph" and kinds(article)[1][1].startswith("The river rose")
