"""The verb `templates`, and exports by a template of one's own or of what changed since a day."""

from pathlib import Path

from tests.cli.running import Annotator, is_one_sentence_or_two


def test_templates_lists_what_there_is(annotator: Annotator) -> None:
    told = annotator("templates", "--json").value
    assert {row["name"]: row["format"] for row in told}["report.html"] == "html"
    assert all(row["description"].endswith(".") for row in told)
    assert "memo.md" in annotator("templates").out


def test_templates_copies_them_and_replaces_nothing(annotator: Annotator, tmp_path: Path) -> None:
    copied = [Path(row["file"]) for row in annotator("templates", "--copy", tmp_path / "new", "--json").value]
    assert all(path.is_file() for path in copied)
    again = annotator("templates", "--copy", tmp_path / "new")
    assert again.status == 1 and is_one_sentence_or_two(again.err)
    assert "is there already" in again.err


def test_export_takes_a_template(annotator: Annotator, project: Path, article: str, tmp_path: Path) -> None:
    own = tmp_path / "own.md"
    own.write_text("Title: {{ title }}", encoding="utf-8")
    out = tmp_path / "report.md"
    assert annotator("export", project, "--format", "markdown", "--out", out, "--template", own).status == 0
    assert out.read_text(encoding="utf-8").startswith("Title: ")


def test_a_bad_template_ends_with_one_sentence_and_no_file(
    annotator: Annotator, project: Path, article: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.html"
    own.write_text("fine\n{% for %}", encoding="utf-8")
    out = tmp_path / "report.html"
    ran = annotator("export", project, "--format", "html", "--out", out, "--template", own)
    assert ran.status == 1 and is_one_sentence_or_two(ran.err)
    assert "“own.html”, line 2" in ran.err
    assert not out.exists()


def test_export_tells_what_changed_since_a_day(
    annotator: Annotator, project: Path, article: str, tmp_path: Path
) -> None:
    out = tmp_path / "corrections.md"
    ran = annotator("export", project, "--format", "corrections", "--out", out, "--since", "2020-01-01")
    assert ran.status == 0
    assert "1 January 2020" in out.read_text(encoding="utf-8")
    refused = annotator("export", project, "--format", "corrections", "--out", out, "--since", "yesterday")
    assert refused.status == 1 and "“yesterday” is no date." in refused.err


def test_a_notice_begins_at_the_last_report_that_was_published(
    annotator: Annotator, project: Path, claim: str, tmp_path: Path
) -> None:
    annotator("rate", project, "--claim", claim, "--rating", "wrong", "--rationale", "It is 400.")
    annotator("export", project, "--format", "html", "--out", tmp_path / "report.html", "--published")
    annotator("rate", project, "--claim", claim, "--rating", "confirmed", "--rationale", "It is 412 after all.")
    annotator("export", project, "--format", "corrections", "--out", tmp_path / "notice.md")
    assert "The verdict has changed" in (tmp_path / "notice.md").read_text(encoding="utf-8")
    refused = annotator("export", project, "--format", "csv", "--out", tmp_path / "claims.csv", "--published")
    assert refused.status == 1 and "not for the public" in refused.err
    names = [annotator("undo", project, "--json").value["name"] for _ in range(2)]
    assert names == ["Rate claim", "Publish report"]
