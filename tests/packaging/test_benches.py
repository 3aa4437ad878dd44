"""The bench runner: what it prints, what it writes, and when it fails."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benches import BENCHES, __main__
from benches.rows import Row, table


def test_a_limit_is_on_the_ratio_where_there_is_a_floor_and_on_the_value_elsewhere() -> None:
    assert Row("c", "m", 30, "s", floor=10, limit=3).keeps_its_limit
    assert not Row("c", "m", 31, "s", floor=10, limit=3).keeps_its_limit
    assert Row("c", "m", 16, "ms", limit=16).keeps_its_limit
    assert not Row("c", "m", 17, "ms", limit=16).keeps_its_limit
    assert Row("c", "m", 1e9, "ms").keeps_its_limit


def test_the_table_is_aligned_and_points_out_what_is_over_its_limit() -> None:
    rows = [Row("small", "time", 1.5, "s", 1, 3), Row("large text", "time", 123.456, "ms", None, 100)]
    assert table(rows).splitlines() == [
        "case        metric  value  unit  floor  ratio  limit",
        "small       time      1.5  s         1    1.5      3",
        "large text  time    123.5  ms        -      -    100  over its limit",
    ]


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> str:
    """A bench of that name that measures 4 against a floor of 2, or 8 when small, with a limit of 3."""
    module = ModuleType("benches.toy")
    module.measure = lambda small: [Row("case", "time", 8 if small else 4, "s", 2, 3)]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    for name in list(BENCHES):
        monkeypatch.delitem(BENCHES, name)
    monkeypatch.setitem(BENCHES, "toy", module.__name__)
    return "toy"


def test_the_figures_are_written_as_json(toy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "figures.json"
    assert __main__.main([toy, "--json", str(file)]) == 0
    row = {"case": "case", "metric": "time", "value": 4, "unit": "s", "floor": 2, "ratio": 2.0, "limit": 3}
    assert json.loads(file.read_text(encoding="utf-8")) == {"bench": "toy", "rows": [row]}
    assert "ratio" in capsys.readouterr().out


def test_a_passed_limit_is_a_failure_and_all_benches_are_named(toy: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["--small"]) == 1
    assert "toy: case" in (said := capsys.readouterr().out) and "over its limit" in said


def test_the_app_tells_the_articles_of_the_shipped_pages_at_least_as_well_as_the_libraries() -> None:
    from benches import imports

    rows = imports.measure(small=False)
    assert all(row.keeps_its_limit for row in rows)
    assert {row.metric.split(":")[0] for row in rows} == {"app", "trafilatura", "readability-lxml"}


def test_a_folder_without_expected_texts_is_refused(tmp_path: Path) -> None:
    from benches import imports

    (tmp_path / "a.html").write_text("<p>Words", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"holds no NAME.html beside a NAME.txt"):
        imports.measure(small=False, folder=tmp_path)
