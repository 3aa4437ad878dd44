"""Two drafts at the command line: what became of each claim, in counts and in detail; one undo takes it all back."""

from pathlib import Path

import pytest

from annotator.project import Project
from tests.cli.running import Annotator
from tests.project.drafts import CHANGED, CHANGED_TO, FIRST, GONE, MOVED, SAME, SECOND, marked


@pytest.fixture
def old(project: Path) -> str:
    with Project.open(project, checker="first checker") as opened:
        article = opened.articles.add_text(FIRST)
        marked(opened, article, SAME, MOVED, CHANGED, GONE)
    return article.id


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "new.txt"
    path.write_text(SECOND, encoding="utf-8")
    return path


def test_a_new_draft_prints_what_became_of_the_claims(
    annotator: Annotator, project: Path, old: str, draft: Path
) -> None:
    said = annotator("add", project, draft, "--supersedes", old).out.splitlines()
    assert said[1] == "same 1, moved 1, changed 1, unsure 0, gone 1; new or reworded sentences: 1"


def test_its_json_tells_of_each_mention(annotator: Annotator, project: Path, old: str, draft: Path) -> None:
    added = annotator("add", project, draft, "--supersedes", old, "--json").value
    told = added["revision"]
    assert [told[state] for state in ("same", "moved", "changed", "unsure", "gone")] == [1, 1, 1, 0, 1]
    assert (told["article"], told["supersedes"]) == (added["id"], old)
    words = {each["state"]: (each["old"]["exact"], each["new"] and each["new"]["exact"]) for each in told["mentions"]}
    assert words == {
        "same": (SAME, SAME),
        "moved": (MOVED, MOVED),
        "changed": (CHANGED, CHANGED_TO),
        "gone": (GONE, None),
    }
    assert [each["exact"] for each in told["new_sentences"]] == [
        "A second bridge is planned for 2031, says the council."
    ]
    assert annotator("revision", project, "--article", added["id"], "--json").value == told
    listed = annotator("revision", project, "--article", added["id"]).out
    assert CHANGED_TO in listed and GONE in listed and "A second bridge" in listed
    assert "revision" not in annotator("articles", project, "--json").value[0]


def test_a_draft_onto_an_older_one_goes_onto_the_newest(
    annotator: Annotator, project: Path, old: str, draft: Path, tmp_path: Path
) -> None:
    newest = annotator("add", project, draft, "--supersedes", old, "--json").value["id"]
    words = annotator("mark", project, "--article", newest, "--quote", "A second bridge", "--json").value["statement"]
    (tmp_path / "third.txt").write_text(SECOND + "\n\nThe end.", encoding="utf-8")
    third = annotator("add", project, tmp_path / "third.txt", "--supersedes", old, "--json").value
    assert third["supersedes"] == newest
    assert words in {each["new"]["exact"] for each in third["revision"]["mentions"] if each["new"]}
    assert annotator("add", project, draft, "--supersedes", "nope").err.startswith("There is no article")


def test_tables_say_which_version_is_older_and_which_claim_is_in_no_newer_one(
    annotator: Annotator, project: Path, old: str, draft: Path
) -> None:
    new = annotator("add", project, draft, "--supersedes", old, "--json").value["id"]
    told = {line.split()[0]: line for line in annotator("articles", project).out.splitlines()}
    assert "older draft" in told[old] and "2 of 3" in told[new]
    listed = annotator("claims", project).out.splitlines()
    assert [line.split("  ")[1] for line in listed if GONE in line] == ["Confirmed (gone)"]
    assert not any("gone" in line for line in listed if GONE not in line)


def test_one_undo_takes_the_revision_back(annotator: Annotator, project: Path, old: str, draft: Path) -> None:
    before = annotator("claims", project, "--json").value
    annotator("add", project, draft, "--supersedes", old)
    assert annotator("claims", project, "--json").value != before
    assert annotator("undo", project).out.startswith("Add new version")
    assert annotator("claims", project, "--json").value == before
    assert annotator("check", project, "--json").value["sound"]


def test_what_is_gone_is_placed_by_its_words(annotator: Annotator, project: Path, old: str, draft: Path) -> None:
    told = annotator("add", project, draft, "--supersedes", old, "--json").value["revision"]
    (gone,) = (each["old"] for each in told["mentions"] if each["state"] == "gone")
    placed = annotator("place", project, "--mention", gone["id"], "--quote", "A second bridge", "--json").value
    assert (placed["article"], placed["carried_from"], placed["state"]) == (told["article"], gone["id"], "changed")
    assert annotator("place", project, "--mention", "none", "--quote", "A").err.startswith("There is no mention")


def test_a_correction_is_a_new_version(annotator: Annotator, project: Path, old: str) -> None:
    said = annotator("correct", project, "--article", old, "--quote", "412", "--text", "421", "--json").value
    assert said["supersedes"] == old and "421 metres" in said["text"]
    assert (said["revision"]["same"], said["revision"]["changed"]) == (3, 1)
    again = annotator("correct", project, "--article", said["id"], "--span=0:3", "--text", "A").out
    assert "same 4" in again
    assert annotator("correct", project, "--article", old, "--span=0:3,4:5", "--text", "A").status == 1


def test_an_article_that_supersedes_nothing_has_no_revision(annotator: Annotator, project: Path, old: str) -> None:
    assert "supersedes no other" in annotator("revision", project, "--article", old).err


def test_two_drafts_of_an_article_with_two_hundred_claims(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    facts = [
        f"Station {n} on the northern line was opened in {1900 + n} and has {n * 7 + 3} lamps." for n in range(200)
    ]
    old_text = "\n\n".join(facts)
    with Project.open(project) as opened, opened.step("Mark all"):
        article = opened.articles.add_text(old_text).id
        for fact in facts:
            opened.claims.mark_quote(article, fact)
    new_facts = [fact.replace("lamps", "new lamps") if n % 10 == 0 else fact for n, fact in enumerate(facts)]
    del new_facts[55], new_facts[111]
    path = tmp_path / "draft.txt"
    path.write_text("\n\n".join([*new_facts[100:], *new_facts[:100]]), encoding="utf-8")
    told = annotator("add", project, path, "--supersedes", article, "--json").value["revision"]
    states = ("same", "moved", "changed", "unsure", "gone")
    assert sum(told[state] for state in states) == len(told["mentions"]) == 200
    assert (told["changed"], told["unsure"], told["gone"]) == (20, 0, 2)
    new_text = path.read_text(encoding="utf-8")
    for each in told["mentions"]:
        if each["state"] in ("same", "moved"):
            assert each["new"]["exact"] == each["old"]["exact"]
        elif each["state"] == "changed":
            assert each["new"]["exact"] == each["old"]["exact"].replace("lamps", "new lamps")
        if each["new"]:
            assert new_text[each["new"]["start"] : each["new"]["end"]] == each["new"]["exact"]
