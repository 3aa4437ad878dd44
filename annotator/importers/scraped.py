"""Judges the paragraphs of a text that was taken off a page without its mark-up: which is the headline, which belong to
the article, which do not."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.domain.model import BlockKind
from annotator.importers import furniture

_TOP = 8
"""Paragraphs of the article from its top in which a byline and a date are looked for."""
_LONGEST_HEADLINE = 200
_LONGEST_MENU = 60
_MENU_LINES = 3
_SUBHEADING_WORDS = 10
_REAL_PARAGRAPH = 100
_REAL_WORDS = 15
_CONTENT = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTATION)


@dataclass(slots=True)
class Judged:
    """A kind for each paragraph, and what the lines at the top say of the article."""

    kinds: list[BlockKind]
    headline: int = -1
    byline: str = ""
    published: str = ""
    levels: dict[int, int] = field(default_factory=dict)


def judge(units: Sequence[str], kinds: Sequence[BlockKind]) -> Judged:
    """Judge paragraphs in order, given what their form alone makes of them (paragraph or item)."""
    judged = Judged(list(kinds))
    _lines(units, judged)
    judged.headline = _headline(units, judged)
    _promotions(units, judged)
    _self_description(units, judged)
    _captions(units, judged)
    if not any(kind in _CONTENT for kind in judged.kinds):
        return Judged(list(kinds), -1, judged.byline, judged.published)
    _subheadings(units, judged)
    return judged


def judge_marked(units: Sequence[str], kinds: Sequence[BlockKind], headline: int, author: str = "") -> Judged:
    """Judge the paragraphs of a page whose mark-up told the headings and captions, and maybe the author: no more than
    single lines, promotions and the closing self-description."""
    judged = Judged(list(kinds), headline)
    _lines(units, judged, author)
    _promotions(units, judged)
    _self_description(units, judged)
    return judged if any(kind in _CONTENT for kind in judged.kinds) else Judged(list(kinds), headline)


def _lines(units: Sequence[str], judged: Judged, author: str = "") -> None:
    """What single lines say by themselves."""
    updated = ""
    seen = 0
    for place, unit in enumerate(units):
        at_top = seen < _TOP
        if len(unit) > furniture.LONGEST_NOTICE or judged.kinds[place] not in _CONTENT:
            continue
        if furniture.is_furniture(unit):
            judged.kinds[place] = BlockKind.FURNITURE
        elif furniture.is_credit(unit):
            judged.kinds[place] = BlockKind.CREDIT
        elif furniture.is_marked_caption(unit):
            judged.kinds[place] = BlockKind.CAPTION
        elif at_top and any(signed := furniture.signature(unit, author)):
            judged.kinds[place] = BlockKind.CREDIT
            judged.byline = judged.byline or signed[0]
            if furniture.is_update(unit):
                updated = updated or signed[1]
            else:
                judged.published = judged.published or signed[1]
        elif place == len(units) - 1 and (name := furniture.byline(unit)):
            judged.kinds[place] = BlockKind.CREDIT
            judged.byline = judged.byline or name
        else:
            seen += 1
    judged.published = judged.published or updated


def _headline(units: Sequence[str], judged: Judged) -> int:
    """The place of the headline, -1 without one: the first line of the article that does not end as a sentence does,
    with something longer after it. A label of one word or all in capitals above it is furniture."""
    places = [place for place, kind in enumerate(judged.kinds) if kind in _CONTENT][:_LONGEST_MENU]
    menu = _menu(units, places)
    for place in places[:menu]:
        judged.kinds[place] = BlockKind.FURNITURE
    places = places[menu:]
    if len(places) > 1 and _is_label(units[places[0]]) and _is_headline(units, places[1]):
        judged.kinds[places[0]] = BlockKind.FURNITURE
        places.pop(0)
    if places and judged.kinds[places[0]] is BlockKind.PARAGRAPH and _is_headline(units, places[0]):
        judged.kinds[places[0]] = BlockKind.HEADING
        judged.levels[places[0]] = 1
        return places[0]
    return -1


def _menu(units: Sequence[str], places: Sequence[int]) -> int:
    """How many of the first paragraphs are a menu: three lines or more of a word or two, and then a headline over real
    paragraphs. A poem has none of those."""
    lines = count = 0
    for place in places:
        entries = units[place].split("\n")
        if any(furniture.length(entry) > 3 or furniture.ends_sentence(entry) for entry in entries):
            break
        lines += len(entries)
        count += 1
    if lines < _MENU_LINES or count == len(places) or not _is_headline(units, places[count]):
        return 0
    below = units[places[count] + 1 : places[count] + 1 + _TOP]
    return count if any(len(unit) >= _REAL_PARAGRAPH and "\n" not in unit for unit in below) else 0


def _is_label(unit: str) -> bool:
    return len(unit) <= 30 and "\n" not in unit and not furniture.ends_sentence(unit) and (
        furniture.length(unit) == 1 or (unit.isupper() and furniture.length(unit) <= 3)
    )  # fmt: skip


def _is_headline(units: Sequence[str], place: int) -> bool:
    unit = units[place]
    if len(unit) > _LONGEST_HEADLINE or "\n" in unit or furniture.length(unit) < 2:
        return False
    if furniture.ends_sentence(unit) and not unit.rstrip().endswith(("?", "!", "？", "！", "؟")):
        return False
    following = units[place + 1 : place + 1 + _TOP]
    return any("\n" in later or len(later) >= _REAL_PARAGRAPH or furniture.ends_sentence(later) for later in following)


def _promotions(units: Sequence[str], judged: Judged) -> None:
    """A promotion, and the short title above it unless that is the headline."""
    for place, unit in enumerate(units):
        if judged.kinds[place] is not BlockKind.PARAGRAPH or not _is_promotion(unit):
            continue
        judged.kinds[place] = BlockKind.FURNITURE
        above = place - 1
        if above > judged.headline and judged.kinds[above] is BlockKind.PARAGRAPH and _is_short_title(units[above]):
            judged.kinds[above] = BlockKind.FURNITURE


def _is_promotion(unit: str) -> bool:
    title, _, below = unit.partition("\n")
    return furniture.is_promotion(unit) or (_is_short_title(title) and furniture.is_promotion(below))


def _is_short_title(unit: str) -> bool:
    return (
        "\n" not in unit
        and len(unit) <= furniture.LONGEST_LINE
        and furniture.length(unit) <= _SUBHEADING_WORDS
        and not furniture.ends_sentence(unit)
    )


def _self_description(units: Sequence[str], judged: Judged) -> None:
    """The publisher's closing words about itself: the last paragraph, and only after furniture, a credit or a title
    such as "About us", which show that the article is over."""
    last = len(units) - 1
    while last > 0 and judged.kinds[last] in (BlockKind.FURNITURE, BlockKind.CREDIT):
        last -= 1
    if last < 2 or judged.kinds[last] is not BlockKind.PARAGRAPH:
        return
    above = units[last - 1]
    over = judged.kinds[last - 1] in (BlockKind.FURNITURE, BlockKind.CREDIT) or furniture.heads_self_description(above)
    if over and furniture.is_self_description(units[last]):
        judged.kinds[last] = BlockKind.FURNITURE
        if furniture.heads_self_description(above):
            judged.kinds[last - 1] = BlockKind.FURNITURE


def _captions(units: Sequence[str], judged: Judged) -> None:
    """The sentence between headline and lead that describes the picture, on pages that show signs of being scraped."""
    place = judged.headline + 1
    while 0 < place < len(units) and judged.kinds[place] in (BlockKind.CREDIT, BlockKind.FURNITURE):
        place += 1
    if judged.headline < 0 or place + 1 >= len(units) or BlockKind.FURNITURE not in judged.kinds:
        return
    both = judged.kinds[place] is BlockKind.PARAGRAPH and judged.kinds[place + 1] is BlockKind.PARAGRAPH
    if both and furniture.could_caption(units[place], units[place + 1]):
        judged.kinds[place] = BlockKind.CAPTION


def _subheadings(units: Sequence[str], judged: Judged) -> None:
    """Short titles that stand between real paragraphs of the article."""
    for place in range(max(judged.headline + 2, 1), len(units) - 1):
        unit, above, below = units[place], units[place - 1], units[place + 1]
        if len(unit) > furniture.LONGEST_LINE or judged.kinds[place] is not BlockKind.PARAGRAPH:
            continue
        if (
            _is_short_title(unit)
            and (unit[0].isupper() or not unit[0].islower())
            and unit[-1] not in ",،、-–—"
            and unit[0].isalnum()
            and all(judged.kinds[near] in _CONTENT for near in (place - 1, place + 1))
            and min(furniture.length(above), furniture.length(below)) >= _REAL_WORDS
            and furniture.ends_sentence(above)
        ):
            judged.kinds[place] = BlockKind.HEADING
            judged.levels[place] = 2
