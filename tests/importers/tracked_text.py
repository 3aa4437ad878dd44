"""OpenDocument texts with tracked changes, made for tests of the words, their ends of paragraphs, and what became of
them."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from tests.importers.made_files import odt

KEPT, PUT_IN, DELETED = "kept", "put in", "deleted"
END = "¶"
"""The end of a paragraph, as a word."""

Word = tuple[str, str]
"""A word, or the end of a paragraph, and what became of it."""


def info(author: str = "Flo") -> str:
    told = f"<dc:creator>{author}</dc:creator><dc:date>2026-01-02T03:04:05</dc:date>"
    return f"<office:change-info>{told}</office:change-info>"


def deletion(name: str, content: str, author: str = "Flo") -> str:
    inner = f"<text:deletion>{info(author)}{content}</text:deletion>"
    return f'<text:changed-region xml:id="{name}">{inner}</text:changed-region>'


def insertion(name: str, author: str = "Ed") -> str:
    inner = f"<text:insertion>{info(author)}</text:insertion>"
    return f'<text:changed-region xml:id="{name}">{inner}</text:changed-region>'


def gone(name: str) -> str:
    return f'<text:change text:change-id="{name}"/>'


def begun(name: str) -> str:
    return f'<text:change-start text:change-id="{name}"/>'


def ended(name: str) -> str:
    return f'<text:change-end text:change-id="{name}"/>'


def draft(body: str, *regions: str) -> bytes:
    return odt(f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>{body}")


def made_of(words: Sequence[Word]) -> bytes:
    """The draft in which that became of these words."""
    regions: list[str] = []
    body = "<text:p>"
    for number, (fate, run) in enumerate(groupby(words, lambda word: word[1])):
        content, name = "".join(_written(word) for word, _ in run), f"c{number}"
        if fate == DELETED:
            regions.append(deletion(name, f"<text:p>{content}</text:p>"))
            body += gone(name)
        elif fate == PUT_IN:
            regions.append(insertion(name))
            body += begun(name) + content + ended(name)
        else:
            body += content
    return draft(f"{body}</text:p>", *regions)


def _written(word: str) -> str:
    return "</text:p><text:p>" if word == END else word


def paragraphs(words: Iterable[Word], *fates: str) -> list[str]:
    """The paragraphs of what had one of these fates."""
    text = "".join("\n" if word == END else word for word, fate in words if fate in fates)
    return [line.strip() for line in text.split("\n") if line.strip()]
