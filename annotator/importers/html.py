"""Web pages: the page's own tree gives the passages in order, trafilatura tells which of them are the article. All
other visible text is kept as furniture."""

import logging
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import dropwhile
from typing import Any

from annotator.domain.dates import iso_or_nothing
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from annotator.importers import endings, furniture, language
from annotator.importers.composer import Passage, compose, plain_run
from annotator.importers.encoding import declared_by, text_of
from annotator.importers.page import Seen, passages, resolved
from annotator.importers.plain import shortened
from annotator.importers.scraped import Judged, judge_marked

_DEEPEST = 250
"""Elements within each other; beyond 255 the parser leaves text out."""
_OF_HEAD = frozenset(("title", "meta", "link", "base", "script", "style", "noscript", "template"))

# Above this size (code points) a page is told from its furniture by its mark-up alone: extraction would take minutes.
_LARGEST_EXTRACTED = 2_000_000
_MOST_SEARCHES = 3_000

_BALLAST = re.compile(r"<(script|style|svg)\b([^<>]*)>", re.I)
_ENDS = {name: re.compile(rf"</{name}\b[^<>]*>", re.I) for name in ("script", "style", "svg")}
_DESCRIPTION = "application/ld+json"
_SAVED = re.compile(
    r"<!--\s{0,10}(?:saved from url=\(\d{1,6}\)|Page saved with SingleFile\s{1,10}url: )(https?://[^\s<>]{1,2000})"
)
_SAVED_WITHIN = 5_000
_SPACE = re.compile(r"\s+")
_SURELY_FOUND = 20
_MOSTLY_LINKS = 0.5
_LONG_PASSAGE = 80
_MOSTLY_AGREED = 0.4
"""The share of the article's words that two extractors must both have found for the second to be heard."""
_LONGEST_FIELD = 500
_LONGEST_BYLINE = 12
"""Words."""
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "title"),
    "byline": ("author", "article:author", "dc.creator", "byl", "parsely-author"),
    "publisher": ("og:site_name", "application-name", "dc.publisher"),
    "published": ("article:published_time", "date", "dc.date", "datepublished", "pubdate", "parsely-pub-date"),
    "url": ("og:url",),
}


@dataclass(frozen=True, slots=True)
class _About:
    """What a page says about itself."""

    title: str = ""
    byline: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    language: str = ""


def read(data: bytes, name: str, charset: str = "") -> ImportedArticle:
    """Read a page. `name` is its address if it has one, `charset` what the server said. Raises AnnotatorError."""
    markup = text_of(data, charset or declared_by(data))
    fetched = "://" in name
    page = read_page(markup, data, name if fetched else _saved_from(markup), saved=not fetched)
    return replace(page, remarks=endings.of_page(data, markup))


def read_page(markup: str, original: bytes, address: str, *, saved: bool = False) -> ImportedArticle:
    """Read a page whose bytes were decoded, one from the web or one that was `saved`; never fetches anything."""
    root = tree(markup)
    lean = _lean(markup)
    extracted, found = _extracted(lean, address) if len(lean) <= _LARGEST_EXTRACTED else ([], _About())
    about = _about(root, found, address)
    base = resolved(about.url or address, (root.xpath("string(//base/@href)") or "")[:2000]) or about.url or address
    seen = passages(root, base, saved=saved)
    if not seen:
        raise _wordless()
    inside = _is_article(seen, extracted)
    headline = _headline(seen, inside, about.title)
    inside = _with_neighbours(seen, inside, headline)
    inside = _agreed(seen, inside, headline, _second_opinion(lean))
    judged = _judged(seen, inside, headline, about.byline)
    texts = [replace(s.passage, kind=kind) for s, kind in zip(seen, judged.kinds, strict=True)]
    if headline >= 0:
        texts[headline] = replace(texts[headline], kind=BlockKind.HEADING, level=1)
    elif about.title:
        first = next((place for place, kind in enumerate(judged.kinds) if kind is not BlockKind.FURNITURE), 0)
        texts.insert(first, Passage(BlockKind.HEADING, plain_run(about.title), 1))
    text, blocks = compose(texts)
    kept = [block for block in blocks if block.kind is not BlockKind.FURNITURE]
    title = " ".join(seen[headline].words.split()) if headline >= 0 else about.title
    return ImportedArticle(
        text=text,
        blocks=blocks,
        title=title or shortened(next(text[b.start : b.end] for b in (*kept, *blocks))),
        byline=_author(about.byline, judged.byline),
        publisher=about.publisher,
        url=about.url or address,
        language=about.language or language.guess(text),
        published=about.published or judged.published,
        media_type="text/html",
        original=original,
    )


def _saved_from(markup: str) -> str:
    """The address that a browser notes at the top of a page that it saves, "" without one."""
    found = _SAVED.search(markup[:_SAVED_WITHIN])
    return resolved("", found[1]) if found else ""


def _wordless() -> AnnotatorError:
    return AnnotatorError("The page holds no words.", "Save the page from your browser and add that file.")


def tree(markup: str) -> Any:
    """The root of a page, of a depth that can be walked. Raises AnnotatorError."""
    import lxml.html
    from lxml.etree import LxmlError

    parser = lxml.html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(_without_declaration(markup), parser=parser)
    except (LxmlError, ValueError, AssertionError):
        raise _wordless() from None
    if _depth(root) > _DEEPEST:
        raise AnnotatorError("The page's elements are nested too deeply.", "Copy the article's text and paste it.")
    _house(root)
    return root


def _house(root: Any) -> None:
    """Put what is no part of a head into the body. A page may leave the tags of both out, and the parser takes elements
    that it does not know for the head's then."""
    for head in root.findall("head")[:1]:
        strays = list(dropwhile(lambda each: each.tag in _OF_HEAD, head))
        if strays:
            body = root.find("body")
            body = root.makeelement("body") if body is None else body
            for place, stray in enumerate(strays):
                body.insert(place, stray)
            root.append(body)


def _lean(markup: str) -> str:
    """The page without scripts, styles and drawings, which can be most of it; what describes the page stays."""
    kept: list[str] = []
    at = 0
    endless: set[str] = set()  # is looked for once: a page may begin millions of them
    for begun in _BALLAST.finditer(markup):
        name = begun[1].lower()
        if begun.start() < at or name in endless or (name == "script" and _DESCRIPTION in begun[2].lower()):
            continue
        end = _ENDS[name].search(markup, begun.end())
        if end is None:
            endless.add(name)
            continue
        kept.append(markup[at : begun.start()])
        at = end.end()
    return "".join([*kept, markup[at:]])


def _without_declaration(markup: str) -> str:
    """lxml takes no decoded text that still declares an encoding."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", markup)


def _depth(root: Any) -> int:
    from lxml.etree import iterwalk

    depth = deepest = 0
    for event, _ in iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _extracted(markup: str, address: str) -> tuple[list[str], _About]:
    """The texts that trafilatura takes for the article, and what it found out about the page."""
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability", "charset_normalizer"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    from trafilatura import bare_extraction

    try:
        page: Any = bare_extraction(
            _without_declaration(markup),
            url=address or None,
            output_format="xml",
            include_comments=False,
            include_formatting=True,
            include_links=True,
            include_tables=True,
            with_metadata=True,
            # The clock must not decide what a page's date is.
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2199-12-31"},
        )
    except Exception:  # a page that trips the extractor is read by its mark-up alone
        return [], _About()
    if page is None or page.body is None:
        return [], _About()
    texts = [_squeezed(_own(block)) for block in page.body.iter() if block.tag in _EXTRACTED]
    about = (page.title, page.author, page.sitename, page.date)
    title, byline, publisher, published = (_field(value) for value in about)
    return [text for text in texts if text], _About(title, byline.replace("; ", ", "), publisher, published)


# The blocks of trafilatura's XML; a table counts as one.
_EXTRACTED = frozenset(("p", "head", "item", "quote", "table", "fw", "code", "ab", "list"))


def _own(block: Any) -> str:
    """The text of a block without that of the blocks inside it."""
    if block.tag == "table":
        return "".join(block.itertext())
    parts = [block.text or ""]
    for child in block:
        if child.tag not in _EXTRACTED or child.tag == "code":
            parts += child.itertext()
        parts.append(child.tail or "")
    return "".join(parts)


def _about(root: Any, found: _About, address: str) -> _About:
    """What trafilatura found, made whole by the page's own head."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        metas.setdefault(key, _field(meta.get("content")))
    own = {field: next((metas[key] for key in keys if metas.get(key)), "") for field, keys in _META.items()}
    canonical = next((link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"), "") or ""
    byline = own["byline"] if "://" not in own["byline"] else ""
    return _About(
        title=found.title or own["title"] or _field(root.findtext(".//head/title")),
        byline=found.byline or byline,
        publisher=own["publisher"] or found.publisher,
        published=iso_or_nothing(own["published"][:100]) or iso_or_nothing(found.published),
        url=resolved(address, canonical) or resolved(address, own["url"]),
        language=_language(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""),
    )


def _field(value: str | None) -> str:
    words = " ".join((value or "").split())[:_LONGEST_FIELD]
    return re.sub("[\0\ud800-\udfff]", "\ufffd", words)


def _language(tag: str) -> str:
    found = re.match(r"[a-zA-Z]{2,3}(?=[-_]|$)", tag.strip())
    return found[0].lower() if found else ""


def _is_article(seen: list[Seen], extracted: list[str]) -> list[bool]:
    """For each passage whether it belongs to the article."""
    inside = _matched(seen, extracted) if extracted else _by_markup(seen)
    if not any(inside):
        inside = _by_markup(seen)
    return inside if any(inside) else [True] * len(seen)


def _matched(seen: list[Seen], extracted: list[str]) -> list[bool]:
    """By what was extracted. Of a text that stands twice on the page, the one that is set apart is no part of it."""
    known, whole = Counter(extracted), "".join(extracted)
    searches = _MOST_SEARCHES
    inside = []
    free = Counter(_squeezed(s.words) for s in seen if not s.apart)
    for passage in seen:
        words = _squeezed(passage.words)
        if passage.apart and free[words]:
            inside.append(False)
        elif known[words]:
            inside.append(True)
        elif searches > 0:
            searches -= 1
            inside.append(_mostly_in(passage, words, whole))
        else:
            inside.append(False)
    return inside


def _mostly_in(passage: Seen, words: str, whole: str) -> bool:
    if len(words) >= _SURELY_FOUND and words in whole:
        return True
    parts = [_squeezed(run.text) for run in passage.passage.runs]
    found = sum(len(part) for part in parts if len(part) >= _SURELY_FOUND and part in whole)
    return found * 10 >= len(words) * 6 and len(words) > 0


def _with_neighbours(seen: list[Seen], inside: list[bool], headline: int) -> list[bool]:
    """Without links and the like above the headline, and with what extraction left out although it stands among the
    article's passages and reads like them: between two of them, or in the same part of the page after them. Words of an
    article must never be hidden."""
    joined = [within and (at >= headline or not _is_aside(seen[at])) for at, within in enumerate(inside)]
    places = [place for place, within in enumerate(joined) if within]
    if not places:
        return inside
    first, last = min(places[0], headline if headline >= 0 else places[0]), places[-1]
    said = Counter(_squeezed(s.words) for s in seen)
    parts = {seen[place].part for place in places if seen[place].passage.kind is BlockKind.PARAGRAPH}
    for place in reversed(range(first + 1, len(seen))):
        passage = seen[place]
        if joined[place] or _is_aside(passage) or furniture.is_furniture(passage.words):
            continue
        if said[_squeezed(passage.words)] > 1 and not furniture.ends_sentence(passage.words):
            continue  # the label of something that is on the page more than once
        if place > last:
            leads = passage.passage.kind is not BlockKind.HEADING or joined[place + 1 : place + 2] == [True]
            joined[place] = passage.part in parts and leads
        elif passage.passage.kind is BlockKind.PARAGRAPH and passage.part not in parts:
            joined[place] = furniture.ends_sentence(passage.words)
        else:
            joined[place] = True
    return joined


def _second_opinion(markup: str) -> str:
    """What another extractor takes for the article, without white space; "" when it finds none."""
    if len(markup) > _LARGEST_EXTRACTED:
        return ""
    from readability import Document

    try:
        summary = Document(_without_declaration(markup)).summary()
        return _squeezed("".join(tree(summary).itertext()))
    except Exception:  # a page that trips it is told by the first opinion alone
        return ""


def _agreed(seen: list[Seen], inside: list[bool], headline: int, second: str) -> list[bool]:
    """Where two opinions mostly agree: without what only the first takes for the article at its ends, or between though
    it does not read like a part of it; with the long passages that only the second knows. What leads from the headline
    to the rest, and a table right after it, is the first one's to say: the second leaves out links and figures."""
    told = [bool(second) and _squeezed(s.words) in second for s in seen]
    known = [within and also for within, also in zip(inside, told, strict=True)]
    agreed = sum(len(s.words) for s, known_too in zip(seen, known, strict=True) if known_too)
    if agreed < _MOSTLY_AGREED * sum(len(s.words) for s, within in zip(seen, inside, strict=True) if within):
        return inside
    sure = [also and (within or _is_surely_text(s)) for s, within, also in zip(seen, inside, told, strict=True)]
    first, last = sure.index(True), len(sure) - 1 - sure[::-1].index(True)
    leads = range(headline + 1, first) if headline >= 0 else range(0)
    return [
        sure[at]
        or at == headline
        or (within and first < at < last and _reads_like_text(seen[at]))
        or (within and at in leads and furniture.ends_sentence(seen[at].words) and _beside(seen[at], seen[first]))
        or (within and at > last and seen[at].passage.kind is BlockKind.TABLE and _beside(seen[at], seen[last]))
        for at, within in enumerate(inside)
    ]


def _beside(passage: Seen, sure: Seen) -> bool:
    """Whether a passage stands in the same part of the page as one that is surely the article's."""
    return passage.part == sure.part and not _is_aside(passage)


def _is_surely_text(passage: Seen) -> bool:
    """Whether a passage that only the second opinion knows is too much like one of an article to be left out."""
    return len(passage.words) > _LONG_PASSAGE and furniture.ends_sentence(passage.words) and not _is_aside(passage)


def _reads_like_text(passage: Seen) -> bool:
    """Whether a passage between those of the article that only the first opinion knows may stay."""
    form = not passage.doubtful and passage.passage.kind is not BlockKind.PARAGRAPH
    return form or furniture.ends_sentence(passage.words)


def _is_aside(passage: Seen) -> bool:
    return passage.apart or passage.doubtful or passage.linked >= _MOSTLY_LINKS


def _by_markup(seen: list[Seen]) -> list[bool]:
    """By the mark-up alone: the main part if it holds a fair share of the words, without what is set apart."""
    total = sum(len(s.words) for s in seen)
    main = sum(len(s.words) for s in seen if s.main and not s.apart)
    return [not s.apart and (s.main or main * 5 < total) for s in seen]


def _headline(seen: list[Seen], inside: list[bool], title: str) -> int:
    """The place of the headline: the heading that says the title, else the first of the highest level at the article's
    top; -1 without one."""
    wanted = _squeezed(title).lower()
    headings = [place for place, s in enumerate(seen) if s.passage.kind is BlockKind.HEADING and not s.apart]
    for place in sorted(headings, key=lambda at: seen[at].passage.level):
        words = _squeezed(seen[place].words).lower()
        if wanted and (words == wanted or (len(words) > 10 and (words in wanted or wanted in words))):
            return place
    for place, passage in enumerate(seen):
        if wanted and not passage.apart and _squeezed(passage.words).lower() == wanted:
            return place
    first = next((place for place, within in enumerate(inside) if within), 0)
    tops = [at for at in headings if seen[at].passage.level == 1 and (inside[at] or at <= first)]
    return tops[0] if tops else -1


def _author(told: str, shown: str) -> str:
    """Who wrote the article, by the page's head and by its text. What was taken for a name may be a biography."""
    if shown and (not told or shown in told):
        return shown
    return told if len(told.split()) <= _LONGEST_BYLINE else shown


def _judged(seen: list[Seen], inside: list[bool], headline: int, author: str) -> Judged:
    """The kinds of all passages: what is outside is furniture, but for a byline, date or credit by the article."""
    kinds = [s.passage.kind if within else BlockKind.FURNITURE for s, within in zip(seen, inside, strict=True)]
    if headline >= 0:
        kinds[headline] = BlockKind.HEADING
    judged = judge_marked([s.words.strip() for s in seen], kinds, headline, author)
    places = [place for place, kind in enumerate(judged.kinds) if kind is not BlockKind.FURNITURE]
    for place in range(places[0], min(places[-1] + 2, len(seen))) if places else ():
        words = seen[place].words.strip()
        if judged.kinds[place] is not BlockKind.FURNITURE or seen[place].apart or furniture.is_furniture(words):
            continue
        name, when = furniture.signature(words, author)
        if name or when or furniture.is_credit(words):
            judged.kinds[place] = BlockKind.CREDIT
            judged.byline = judged.byline or name
            judged.published = judged.published or ("" if furniture.is_update(words) else when)
    return judged


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)
