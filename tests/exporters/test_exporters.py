"""The table of formats: the same report gives the same bytes, as they were when last looked at, and can be stopped."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.errors import Cancelled
from annotator.domain.model import BlockKind, SourceKind, Stance
from annotator.domain.report import Report
from annotator.exporters import EXPORTERS, Exporter
from tests.exporters.reading import QUIET
from tests.exporters.reports import Draft, full, large, scripts
from tests.work import calls

FORMATS = pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=list(EXPORTERS))
MACHINES = {"mediareview", "averitec", "qdpx", "brat", "uima", "csl", "jsonl"}
ROOT = Path(__file__).resolve().parents[2]


def test_every_format_is_in_the_table_and_says_what_it_is_for() -> None:
    assert set(EXPORTERS) >= {"html", "markdown", "csv", "xlsx", "json", "claimreview", "webannotation"} | MACHINES
    assert [name for name, exporter in EXPORTERS.items() if exporter.needs_blobs] == ["json"]
    assert {name for name, exporter in EXPORTERS.items() if exporter.for_colleagues} >= {"csv", "xlsx", "json"}
    for name, exporter in EXPORTERS.items():
        assert exporter.name == name
        assert exporter.label and exporter.description.endswith(".")
        assert not exporter.extension.startswith(".")


@FORMATS
@pytest.mark.parametrize("make", [full, scripts])
def test_an_export_is_what_it_was(
    exporter: Exporter, make: Callable[[], Report], golden: Callable[[str, bytes], None]
) -> None:
    for part in exporter.render(make(), QUIET):
        name = f"-{part.name}" if part.name else f"{part.suffix}{part.extension or f'.{exporter.extension}'}"
        golden(f"{make.__name__}-{exporter.name}{name}", part.data)


@FORMATS
def test_notes_for_colleagues_are_in_no_format_for_readers(exporter: Exporter) -> None:
    draft = Draft()
    claim = draft.claim(draft.mention(draft.article((BlockKind.PARAGRAPH, "Ten.")), "Ten"), note="zqx of the claim")
    source = draft.source("A book", SourceKind.BOOK, note="zqx of the source")
    claim = draft.attach(claim, source, Stance.REFUTES, note="zqx of the evidence")
    draft.review(draft.rate(claim, "wrong"), approved=False, note="zqx of the review")
    told = b"".join(part.data for part in exporter.render(draft.report(), QUIET))
    assert (b"zqx" in told) == exporter.for_colleagues


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    program = (
        "import hashlib\n"
        "from annotator.exporters import EXPORTERS\n"
        "from tests.exporters.reports import full\n"
        "for e in EXPORTERS.values():\n"
        "    for p in e.render(full(), lambda done, total: None):\n"
        "        print(e.name, hashlib.sha256(p.data).hexdigest())\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": zone, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(told) == 1


@FORMATS
def test_a_report_of_nothing_is_an_export_all_the_same(exporter: Exporter) -> None:
    assert exporter.render(Draft().report(), QUIET)


@FORMATS
def test_progress_goes_from_nothing_to_all(exporter: Exporter) -> None:
    told: list[tuple[int, int]] = []
    exporter.render(large(300, 20_000), lambda done, total: told.append((done, total)))
    assert told[0][0] == 0
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] == told[0][1] >= (30 if exporter.name == "csl" else 300)
    assert len(told) > (1 if exporter.name == "csl" else 3)


@FORMATS
def test_a_cancelled_export_leaves_the_folder_as_it_was(exporter: Exporter, tmp_path: Path) -> None:
    target = tmp_path / f"report.{exporter.extension}"
    target.write_text("older", encoding="utf-8")

    def stop(done: int, total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        exporter.write(large(300, 20_000), target, stop)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert target.read_text(encoding="utf-8") == "older"


@FORMATS
def test_the_bytes_written_are_the_bytes_rendered(exporter: Exporter, tmp_path: Path) -> None:
    report = full()
    written = exporter.write(report, tmp_path / f"report.{exporter.extension}")
    assert written[0] == tmp_path / f"report.{exporter.extension}"
    rendered = [part.data for part in exporter.render(report, QUIET)]
    assert [path.read_bytes() for path in written[: len(rendered)]] == rendered
    beside = tmp_path / f"report.{exporter.extension}-losses.txt"
    assert written[len(rendered) :] == ([beside] if exporter.losses(report) else [])


@FORMATS
def test_ten_times_the_claims_take_about_ten_times_the_work(exporter: Exporter) -> None:
    small, big = large(200, 20_000), large(2_000, 200_000)
    exporter.render(small, QUIET)  # what is done only once
    assert calls(lambda: exporter.render(big, QUIET)) < 11 * calls(lambda: exporter.render(small, QUIET))
