"""The report as CommonMark: no raw HTML, nothing of the contents able to become structure. Emphasis is left behind.

Headings "Claim N" are what the text's references lead to, as every renderer that makes anchors of headings names them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from annotator.domain.model import Article, BlockKind, Progress
from annotator.domain.report import Report
from annotator.exporters.commonmark import edged, inline, laid, linked, page
from annotator.exporters.files import Part
from annotator.exporters.pace import Pace, Paced
from annotator.exporters.passages import Passage, Segment, depths, marks_by_article, passages, without_title
from annotator.exporters.public import public_values
from annotator.exporters.templates import AS_BUILT_IN, Order
from annotator.exporters.wording import safe_link

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Copy:
    """An article with its blocks as CommonMark."""

    article: Article
    blocks: "Paced[Markup]"


def render(report: Report, progress: Progress, order: Order = AS_BUILT_IN) -> list[Part]:
    """One file. Control characters that no text may hold are shown as U+FFFD. Raises AnnotatorError when the ordered
    template cannot be used."""
    from markupsafe import Markup

    marks = marks_by_article(report)
    texts = [(a, list(_blocks(without_title(passages(a, marks[a.id]), a.title)))) for a in report.articles]
    pace = Pace(progress, len(report.claims) + sum(len(blocks) for _, blocks in texts))
    copies = [Copy(article, Paced(pace, list(map(Markup, blocks)))) for article, blocks in texts]
    return [page("report.md", order, public_values(report, pace) | {"copies": copies}, pace.heed)]


def _blocks(text: list[Passage]) -> Iterator[str]:
    """Every block but unmarked furniture, of which it is said how much there was."""
    left_out = 0
    for kind, group in groupby(text, key=lambda passage: passage.block.kind):
        members = list(group)
        if kind is BlockKind.FURNITURE:
            left_out += sum(not member.marked for member in members)
            members = [member for member in members if member.marked]
        if kind is BlockKind.ITEM:
            yield "\n".join(_item(member, depth) for member, depth in zip(members, depths(members), strict=True))
        else:
            yield from (_block(member) for member in members)
    if left_out:
        yield f"*Other text on the page is left out: {left_out} {'block' if left_out == 1 else 'blocks'}.*"


def _block(passage: Passage) -> str:
    markup = "".join(map(_segment, passage.segments))
    match passage.block.kind:
        case BlockKind.HEADING:
            return f"{'#' * min(max(passage.block.level + 2, 3), 6)} {edged(markup)}"
        case BlockKind.QUOTATION:
            return f"> {laid(markup, '> ')}"
        case BlockKind.CAPTION | BlockKind.CREDIT if markup:
            return f"*{laid(markup)}*"
        case _:
            return laid(markup)


def _item(passage: Passage, depth: int) -> str:
    indent = "  " * depth
    numbered = passage.bullet[:-1].isalnum() and passage.bullet[-1:] in (".", ")")
    bullet = f"{inline(passage.bullet)} " if numbered else ""
    return f"{indent[2:]}- {laid(bullet + ''.join(map(_segment, passage.segments)), indent)}"


def _segment(segment: Segment) -> str:
    """The words, led to their innermost claim or to where the article itself led, and the numbers of its claims."""
    if segment.picture:
        return inline(f"[Picture: {segment.picture.label}]" if segment.picture.label else "[Picture]")
    words = inline(segment.text)
    if segment.claim is None:
        return f"[{words}](<{segment.href.replace('&', '&amp;')}>)" if safe_link(segment.href) else words
    opening = "".join(f"\\[{mark.number}…\\]" for mark in segment.opens if mark not in segment.closes)
    own_link = linked(segment.href, "↗") if safe_link(segment.href) else ""
    closing = "".join(f"\\[{'' if mark in segment.opens else '…'}{mark.number}\\]" for mark in segment.closes)
    return f"{opening}[{words}](#claim-{segment.claim.number}){own_link}{closing}"
