"""Text as CommonMark that can be nothing but text, and templates set so: no raw HTML, no structure from contents."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from annotator.exporters.files import Part, utf8
from annotator.exporters.templates import Dialect, Order, rendered
from annotator.exporters.wording import clean, long_date, safe_link

if TYPE_CHECKING:
    from markupsafe import Markup

_MARKUP = re.compile(r"[\\`*_\[\]{}<>&|~^#$@]|!$|:(?=//|$)|(?<=www)\.", re.IGNORECASE)
_LINE_START = re.compile(r"^(?:(\d{1,9})(?=[.)])|(?=[-+=:]))", re.ASCII)
_EDGE_SPACE = re.compile(r"^\s+|\s+$")
_PARAGRAPH_GAP = re.compile(r"\n\s*\n")
_GAPS = re.compile(r"\n{3,}")


def page(name: str, order: Order, values: Mapping[str, Any], heed: Callable[[], None]) -> Part:
    """The built-in template of that name, or the ordered one, with the values in it. Raises AnnotatorError when the
    ordered template cannot be used."""
    told = rendered(_commonmark(), name, order.template, values, heed)
    return Part("", utf8(_GAPS.sub("\n\n", told).strip("\n") + "\n"))


def inline(text: str) -> str:
    """The text with whatever CommonMark, or the bare links of its dialects, would take for markup escaped."""
    return _MARKUP.sub(lambda found: "\\" + found[0], clean(text))


def laid(markup: str, prefix: str = "") -> str:
    """Escaped text as the lines of one paragraph, its line ends kept; `prefix` goes before every line but the first."""
    lines = [_LINE_START.sub(r"\1\\", _EDGE_SPACE.sub(_entities, each), count=1) for each in markup.split("\n")]
    found = lines[0]
    for before, each in pairwise(lines):
        found += f"\\\n{prefix}{each}" if before and each else f"&#10;{each}"
    return found


def one_line(text: str) -> str:
    """Text in one line, as a heading needs it, that is no list either where the line begins with it."""
    return _LINE_START.sub(r"\1\\", edged(inline(text)), count=1)


def edged(markup: str) -> str:
    """Escaped text in one line, the white space at its ends kept."""
    return _EDGE_SPACE.sub(_entities, markup.replace("\n", "&#10;"))


def linked(url: str, label: str = "") -> str:
    """The address as a link, or as plain text where a reader may not be led there."""
    if safe_link(url):
        return f"[{one_line(label or url)}](<{url.replace('&', '&amp;')}>)"
    return one_line(f"{label} – {url}" if label and url else label or url)


def _entities(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in found[0])


def _prose(text: str, prefix: str = "") -> str:
    """Text of several paragraphs, each indented by `prefix`."""
    parts = _PARAGRAPH_GAP.split(text.strip())
    return "\n\n".join(prefix + laid(inline(part), prefix) for part in parts if part)


def _quoted(text: str, prefix: str = "") -> str:
    """The same as one quotation; nothing when there is no text."""
    return _prose(text, f"{prefix}> ").replace("\n\n", f"\n{prefix}>\n")


@cache
def _commonmark() -> Dialect:
    """Made when the first text is: the window starts without the library."""
    from markupsafe import Markup

    def escape(value: Any) -> "Markup":
        if isinstance(value, Markup):
            return value
        return Markup(one_line(str(value)))

    def marked_up(filter_: Callable[..., str]) -> Callable[..., "Markup"]:
        return lambda text, *more: Markup(filter_(text, *more))

    def facts(values: Iterable[Any]) -> "Markup":
        return Markup(" · ").join(escape(value) for value in values if value)

    filters: dict[str, Callable[..., Any]] = {"long_date": long_date, "link": safe_link, "facts": facts}
    filters |= {
        "linked": marked_up(linked),
        "laid": marked_up(lambda text, prefix="": laid(inline(text), prefix)),
        "prose": marked_up(_prose),
        "quoted": marked_up(_quoted),
    }
    return Dialect(escape, filters)
