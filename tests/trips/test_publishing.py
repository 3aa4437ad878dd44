"""`ready`, `validate`, and what `export` remarks."""

import json
from pathlib import Path

import pytest

from annotator import cli
from annotator.domain.model import Article, Claim, Source
from annotator.importers import apart
from annotator.project import Project
from tests.domain.test_markup import SOUND


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def test_ready_lists_what_is_open_and_ends_well(
    project: Project, claim: Claim, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("ready", project.path) == 0
    assert "It has no verdict yet." in capsys.readouterr().out
    assert run("ready", project.path, "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {"kind": "unchecked", "claim": claim.id, "what": "It has no verdict yet."}
    ]


def test_ready_of_another_article_is_another_list(
    project: Project, claim: Claim, capsys: pytest.CaptureFixture[str]
) -> None:
    other = project.articles.add_text("Nothing is claimed here.")
    assert run("ready", project.path, "--article", other.id) == 0
    assert capsys.readouterr().out == "Nothing is open.\n"


def test_export_tells_on_standard_error_what_is_open_and_lost_and_ends_well(
    project: Project, claim: Claim, source: Source, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project.evidence.attach(claim.id, source.id, "supports", excerpt="It says so.")
    assert run("export", project.path, "--format", "claimreview", "--out", tmp_path / "r.jsonld") == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [str(tmp_path / "r.jsonld"), str(tmp_path / "r.jsonld-losses.txt")]
    notes = told.err.splitlines()
    assert notes[0] == "Note: 1 claim has no verdict."
    assert notes[-1].startswith("Note: This format leaves out ") and "1 excerpt" in notes[-1]
    assert "- 1 excerpt\n" in (tmp_path / "r.jsonld-losses.txt").read_text(encoding="utf-8")


def test_export_tells_what_its_mark_up_lacks(
    project: Project, article: Article, claim: Claim, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project.verdicts.give(claim.id, "wrong", "It is not so.")
    assert run("export", project.path, "--format", "claimreview", "--out", tmp_path / "r.jsonld") == 0
    assert "The url is no web address" in capsys.readouterr().err


def test_with_json_the_notes_do_not_disturb_what_is_printed(
    project: Project, claim: Claim, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", project.path, "--format", "csv", "--out", tmp_path / "r.csv", "--json") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)[0] == str(tmp_path / "r.csv")
    assert "Note: " in told.err


def test_a_confidential_source_that_would_show_is_told_of(
    project: Project, claim: Claim, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project.sources.add("Jane Doe", kind="person", confidential=True)
    project.verdicts.give(claim.id, "wrong", "Jane Doe said so.")
    run("export", project.path, "--format", "html", "--out", tmp_path / "r.html")
    assert "1 claim shows a confidential source." in capsys.readouterr().err
    run("export", project.path, "--format", "json", "--out", tmp_path / "r.json")
    assert "1 confidential source is told in full in this format" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["{}", "<!doctype html><p>x<script type='application/ld+json'>{}</script>"])
def test_validate_reads_mark_up_and_pages_that_hold_it(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mark-up"
    path.write_text(form.replace("{}", json.dumps(SOUND)), encoding="utf-8")
    assert run("validate", path) == 0
    assert capsys.readouterr().out == "The mark-up is what its readers ask for.\n"
    path.write_text(form.replace("{}", json.dumps({**SOUND, "url": ""})), encoding="utf-8")
    assert run("validate", path) == 1
    told = capsys.readouterr()
    assert told.out.startswith("Problem: “Ten of ten doctors agree.”: The property url is missing")
    assert told.err == "The mark-up is not sound: 1 problem was found. Correct it before it is published.\n"


def test_advice_alone_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.jsonld"
    path.write_text(json.dumps({**SOUND, "claimReviewed": "x" * 80}), encoding="utf-8")
    assert run("validate", path, "--json") == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["advice"], told["claim"][:3]) == (True, "xxx")


@pytest.mark.parametrize(
    ("text", "what"),
    [("{", "no whole JSON"), ("<!doctype html><p>x", "holds no JSON-LD"), ("[" * 100_000, "no whole JSON")],
)
def test_what_is_no_mark_up_is_refused_in_a_sentence(
    text: str, what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m"
    path.write_text(text, encoding="utf-8")
    assert run("validate", path) == 1
    assert what in capsys.readouterr().err
    assert run("validate", tmp_path / "nowhere") == 1


def test_mark_up_that_takes_too_long_is_refused_in_a_process_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "m.jsonld"
    path.write_text("[" + "[]," * 100_000 + "[]]", encoding="utf-8")
    monkeypatch.setattr(apart, "LONGEST", 0.0)
    assert run("validate", path) == 1
    said = capsys.readouterr().err
    assert "longer than 18 seconds" in said and "Check its claims in smaller files." in said
