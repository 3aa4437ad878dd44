"""Markdown by the CommonMark rules, its front matter and its marks; HTML in it is never trusted."""

import pytest

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from tests.importers.invariants import assert_sound, kinds

SOURCE = """---
title: "Front title"
author: Ann Example
date: 2021-01-27
lang: en-GB
---
# New *rules*

The **council _agreed_** upon [rules](https://site.example/a "t") and `x  =  1`,
in two lines\\
and a break &amp; <b onclick="x">raw</b> [bad](javascript:alert)

- one
  - two

1. first

> Quoted **words**

| A | B |
|---|---|
| 1 | *2* |

```py
x  =  1

y
```

<div><script>alert(1)</script>Raw <i>html</i> &lt;x&gt;</div>

~~gone~~

With reporting by dpa
"""


def read(source: str) -> ImportedArticle:
    article = importers.read_bytes(source.encode(), "a.md")
    assert isinstance(article, ImportedArticle)
    assert_sound(article)
    return article


def test_blocks() -> None:
    assert kinds(read(SOURCE)) == [
        ("heading", "New rules"),
        (
            "paragraph",
            "The council agreed upon rules and x  =  1, in two lines\nand a break & raw [bad](javascript:alert)",
        ),
        ("item", "one"),
        ("item", "two"),
        ("item", "first"),
        ("quotation", "Quoted words"),
        ("table", "A\tB\n1\t2"),
        ("paragraph", "x  =  1\n\ny"),
        ("paragraph", "Raw html <x>"),
        ("paragraph", "gone"),
        ("credit", "With reporting by dpa"),
    ]


def test_marks_and_levels() -> None:
    article = read(SOURCE)
    marks = [(i.kind.value, article.text[i.start : i.end], i.href) for b in article.blocks for i in b.inlines]
    assert marks == [
        ("emphasis", "rules", ""),
        ("strong", "council agreed", ""),
        ("emphasis", "agreed", ""),
        ("link", "rules", "https://site.example/a"),
        ("code", "x  =  1", ""),
        ("strong", "words", ""),
        ("emphasis", "2", ""),
        ("code", "x  =  1\n\ny", ""),
    ]
    assert [b.level for b in article.blocks if b.kind is BlockKind.ITEM] == [1, 2, 1]


def test_front_matter_tells_about_the_article() -> None:
    article = read(SOURCE)
    assert (article.title, article.byline) == ("New rules", "Ann Example")
    assert (article.published, article.language, article.media_type) == ("2021-01-27", "en", "text/markdown")


def test_a_title_in_the_front_matter_becomes_the_headline_where_there_is_none() -> None:
    article = read("---\ntitle: Front title\n---\nWords.\n")
    assert kinds(article) == [("heading", "Front title"), ("paragraph", "Words.")]
    assert article.title == "Front title"


def test_an_article_without_any_title_is_titled_by_its_first_sentence() -> None:
    assert read("Some words here. More.").title == "Some words here."


@pytest.mark.parametrize("source", ["---\n---\n", "<!-- nothing -->", "![](a.png)", "***"])
def test_markdown_without_words_is_refused(source: str) -> None:
    with pytest.raises(AnnotatorError, match="no words"):
        importers.read_bytes(source.encode(), "a.md")


@pytest.mark.parametrize("source", ["[" * 200_000, "> " * 5_000 + "a", "*a " * 60_000, "`" * 30_000, "![" * 50_000])
def test_hostile_markdown_takes_no_time(source: str) -> None:
    try:
        read(f"Words.\n\n{source}")
    except AnnotatorError:
        pytest.fail("the words were lost")
