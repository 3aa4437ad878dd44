"""Each verb, for people and for scripts."""

import json
from pathlib import Path

import pytest

from annotator.domain import ratings
from annotator.project import Project
from tests.cli.conftest import STORY
from tests.cli.running import Annotator

ARTICLE_KEYS = {"id", "title", "byline", "publisher", "url", "language", "published", "supersedes", "text", "blocks"}
CLAIM_KEYS = {"id", "statement", "kind", "claimant", "claim_date", "state", "mentions", "evidence", "verdicts"}
MENTION_KEYS = {"article", "start", "end", "exact", "prefix", "suffix", "state"}
EVIDENCE_KEYS = {"id", "source", "stance", "excerpt", "locator", "note"}
VERDICT_KEYS = {"id", "scale", "rating", "label", "rationale", "correction", "checker", "at", "state"}
SOURCE_KEYS = {
    *("id", "kind", "title", "author", "publisher", "url", "archive_url"),
    *("published", "accessed", "confidential"),
}


def test_new_makes_a_project_with_a_title_a_scale_and_a_checker(annotator: Annotator, tmp_path: Path) -> None:
    path = tmp_path / "fresh.factcheck"
    made = annotator("new", path, "--title", "Spring", "--scale", "truth", "--checker", "Second", "--json").value
    assert made == {"path": str(path), "title": "Spring", "scale": "truth", "checker": "Second"}
    with Project.open(path) as project:
        assert (project.title, project.scale.key) == ("Spring", "truth")


def test_new_tells_a_person_where_the_project_is(annotator: Annotator, tmp_path: Path) -> None:
    ran = annotator("new", tmp_path / "fresh.factcheck")
    assert ran.status == 0
    assert "fresh.factcheck" in ran.out


def test_add_prints_the_article_that_it_made(annotator: Annotator, project: Path, story: Path) -> None:
    made = annotator("add", project, story, "--again", "--json").value
    assert made.keys() >= ARTICLE_KEYS
    assert made["supersedes"] is None
    assert annotator("articles", project, "--json").value[-1].items() <= made.items()


def test_add_tells_a_person_the_id_and_the_title(annotator: Annotator, project: Path, story: Path) -> None:
    ran = annotator("add", project, story, "--again", "--title", "A better title")
    assert ran.out.split(maxsplit=1)[1] == "A better title\n"


def test_add_takes_a_later_version(annotator: Annotator, project: Path, article: str, story: Path) -> None:
    assert annotator("add", project, story, "--supersedes", article, "--json").value["supersedes"] == article


def test_add_reads_pasted_text_from_standard_input(annotator: Annotator, project: Path) -> None:
    made = annotator("add", project, "-", "--title", "Pasted", "--json", typed="\ufeffEins.\r\nZwei.".encode()).value
    assert (made["title"], made["text"]) == ("Pasted", "Eins.\nZwei.")


def test_articles_lists_texts_with_their_blocks(annotator: Annotator, project: Path) -> None:
    (listed,) = annotator("articles", project, "--json").value
    assert listed.keys() >= ARTICLE_KEYS
    for block in listed["blocks"]:
        assert block.keys() >= {"start", "end", "kind"}
        assert listed["text"][block["start"] : block["end"]].strip()


def test_articles_tells_a_person_how_far_the_claims_are(annotator: Annotator, project: Path, claim: str) -> None:
    heading, line = annotator("articles", project).out.splitlines()
    assert line.index("0 of 1") == heading.index("CHECKED")
    assert line.index("The bridge") == heading.index("TITLE")


def test_mark_prints_the_claim(annotator: Annotator, project: Path, article: str) -> None:
    fields = {"kind": "date", "claimant": "the town", "claim_date": "27 January 2021", "note": "n", "assignee": "me"}
    options = [word for name, value in fields.items() for word in ("--" + name.replace("_", "-"), value)]
    quote = ("--quote", "3 May 1999", "--statement", "The bridge opened on 3 May 1999.")
    made = annotator("mark", project, "--article", article, *quote, *options, "--json").value
    assert made.keys() >= CLAIM_KEYS
    (mention,) = made["mentions"]
    assert mention.keys() >= MENTION_KEYS
    assert (mention["exact"], mention["article"], mention["state"]) == ("3 May 1999", article, "same")
    assert {name: made[name] for name in fields} == {**fields, "claim_date": "2021-01-27"}
    assert (made["state"], made["claim_date_text"]) == ("unchecked", "27 January 2021")
    assert annotator("claims", project, "--json").value == [made]


def test_mark_takes_a_span_in_code_points(annotator: Annotator, project: Path, article: str) -> None:
    (listed,) = annotator("articles", project, "--json").value
    start = listed["text"].index("412")
    made = annotator("mark", project, "--article", article, "--span", f"{start}:{start + 3}", "--json").value
    assert (made["mentions"][0]["start"], made["mentions"][0]["exact"], made["statement"]) == (start, "412", "412")


def test_mark_takes_a_passage_in_several_parts(annotator: Annotator, project: Path, article: str) -> None:
    made = annotator("mark", project, "--article", article, "--span", "4:9,0:3", "--json").value
    first, second = made["mentions"]
    assert (first["continues"], second["continues"]) == (None, first["id"])
    assert made["statement"] == f"{first['exact']} … {second['exact']}"
    again = annotator(
        "mark", project, "--claim", made["id"], "--article", article, "--span=12:15,20:25", "--json"
    ).value
    assert [mention["continues"] is None for mention in again["mentions"]] == [True, False, True, False]


def test_mark_takes_a_severity(annotator: Annotator, project: Path, article: str) -> None:
    made = annotator("mark", project, "--article", article, "--span=0:3", "--severity", "must-fix", "--json").value
    assert made["severity"] == "must-fix"
    (listed,) = annotator("claims", project, "--json").value
    assert listed == made


def test_mark_takes_the_occurrence_asked_for(annotator: Annotator, project: Path, article: str) -> None:
    quote = ("--article", article, "--quote", "27 million")
    first = annotator("mark", project, *quote, "--json").value["mentions"][0]
    second = annotator("mark", project, *quote, "--occurrence", 2, "--json").value["mentions"][0]
    assert first["exact"] == second["exact"] == "27 million"
    assert first["end"] < second["start"]


def test_mark_adds_a_place_to_a_claim(annotator: Annotator, project: Path, article: str) -> None:
    quote = ("--article", article, "--quote", "27 million", "--json")
    claim = annotator("mark", project, *quote).value["id"]
    made = annotator("mark", project, *quote, "--occurrence", "2", "--claim", claim).value
    assert (made["id"], len(made["mentions"])) == (claim, 2)


def test_source_keeps_every_field_and_a_copy(annotator: Annotator, project: Path, story: Path) -> None:
    fields = {
        "title": "Register",
        "kind": "dataset",
        "author": "Town",
        "publisher": "Town press",
        "url": "https://example.org/r",
        "archive_url": "https://example.org/a",
        "note": "n",
        "published": "2020-01",
        "accessed": "2021-02-03",
    }
    options = [word for name, value in fields.items() for word in ("--" + name.replace("_", "-"), value)]
    made = annotator("source", project, *options, "--confidential", "--snapshot", story, "--json").value
    assert made.keys() >= SOURCE_KEYS
    assert made.items() >= {**fields, "confidential": True}.items()
    assert annotator("sources", project, "--json").value == [made]
    with Project.open(project) as opened:
        assert opened.sources.snapshot(made["id"]) == story.read_bytes()
    annotator("undo", project)
    assert annotator("sources", project, "--json").value == []


def test_attach_ties_a_source_to_a_claim(annotator: Annotator, project: Path, claim: str, source: str) -> None:
    words = ("--stance", "refutes", "--excerpt", "It is 400.", "--locator", "p. 12", "--note", "n", "--json")
    made = annotator("attach", project, "--claim", claim, "--source", source, *words).value
    assert made.keys() >= EVIDENCE_KEYS
    (listed,) = annotator("claims", project, "--json").value
    assert listed["evidence"] == [made]
    assert (made["source"], made["stance"], made["excerpt"], made["locator"]) == (
        source,
        "refutes",
        "It is 400.",
        "p. 12",
    )


def test_rate_gives_a_verdict_in_the_name_of_the_checker(annotator: Annotator, project: Path, claim: str) -> None:
    words = ("--rating", "wrong", "--rationale", "It is 400.", "--correction", "400 metres", "--checker", "Second")
    made = annotator("rate", project, "--claim", claim, *words, "--json").value
    assert made.keys() >= VERDICT_KEYS
    assert (made["scale"], made["label"], made["checker"], made["state"]) == ("editorial", "Wrong", "Second", "current")
    (listed,) = annotator("claims", project, "--json").value
    assert (listed["state"], listed["verdicts"]) == ("checked", [made])


def test_rate_takes_another_scale(annotator: Annotator, project: Path, claim: str) -> None:
    key = ratings.scale("three").ratings[0].key
    words = ("--rating", key, "--rationale", "r", "--scale", "three", "--json")
    assert annotator("rate", project, "--claim", claim, *words).value["scale"] == "three"


def test_verdicts_keeps_what_was_replaced(annotator: Annotator, project: Path, claim: str) -> None:
    for key in ("wrong", "confirmed"):
        annotator("rate", project, "--claim", claim, "--rating", key, "--rationale", "r")
    listed = annotator("verdicts", project, "--json").value
    assert [(v["rating"], v["state"], v["claim"]) for v in listed] == [
        ("wrong", "replaced", claim),
        ("confirmed", "current", claim),
    ]
    assert len(annotator("verdicts", project).out.splitlines()) == 3


def test_lists_can_be_narrowed_to_an_article(
    annotator: Annotator, project: Path, claim: str, source: str, article: str, story: Path
) -> None:
    annotator("attach", project, "--claim", claim, "--source", source, "--stance", "context")
    annotator("rate", project, "--claim", claim, "--rating", "wrong", "--rationale", "r")
    other = annotator("add", project, story, "--again", "--json").value["id"]
    for verb in ("articles", "claims", "sources", "verdicts"):
        assert len(annotator(verb, project, "--article", article, "--json").value) == 1
    for verb in ("claims", "sources", "verdicts"):
        assert annotator(verb, project, "--article", other, "--json").value == []
    assert annotator("articles", project, "--article", other, "--json").value[0]["id"] == other


@pytest.mark.parametrize("verb", ["claims", "sources", "verdicts"])
def test_a_person_is_told_when_there_is_nothing(annotator: Annotator, project: Path, verb: str) -> None:
    assert annotator(verb, project).out == "There are none yet.\n"


def test_undo_and_redo_name_the_step(annotator: Annotator, project: Path, claim: str) -> None:
    assert annotator("undo", project, "--json").value["name"] == "Mark claim"
    assert annotator("claims", project, "--json").value == []
    assert annotator("redo", project).out.startswith("Mark claim")
    assert [c["id"] for c in annotator("claims", project, "--json").value] == [claim]


@pytest.mark.parametrize("name", ["html", "markdown", "csv", "json", "claimreview", "webannotation"])
def test_export_writes_each_format(annotator: Annotator, project: Path, claim: str, tmp_path: Path, name: str) -> None:
    written = annotator("export", project, "--format", name, "--out", tmp_path / "report", "--json").value
    assert Path(written[0]) == tmp_path / "report"
    assert all(Path(path).stat().st_size for path in written)


def test_export_can_be_of_one_article(annotator: Annotator, project: Path, story: Path, tmp_path: Path) -> None:
    other = annotator("add", project, story, "--again", "--json").value["id"]
    out = tmp_path / "one.json"
    assert annotator("export", project, "--format", "json", "--out", out, "--article", other).out == f"{out}\n"
    assert STORY.split("\n")[0] in out.read_text(encoding="utf-8")
    assert 'The bridge"' not in out.read_text(encoding="utf-8")


def test_formats_lists_what_comes_in_and_what_goes_out(annotator: Annotator) -> None:
    listed = annotator("formats", "--json").value
    names = {(row["use"], row["name"]) for row in listed}
    assert names >= {("export", n) for n in ("html", "markdown", "csv", "json", "claimreview", "webannotation")}
    assert names >= {("import", n) for n in ("text", "html", "markdown", "docx")}
    assert len(annotator("formats").out.splitlines()) == len(listed) + 1


def test_check_says_that_all_is_sound(annotator: Annotator, project: Path, claim: str) -> None:
    assert annotator("check", project).out == "All is sound.\n"
    assert annotator("check", project, "--json").value == {"sound": True, "problems": []}


def test_json_keeps_every_script_readable(annotator: Annotator, project: Path) -> None:
    ran = annotator("source", project, "--title", "白俄罗斯 👩‍🔬 العربية", "--json")
    assert "白俄罗斯 👩‍🔬 العربية" in ran.out
    assert json.loads(ran.out)["title"] == "白俄罗斯 👩‍🔬 العربية"


def test_a_terminal_gets_no_control_signs_from_a_title(annotator: Annotator, project: Path) -> None:
    ran = annotator("source", project, "--title", "a\x1b[31mred\x07\nline \u202edetrevni")
    assert len(ran.out.splitlines()) == 1
    assert not set(ran.out) & {"\x1b", "\x07", "\u202e"}


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("mark", "p.factcheck"),
        ("mark", "p.factcheck", "--article", "a"),
        ("mark", "p.factcheck", "--article", "a", "--quote", "q", "--span", "1:2"),
        ("mark", "p.factcheck", "--article", "a", "--span", "one:two"),
        ("mark", "p.factcheck", "--article", "a", "--span", "12"),
        ("rate", "p.factcheck", "--claim", "c", "--rating", "wrong"),
        ("attach", "p.factcheck", "--claim", "c", "--source", "s"),
        ("source", "p.factcheck"),
        ("export", "p.factcheck", "--format", "html"),
        ("apply", "p.factcheck"),
        ("claims", "p.factcheck", "--nonsense"),
        ("claims",),
        ("check", "p.factcheck", "--wait", "long"),
        ("check", "p.factcheck", "--wait", "nan"),
        ("check", "p.factcheck", "--wait", "-1"),
    ],
)
def test_a_wrong_command_line_ends_with_2(annotator: Annotator, words: tuple[str, ...]) -> None:
    ran = annotator(*words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("usage: annotator")


@pytest.mark.parametrize("words", [("--help",), ("apply", "--help"), ("add", "--help"), ("--version",)])
def test_help_is_there(annotator: Annotator, words: tuple[str, ...]) -> None:
    ran = annotator(*words)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out
