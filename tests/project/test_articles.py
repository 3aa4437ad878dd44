"""Articles: kept as they were read, corrected, removed, and never told of from a stale memory."""

from contextlib import suppress
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Block, BlockKind, ImportedArticle, Inline, InlineKind, Link, Span
from annotator.project import Project
from tests.project.making import TEXT, imported, with_article


def test_an_article_is_given_as_it_was_read_and_its_bytes_are_kept(project: Project) -> None:
    told = {"byline": "B", "publisher": "P", "url": "https://example.org/", "language": "en", "published": "2021-01-27"}
    article = with_article(project, title="T", **told)
    assert (article.text, article.title, article.captured[:4]) == (TEXT, "T", "2026")
    assert {name: getattr(article, name) for name in told} == told
    assert article.blocks == imported().blocks
    assert project.articles.get(article.id) == article == project.articles.all()[0]
    assert project._store._db.execute("SELECT data FROM blob WHERE hash = ?", (article.original,)).fetchone() == (
        TEXT.encode(),
    )


def test_what_an_importer_says_is_made_text_that_can_be_kept(project: Project) -> None:
    assert with_article(project, title=" a\ud800\0 ", byline="b\r\n").title == "a\ufffd\ufffd"
    assert project.articles.all()[0].byline == "b"


def test_an_article_is_read_anew_only_when_its_row_says_something_else(
    project: Project, other: Project, article: Article
) -> None:
    assert project.articles.get(article.id) is project.articles.get(article.id)
    other.articles.set(article.id, title="theirs")
    assert project.articles.get(article.id).title == "theirs"
    with suppress(KeyError), project.step("Fail"):
        assert project.articles.set(article.id, title="ours").title == "ours"
        raise KeyError
    assert project.articles.get(article.id).title == "theirs"
    for number in range(6):
        with_article(project, f"Text {number}")
    assert [project.articles.get(a.id).text for a in project.articles.all()[1:]] == [f"Text {n}" for n in range(6)]
    assert project.articles.get(article.id).title == "theirs"


def test_an_article_whose_step_failed_is_not_there(project: Project) -> None:
    with suppress(KeyError), project.step("Fail"):
        ghost = project.articles.get(with_article(project).id)
        raise KeyError
    with pytest.raises(AnnotatorError, match="no article"):
        project.articles.get(ghost.id)


def test_a_block_may_be_said_to_be_something_else_and_again_what_it_was(project: Project, article: Article) -> None:
    second = article.blocks[1]
    project.articles.set_kind(article.id, second.start, BlockKind.FURNITURE)
    project.articles.set_kind(article.id, 0, BlockKind.HEADING)
    kinds = [block.kind for block in project.articles.get(article.id).blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.FURNITURE, BlockKind.PARAGRAPH]
    project.history.undo()
    project.articles.set_kind(article.id, second.start, BlockKind.PARAGRAPH)
    assert project.articles.get(article.id).blocks == article.blocks
    for start, kind, told in ((1, "heading", "begins at 1"), (0, "junk", "is not a kind of block")):
        with pytest.raises(AnnotatorError, match=told):
            project.articles.set_kind(article.id, start, kind)  # type: ignore[arg-type]


def test_links_are_those_of_the_text_once_each(project: Project) -> None:
    inlines = (
        Inline(0, 3, InlineKind.LINK, "https://example.org/a"),
        Inline(4, 7, InlineKind.STRONG),
        Inline(8, 13, InlineKind.LINK, "https://example.org/a"),
        Inline(8, 13, InlineKind.LINK, "javascript:alert(1)"),
        Inline(8, 13, InlineKind.LINK, "http://example.org/b"),
    )
    menu = Block(14, 18, BlockKind.FURNITURE, inlines=(Inline(14, 18, InlineKind.LINK, "https://example.org/menu"),))
    read = ImportedArticle("one two three\nmenu", (Block(0, 13, BlockKind.PARAGRAPH, inlines=inlines), menu))
    article = project.articles.add_read(read)
    assert project.articles.links(article.id) == [
        Link("one", "https://example.org/a", Span(0, 3)),
        Link("three", "http://example.org/b", Span(8, 13)),
    ]


def test_pasted_text_and_files_come_in_the_same_way(project: Project, tmp_path: Path) -> None:
    pasted = project.articles.add_text("Pasted text.\r\nTwo lines.", title="T", supersedes="")
    assert (pasted.title, pasted.text) == ("T", "Pasted text.\nTwo lines.")
    (tmp_path / "story.txt").write_text("A story.\n\nIt has words.", encoding="utf-8")
    added = project.articles.add(tmp_path / "story.txt", supersedes=pasted.id)
    assert "It has words." in added.text
    assert project.articles.summaries()[1].supersedes == pasted.id


def test_what_was_said_by_hand_of_a_block_holds_for_the_next_draft(project: Project) -> None:
    old = project.articles.add_text("The dam is 60 metres high.\n\nShare this page\n\nIt holds back the river.")
    project.articles.set_kind(old.id, old.text.index("Share"), BlockKind.FURNITURE)
    said = "It stands near the town.\n\nShare this page\n\nThe dam is 70 metres high."
    new = project.articles.add_text(said, supersedes=old.id)
    assert [block.kind for block in new.blocks] == [BlockKind.PARAGRAPH, BlockKind.FURNITURE, BlockKind.PARAGRAPH]
    newer = project.articles.add_text(said + "\n\nThe end came soon.", supersedes=new.id)
    assert newer.blocks[1].kind is BlockKind.FURNITURE
    project.history.undo()
    assert project.check() == []


def test_blocks_of_one_wording_that_were_told_apart_are_not_guessed_at(project: Project) -> None:
    old = project.articles.add_text("The dam is high.\n\nOne line twice.\n\nIt is old.\n\nOne line twice.")
    project.articles.set_kind(old.id, old.text.index("One line"), BlockKind.FURNITURE)
    new = project.articles.add_text("The dam is very high.\n\nOne line twice.\n\nIt is old.", supersedes=old.id)
    assert {block.kind for block in new.blocks} == {BlockKind.PARAGRAPH}
