"""Generated input that tests share: text as the world writes it, spans in it, names and fields."""

from hypothesis import strategies as st

from annotator.domain.model import Span
from annotator.domain.text import BOM, canonical
from annotator.project.fields import words

AWKWARD = (
    *("a", "Z", "0", " ", "\n", "\t", ".", "“", "”", "'", '"', "<", ">", "&", "\\", "/", "=", "+", "-", "@", "|", "`"),
    *("\u00a0", "\u2028", "\u2029", "\u200b", "\u200d", "\u202e", "\ufeff", "\ufffd", "\ufdd0", "\x01", "\x7f", "\x85"),
    *("é", "e\u0301", "\u0301", "ß", "İ", "ﬁ", "ا", "ل", "م", "ש", "中", "文", "한", "ก็", "न्", "नि"),
    *("😀", "👩\u200d👩\u200d👧", "🇩🇪", "👍🏽", "𝒳", "\U0010ffff"),
    *("<script>alert(1)</script>", "]]>", "-->", "=1+1", "'; DROP TABLE change; --", "%s", "{{x}}", "\x1b[0m"),
)
"""Pieces on which escaping, counting and rendering have been known to fail."""

hostile = st.lists(st.one_of(st.sampled_from(AWKWARD), st.characters(codec="utf-8")), max_size=40).map("".join)
"""Any text that can be written as UTF-8, rich in AWKWARD pieces."""

anything = st.text(st.one_of(st.sampled_from("a \n\0\r\ud800\udfff😀"), st.characters()), max_size=40)
"""Any Python string, lone surrogates and NUL too."""

articles = hostile.map(canonical).filter(lambda text: bool(text.replace(BOM, "").strip()))
"""Text in canonical form that holds more than white space and byte order marks."""

names = hostile.map(lambda text: words("name", text)).filter(bool)
"""What a field that may not be empty can hold, as it is kept."""


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A span of `text` that holds more than white space and byte order marks."""
    solid = [n for n, sign in enumerate(text) if not sign.isspace() and sign != BOM]
    inside = draw(st.sampled_from(solid))
    return Span(draw(st.integers(0, inside)), draw(st.integers(inside + 1, len(text))))


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, Span]:
    """An article's text and a span in it."""
    text = draw(articles)
    return text, draw(spans(text))
