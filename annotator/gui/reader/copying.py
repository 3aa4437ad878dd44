"""What is copied: the article's own words, as plain text and as a quotation with its source line in HTML."""

from html import escape

from annotator.domain.model import Article, BlockKind, Span
from annotator.gui.reader.pictures import told
from annotator.gui.reader.sheet import Sheet


def quotation(sheet: Sheet, span: Span) -> str:
    """A fragment of HTML: the words of a span in a blockquote, and below it where they are from. All escaped."""
    locator = sheet.locators.at(span.start)
    cite = f' cite="{escape(sheet.article.url)}"' if _is_web(sheet.article.url) else ""
    return f"<blockquote{cite}>{''.join(_passages(sheet, span))}</blockquote>{source_line(sheet.article, locator)}"


def source_line(article: Article, locator: str = "") -> str:
    """Title, publisher, date, page or time, and address as one paragraph of HTML; "" when none of them is known."""
    told = [f"<cite>{escape(article.title)}</cite>"] if article.title.strip() else []
    told += [escape(words) for words in (article.publisher, article.published[:10], locator) if words.strip()]
    if _is_web(article.url):
        told.append(f'<a href="{escape(article.url)}">{escape(article.url)}</a>')
    return f"<p>— {', '.join(told)}</p>" if told else ""


def _passages(sheet: Sheet, span: Span) -> list[str]:
    """One paragraph, or one table, for each block that the span touches; what stands in place of the pictures."""
    found: list[str] = []
    text = sheet.article.text
    last = -2
    for index in sheet.positions.rows_of(span):
        row = sheet.rows[index]
        above, below = ([p for p in some if span.start < p.start < span.end] for some in sheet.pictures(index))
        if above:
            found += [f"<p>{escape(told(picture))}</p>" for picture in above]
            last = -2
        words = text[max(row.start, span.start) : min(row.end, span.end)]
        if row.label or not words.strip():
            continue
        if row.kind is BlockKind.TABLE:
            found.append(_table(words))
        elif row.block == last:
            found[-1] = found[-1].removesuffix("</p>") + _lines(words) + "</p>"
        else:
            found.append(f'<p dir="auto">{_lines(words)}</p>')
        found += [f"<p>{escape(told(picture))}</p>" for picture in below]
        last = -2 if below else row.block
    return found


def _table(words: str) -> str:
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) for line in words.split("\n"))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _lines(words: str) -> str:
    return "<br>".join(escape(line) for line in words.split("\n"))


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))
