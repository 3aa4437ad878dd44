"""The tracked changes of an OpenDocument text (OpenDocument 1.3, part 3, 5.5): what was put in stands in the text
between two marks; what was deleted is kept apart from it, and one mark says where it was, or it does so too."""

from collections.abc import Iterator
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.tracked import TrackedState
from annotator.importers.odt_styles import q
from annotator.importers.tracked import counted

CHANGES = q("text:tracked-changes")
DELETED, BEGUN, ENDED = q("text:change"), q("text:change-start"), q("text:change-end")
"""The marks: words were deleted here; those between the other two were changed, or given another look."""

_PARAGRAPHS = (q("text:p"), q("text:h"))
_LISTS = (q("text:list"), q("text:list-item"), q("text:list-header"))
_AROUND = (*_LISTS, q("text:section"))
_MOST = 50_000
_DEEPEST = 10
"""Deletions within deletions."""


class Tracked:
    """The changes of one text that its marks tell of, by the names that these have. Raises AnnotatorError when there
    are more than can be wanted."""

    def __init__(self, body: Any) -> None:
        regions = _regions(body)
        between = _between(body)
        kinds = {name: {each.tag for each in _elements(region)} for name, region in regions.items()}
        # What was put in and deleted again is in neither state.
        put_in, deleted = (
            {name for name, found in kinds.items() if q(kind) in found} for kind in ("text:insertion", "text:deletion")
        )
        apart = deleted - put_in - between
        self.deletions = {name: _elements(region)[0] for name, region in regions.items() if name in apart}
        self.left_out = {TrackedState.ORIGINAL: put_in & between, TrackedState.ACCEPTED: deleted & between}
        """The changes between two marks that are left out of a state: LibreOffice leaves deleted words in the text of
        a flat file, where others keep them apart."""
        self.by = counted(self._told(body, regions))

    def _told(self, body: Any, regions: dict[str, Any]) -> Iterator[tuple[str, bool]]:
        """Each change once, in the order of the marks."""
        put_in, struck = (self.left_out[state] for state in (TrackedState.ORIGINAL, TrackedState.ACCEPTED))
        changed = put_in ^ struck
        seen: set[str] = set()
        for mark in body.iter(DELETED, BEGUN):
            name = name_of(mark)
            known = name in self.deletions if mark.tag == DELETED else name in changed
            if known and name not in seen:
                seen.add(name)
                author = regions[name].findtext(f".//{q('office:change-info')}/{q('dc:creator')}") or ""
                yield author, name in put_in

    def put_back(self, body: Any) -> None:
        """Put all that was deleted back where it was. What was put in is left to the reader. Raises AnnotatorError when
        deletions are within deletions without end."""
        waiting = [(mark, 0) for mark in _marks(body)]
        while waiting:
            mark, depth = waiting.pop()  # from the end, so that a paragraph that is parted has little behind the mark
            deletion = self.deletions.pop(name_of(mark), None)
            if deletion is None:
                continue
            if depth > _DEEPEST:
                raise AnnotatorError(
                    "The file’s tracked changes are nested too deeply.", "Accept them and add it anew."
                )
            waiting += [(inner, depth + 1) for inner in deletion.iter(DELETED)]
            _put(mark, [block for block in _elements(deletion) if block.tag != q("office:change-info")])


def name_of(mark: Any) -> str:
    """The name of the change that a mark is of."""
    return mark.get(q("text:change-id")) or ""


def _regions(body: Any) -> dict[str, Any]:
    regions: dict[str, Any] = {}
    for region in body.iterfind(f"{CHANGES}/{q('text:changed-region')}"):
        if len(regions) >= _MOST:
            what = f"The OpenDocument file holds more than {_MOST} tracked changes."
            raise AnnotatorError(what, "Accept those that are agreed upon, and add it anew.")
        regions.setdefault(region.get(q("xml:id")) or region.get(q("text:id")) or "", region)
    return regions


def _marks(body: Any) -> list[Any]:
    """The marks of deletions in the text itself."""
    return [mark for child in body if child.tag != CHANGES for mark in child.iter(DELETED)]


def _between(body: Any) -> set[str]:
    """The names of which a beginning and, after it, an end is marked."""
    begun: set[str] = set()
    ended: set[str] = set()
    for mark in body.iter(BEGUN, ENDED):
        if mark.tag == BEGUN:
            begun.add(name_of(mark))
        elif name_of(mark) in begun:
            ended.add(name_of(mark))
    return ended


def _elements(parent: Any) -> list[Any]:
    return [child for child in parent if isinstance(child.tag, str)]


def _put(mark: Any, blocks: list[Any]) -> None:
    """Put deleted blocks back at their mark. In a paragraph, the first of them ends what is before the mark, and the
    last begins what is after it."""
    paragraph = next(mark.iterancestors(*_PARAGRAPHS), None)
    if paragraph is None or not blocks:
        for block in blocks:
            mark.addprevious(block)
        return
    first, last = _edge(blocks, 0), _edge(blocks, -1)
    if first is not None and first is last:
        mark.addprevious(_as_words(first))
        return
    parted = _list_of(paragraph) if any(block.tag in _LISTS for block in blocks) else paragraph
    after = _parted(parted, mark)
    blocks = [block for block in blocks if block is not first]
    if first is not None:
        mark.addprevious(_as_words(first))
    following = _edge([after], 0)
    if last is None or after is not following:
        blocks.append(after)
    if last is not None:
        last.append(_as_words(following))
    at = parted
    for block in blocks:
        at.addnext(block)
        at = block


def _edge(blocks: list[Any], at: int) -> Any:
    """The paragraph that blocks begin (0) or end (-1) with, None where that is something else."""
    while blocks and blocks[at].tag in _AROUND:
        blocks = _elements(blocks[at])
    return blocks[at] if blocks and blocks[at].tag in _PARAGRAPHS else None


def _as_words(paragraph: Any) -> Any:
    """The paragraph made a stretch of words, which may stand in another one."""
    paragraph.tag, paragraph.tail = q("text:span"), None
    paragraph.attrib.clear()
    return paragraph


def _list_of(paragraph: Any) -> Any:
    """The outermost list around a paragraph, or itself."""
    while paragraph.getparent() is not None and paragraph.getparent().tag in _LISTS:
        paragraph = paragraph.getparent()
    return paragraph


def _parted(whole: Any, mark: Any) -> Any:
    """What follows a mark within an element, in an element like it."""
    after: Any = None
    node = mark
    while node is not whole:
        parent = node.getparent()
        copy = parent.makeelement(parent.tag, dict(parent.attrib))
        rest = list(node.itersiblings())
        tail, node.tail = node.tail, None
        if after is None:
            copy.text = tail
        else:
            copy.append(after)
            after.tail = tail
        copy.extend(rest)
        after, node = copy, parent
    return after
