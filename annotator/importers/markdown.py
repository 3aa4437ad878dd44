"""Markdown: CommonMark with tables and strikethrough; front matter gives title, author and date. HTML in it is text
without its tags, and nothing of it is trusted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from annotator.domain.dates import iso_or_nothing
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle, InlineKind
from annotator.importers import endings, language
from annotator.importers.composer import BREAK, CELL, Mark, Passage, Point, Run, compose, limited, plain_run, spaced
from annotator.importers.encoding import text_of
from annotator.importers.page import resolved
from annotator.importers.plain import shortened
from annotator.importers.scraped import judge_marked

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(\S.*?)[ \t]*$", re.M)
_KEYS = {
    "title": ("title",),
    "byline": ("author", "authors", "byline"),
    "published": ("date", "published", "pubdate"),
    "publisher": ("publisher", "site"),
    "language": ("lang", "language"),
    "url": ("url", "source", "canonical"),
}
_OPENED: dict[str, tuple[InlineKind, str]] = {
    "strong_open": (InlineKind.STRONG, ""),
    "em_open": (InlineKind.EMPHASIS, ""),
}
_LONGEST_FIELD = 500
_DEEPEST = 50

# Code points of the longest paragraph whose marks are read: hostile ones take time by the square of their length.
_LONGEST_MARKED = 10_000


def read(data: bytes, name: str) -> ImportedArticle:
    """Read a Markdown file. Raises AnnotatorError when it holds no words."""
    source = text_of(data)
    front = _FRONT.match(source)
    about = _about(front[1] if front else "")
    passages = _passages(source[front.end() :] if front else source)
    headline = next((at for at, p in enumerate(passages) if p.kind is BlockKind.HEADING and p.level == 1), -1)
    judged = judge_marked([p.words.strip() for p in passages], [p.kind for p in passages], headline)
    passages = [replace(p, kind=kind) for p, kind in zip(passages, judged.kinds, strict=True)]
    if headline < 0 and about["title"]:
        passages.insert(0, Passage(BlockKind.HEADING, plain_run(about["title"]), 1))
    text, blocks = compose(passages)
    if not blocks:
        raise AnnotatorError("The file holds no words.", "Choose a file with the article's text.")
    first = blocks[0]
    heading = " ".join(passages[headline].words.split()) if headline >= 0 else ""
    return ImportedArticle(
        text=text,
        blocks=blocks,
        title=heading or about["title"] or shortened(text[first.start : first.end]),
        byline=about["byline"] or judged.byline,
        publisher=about["publisher"],
        url=resolved("", about["url"]),
        language=about["language"][:2].lower() or language.guess(text),
        published=iso_or_nothing(about["published"]) or judged.published,
        media_type="text/markdown",
        original=data,
        remarks=endings.of_text(data),
    )


def _about(front: str) -> dict[str, str]:
    """Simple fields of the front matter; whatever is more than one line of text is passed over."""
    fields = {found[1].lower(): found[2].strip("\"'[]")[:_LONGEST_FIELD] for found in _FIELD.finditer(front)}
    return {field: next((fields[key] for key in keys if key in fields), "") for field, keys in _KEYS.items()}


def _passages(source: str) -> list[Passage]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"]).disable("inline")
    env: dict[str, Any] = {}
    tokens = parser.parse(source, env)
    for token in tokens:
        if token.type == "inline" and len(token.content) <= _LONGEST_MARKED:
            token.children = []
            parser.inline.parse(token.content, parser, env, token.children)
    return list(limited(_walk(tokens)))


def _walk(tokens: Sequence[Any]) -> Iterator[Passage]:
    """Passages of the block tokens; what stands open around them decides their kind."""
    lists = quotes = level = 0
    rows: list[Run] = []
    in_table = False
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists += 1
            case "bullet_list_close" | "ordered_list_close":
                lists -= 1
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "table_open":
                in_table, rows = True, []
            case "tr_open":
                rows.append(Run(BREAK))
            case "td_close" | "th_close":
                rows.append(Run(CELL))
            case "tr_close":
                rows.pop()
            case "table_close":
                in_table = False
                yield Passage(BlockKind.TABLE, tuple(rows[1:]))
            case "inline" if in_table:
                rows += _inline(token)
            case "inline":
                kind = _kind(level, lists, quotes)
                yield Passage(kind, tuple(_inline(token)), level or (min(lists, 9) if kind is BlockKind.ITEM else 0))
            case "fence" | "code_block":
                yield Passage(_kind(0, 0, quotes), (Run(token.content.strip("\n"), ((InlineKind.CODE, ""),)),))
            case "html_block":
                yield Passage(_kind(0, 0, quotes), plain_run(spaced(_without_tags(token.content))))


def _kind(level: int, lists: int, quotes: int) -> BlockKind:
    if level:
        return BlockKind.HEADING
    if lists:
        return BlockKind.ITEM
    return BlockKind.QUOTATION if quotes else BlockKind.PARAGRAPH


def _inline(token: Any) -> list[Run]:
    return _runs(token.children) if len(token.content) <= _LONGEST_MARKED else [Run(spaced(token.content))]


def _runs(tokens: Sequence[Any]) -> list[Run]:
    """The runs of one passage's inline tokens."""
    runs: list[Run] = []
    marks: list[Mark] = []
    for token in tokens:
        if token.type in _OPENED:
            marks.append(_OPENED[token.type])
        elif token.type == "link_open":
            marks.append((InlineKind.LINK, resolved("", str(token.attrGet("href") or ""))))
        elif token.type in ("strong_close", "em_close", "link_close"):
            marks.pop()
        elif token.type in ("text", "text_special"):
            runs.append(Run(spaced(token.content), _known(marks)))
        elif token.type == "code_inline":
            runs.append(Run(token.content, (*_known(marks), (InlineKind.CODE, ""))))
        elif token.type == "image":
            runs.append(Run("", (), _picture(token)))
        elif token.type == "softbreak":
            runs.append(Run(" ", _known(marks)))
        elif token.type == "hardbreak":
            runs.append(Run(BREAK))
    return runs


def _picture(token: Any) -> Point:
    label = "".join(child.content for child in token.children or ())
    return Point(resolved("", str(token.attrGet("src") or "")), spaced(label).strip()[:_LONGEST_FIELD])


def _known(marks: list[Mark]) -> tuple[Mark, ...]:
    return tuple(dict.fromkeys(mark for mark in marks if mark[0] is not InlineKind.LINK or mark[1]))


def _without_tags(markup: str) -> str:
    import html

    import nh3

    return html.unescape(nh3.clean(markup, tags=set(), clean_content_tags={"script", "style"}))
