"""What holds for every imported article, whatever it was read from."""

from annotator.domain.model import BlockKind, ImportedArticle, InlineKind
from annotator.domain.text import canonical

_BULLETS = set("•·‣▪●◦▸►∙⁃○■□➤✓✔-*+.)0123456789")


def assert_sound(article: ImportedArticle) -> None:
    """Blocks in order, apart, trimmed, with words; nothing but white space and bullets between them."""
    text = article.text
    assert canonical(text) == text
    assert article.blocks
    assert article.title.strip()
    place = 0
    for block in article.blocks:
        assert place <= block.start < block.end <= len(text)
        words = text[block.start : block.end]
        assert words == words.strip()
        assert not set(text[place : block.start].replace(" ", "")) - _BULLETS - set(_white(text[place : block.start]))
        assert block.level in range(10)
        assert block.kind in (BlockKind.HEADING, BlockKind.ITEM) or block.level == 0
        for inline in block.inlines:
            assert block.start <= inline.start <= inline.end <= block.end
            assert (inline.start == inline.end) == (inline.kind in (InlineKind.IMAGE, InlineKind.LOCATOR))
        place = block.end
    assert not text[place:].strip()


def kinds(article: ImportedArticle) -> list[tuple[str, str]]:
    """The kind and the words of each block."""
    return [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]


def _white(text: str) -> str:
    return "".join(sign for sign in text if sign.isspace())
