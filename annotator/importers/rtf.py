"""Rich Text: its words by paragraphs, tracked changes read as accepted, or as rejected if asked. Emphasis, footnotes
and comments are left out by the library, which is said."""

import re

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from annotator.domain.tracked import TrackedState
from annotator.importers import endings
from annotator.importers.composer import BREAK, Passage, Run, plain_run
from annotator.importers.manuscript import field, manuscript
from annotator.importers.rtf_tracked import in_state, names, tracked
from annotator.importers.tracked import remarks

_MOST_AUTHORS = 200
_LEFT_OUT = re.compile(r"\\(?:footnote|annotation|pict)\b")
_TITLE = re.compile(r"\{\\title ([^{}\\]{1,300})\}")
_AUTHOR = re.compile(r"\{\\author ([^{}\\]{1,300})\}")
_ESCAPED = re.compile(r"\\[\\{}]")
_BULLET = re.compile(r"(?:[•·▪‣◦]|\d{1,2}[.)])\t\s*")


def read(data: bytes, name: str) -> ImportedArticle:
    """Read an RTF file, every tracked change accepted. Raises AnnotatorError when it is damaged or holds no words."""
    return _read(data, TrackedState.ACCEPTED)


def read_original(data: bytes) -> ImportedArticle:
    """Read an RTF file as it was before its tracked changes. Raises AnnotatorError like `read`."""
    return _read(data, TrackedState.ORIGINAL)


def _read(data: bytes, state: TrackedState) -> ImportedArticle:
    source = data.decode("latin-1")
    changes = tracked(source, [_words(f"{{\\rtf1 {name}}}").strip() for name in names(source)[:_MOST_AUTHORS]])
    told = [found[1] if (found := pattern.search(source[:50_000])) else "" for pattern in (_TITLE, _AUTHOR)]
    about = ImportedArticle(
        "",
        (),
        title=field(told[0]),
        byline=field(told[1]),
        media_type="application/rtf",
        original=data,
        remarks=(*remarks(changes, state), *_remarks(source)),
        tracked=changes,
        state=state if changes else TrackedState.NONE,
    )
    passages: list[Passage] = []
    for line in _words(in_state(source, state)).split("\n"):
        passage = _passage(line)
        if passages and passage.kind is passages[-1].kind is BlockKind.TABLE:
            passage = Passage(BlockKind.TABLE, (*passages.pop().runs, Run(BREAK), *passage.runs))
        passages.append(passage)
    return manuscript(passages, about, "Rich Text file")


def _words(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        words = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, OverflowError, RecursionError):
        raise AnnotatorError("The Rich Text file is damaged.", "Save it anew, as DOCX if you can.") from None
    # A sign beyond U+FFFF is written as two halves, which the library leaves apart.
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _passage(line: str) -> Passage:
    words = line.strip()
    bullet = _BULLET.match(words)
    if bullet:
        return Passage(BlockKind.ITEM, plain_run(words[bullet.end() :]), 1)
    if words.endswith("|") and words.count("|") > 1:  # how the library ends the cells of a table's row
        return Passage(BlockKind.TABLE, plain_run("\t".join(cell.strip() for cell in words[:-1].split("|"))))
    return Passage(BlockKind.PARAGRAPH, plain_run(words))


def _remarks(source: str) -> tuple[str, ...]:
    kinds = {found[0].lstrip("\\") for found in _LEFT_OUT.finditer(source)}
    named = [what for kind, what in _NAMES.items() if kind in kinds]
    bare = _ESCAPED.sub("", source)
    cut = bare.count("{") > bare.count("}")
    return (
        *((f"The Rich Text file also holds {' and '.join(named)}, which are not read.",) if named else ()),
        *((endings.CUT,) if cut else ()),
    )


_NAMES = {"footnote": "footnotes", "annotation": "comments", "pict": "pictures"}
