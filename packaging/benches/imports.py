"""Telling an article from what surrounds it: how much of the expected words of each page is found, and how much else,
by the app and by two open libraries on the same pages.

A folder holds NAME.html and NAME.txt, the text that a person would call the article. Words are compared as runs of
four, so that order counts; signs of scripts without spaces count as words.
"""

import logging
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import regex

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from annotator.importers import html
from benches.rows import Row

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "tests" / "pages"
RUN = 4
"""Words in a row that are compared as one."""
_WORD = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Khmer}\p{Myanmar}]|[\p{L}\p{N}\p{M}]+")

Extractor = Callable[[str], str]


def measure(small: bool, folder: Path | None = None) -> list[Row]:
    """Precision, recall and F1 from 0 to 1, the mean of all pages. What the app misses (1 - F1) may be no more than
    what the better of the libraries misses."""
    pages = _pages(folder or SHIPPED)
    pages = pages[:3] if small else pages
    figures = {name: _scores(extract, pages) for name, extract in EXTRACTORS.items()}
    case = f"{len(pages)} pages"
    rows = []
    for name, (precision, recall, f1, milliseconds) in figures.items():
        for metric, value in (("precision", precision), ("recall", recall), ("F1", f1)):
            rows.append(Row(case, f"{name}: {metric}", value, "of 1"))
        rows.append(Row(case, f"{name}: time a page", milliseconds, "ms"))
    best = min(1 - figures[name][2] for name in figures if name != "app")
    rows.append(Row(case, "app: missed (1 - F1)", 1 - figures["app"][2], "of 1", floor=max(best, 1e-6), limit=1.0))
    return rows


def _pages(folder: Path) -> list[tuple[str, str]]:
    """Each page with its expected text."""
    found = [
        (page.read_text(encoding="utf-8", errors="replace"), page.with_suffix(".txt").read_text(encoding="utf-8"))
        for page in sorted(folder.glob("*.html"))
        if page.with_suffix(".txt").exists()
    ]
    if not found:
        raise SystemExit(f"{folder} holds no NAME.html beside a NAME.txt.")
    return found


def _scores(extract: Extractor, pages: list[tuple[str, str]]) -> tuple[float, float, float, float]:
    begun = time.perf_counter()
    scores = [_score(_runs(extract(page)), _runs(expected)) for page, expected in pages]
    milliseconds = (time.perf_counter() - begun) * 1000 / len(pages)
    precision, recall, f1 = (statistics.fmean(values) for values in zip(*scores, strict=True))
    return precision, recall, f1, milliseconds


def _score(found: Counter[tuple[str, ...]], wanted: Counter[tuple[str, ...]]) -> tuple[float, float, float]:
    shared = (found & wanted).total()
    precision = shared / found.total() if found else 0.0
    recall = shared / wanted.total() if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if shared else 0.0


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def _app(page: str) -> str:
    """The blocks that are the article: what is folded is not, and neither are headline, byline, date and credits, which
    the expected texts leave out as the libraries do."""
    try:
        article: ImportedArticle = html.read_page(page, page.encode(), "")
    except AnnotatorError:
        return ""
    told = (BlockKind.FURNITURE, BlockKind.CREDIT)
    shown = [block for block in article.blocks if block.kind not in told]
    headline = next((b for b in shown if b.kind is BlockKind.HEADING and b.level == 1), None)
    return "\n".join(article.text[b.start : b.end] for b in shown if b is not headline)


def _trafilatura(page: str) -> str:
    from trafilatura import extract

    return extract(page, include_comments=False) or ""


def _readability(page: str) -> str:
    import lxml.html
    from readability import Document

    logging.getLogger("readability.readability").setLevel(logging.CRITICAL + 1)
    summary: Any = lxml.html.document_fromstring(Document(page).summary() or "<p></p>")
    return "\n".join(summary.itertext())


EXTRACTORS: dict[str, Extractor] = {"app": _app, "trafilatura": _trafilatura, "readability-lxml": _readability}
