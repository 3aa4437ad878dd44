"""Sets templates as web pages: escaped for HTML, in the colours of the themes, nothing asked of the network."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from annotator.domain.resources import RESOURCES
from annotator.exporters.files import Part, utf8
from annotator.exporters.templates import Dialect, Order, rendered
from annotator.exporters.wording import clean, language_tag, long_date, safe_link


def page(name: str, order: Order, values: Mapping[str, Any], heed: Callable[[], None]) -> Part:
    """The built-in template of that name, or the ordered one, with the values in it; characters that HTML forbids are
    shown as U+FFFD. Raises AnnotatorError when the ordered template cannot be used."""
    told = rendered(_html(), name, order.template, {**values, "themes": themes()}, heed)
    return Part("", utf8(clean(told)))


@cache
def themes() -> dict[str, dict[str, str]]:
    """The colours of each theme by token, the soft fills of the ratings (`NAME-fill`) among them."""
    found = {}
    for name in ("light", "dark"):
        data = tomllib.loads((RESOURCES / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
        colours: dict[str, str] = data["colours"]
        alpha = f"{data['metrics']['fill-alpha']:02x}"
        fills = {f"{key}-fill": value + alpha for key, value in colours.items() if key.startswith("rating-")}
        found[name] = colours | fills
    return found


@cache
def _html() -> Dialect:
    """Made when the first page is: the window starts without the library."""
    from markupsafe import escape

    return Dialect(escape, {"long_date": long_date, "link": safe_link, "language": language_tag})
