"""Templates of a newsroom's own: what they may say, how they fail, and that none can reach out or run for ever."""

from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.exporters import EXPORTERS, templates, templates_sandbox
from annotator.exporters.templates import Order
from tests.exporters.reading import QUIET
from tests.exporters.reports import full, hostile, large


def by(path: Path, text: str, name: str = "html", extension: str = "") -> str:
    """The full report by a template of those words."""
    path.write_text(text, encoding="utf-8")
    parts = EXPORTERS[name].render(full(), QUIET, Order(extension, path))
    return parts[0].data.decode()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.html"


def test_a_template_of_ones_own_takes_the_place_of_the_built_in_one(own: Path) -> None:
    assert by(own, "<h1>{{ title }}</h1> {{ entries|length }}") == "<h1>The Moon, in figures</h1> 8"


@pytest.mark.parametrize("built_in", templates.BUILT_IN, ids=lambda each: each.name)
def test_a_copy_of_a_built_in_template_gives_what_the_built_in_one_gives(
    built_in: templates.BuiltIn, tmp_path: Path
) -> None:
    templates.copy_to(tmp_path / "copies")
    extension = built_in.name.rpartition(".")[2]
    copied = Order(extension, tmp_path / "copies" / built_in.name)
    exporter = EXPORTERS[built_in.format]
    expected = exporter.render(full(), QUIET, Order(extension))
    assert exporter.render(full(), QUIET, copied) == expected


def test_a_part_beside_a_template_comes_before_the_built_in_one(own: Path) -> None:
    (own.parent / "claim.html").write_text("[{{ entry.number }}]", encoding="utf-8")
    assert by(own, "{% for entry in entries %}{% include 'claim.html' %}{% endfor %}") == "[1][2][3][4][5][6][7][8]"
    assert "--accent" in by(own, "{% include 'page.css' %}")


def test_contents_are_escaped_for_the_format_whatever_a_template_does(tmp_path: Path) -> None:
    said = "{{ title }}|{{ title ~ '-' }}|{{ [title, title]|join('/') }}|{{ title|upper }}"
    said += "|{% set x %}{{ title }}{% endset %}{{ x }}"
    path = tmp_path / "own"
    path.write_text(said, encoding="utf-8")
    page = EXPORTERS["html"].render(hostile("<b>*x*"), QUIET, Order("", path))[0].data.decode()
    assert "<b>" not in page.lower() and page.count("&lt;") == 6
    text = EXPORTERS["markdown"].render(hostile("<b>*x*"), QUIET, Order("", path))[0].data.decode()
    assert text.count("\\<b\\>\\*x\\*") == 5 and text.count("*") == text.count("\\*") == 12


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("one\ntwo {{ title", 2, "unexpected end"),
        ("{% for x in entries %}", 1, "end"),
        ("\n\n{{ nothing_of_the_kind }}", 3, "undefined"),
        ("a\n{{ title|no_such_filter }}", 2, "no_such_filter"),
        ("{{ entries[0].claim.no_such_thing.x }}", 1, "no_such_thing"),
        ("\n{{ 1 / 0 }}", 2, "zero"),
        ("{% include 'missing.html' %}", 1, "missing.html"),
        ("\n{% autoescape false %}{{ title }}{% endautoescape %}", 2, "escaping cannot be switched off"),
        ("{{ title|safe }}", 1, "safe"),
    ],
)
def test_a_bad_template_is_refused_with_its_name_and_line(own: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(AnnotatorError) as refused:
        by(own, text)
    assert f"“own.html”, line {line}," in refused.value.what_happened
    assert what in refused.value.what_happened
    assert "\n" not in str(refused.value)


def test_a_mistake_in_an_included_part_is_told_with_that_part_s_name(own: Path) -> None:
    (own.parent / "part.html").write_text("fine\n{{ oops }}", encoding="utf-8")
    with pytest.raises(AnnotatorError, match=r"“part\.html”, line 2"):
        by(own, "{% include 'part.html' %}")


ESCAPES = (
    "{{ title.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ title['__class__'] }}",
    "{{ entries|map(attribute='__class__')|first }}",
    "{{ entries|attr('__class__') }}",
    "{{ (entries|select).gi_frame.f_globals }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ entries.items.append(1) }}",
    "{{ report.blobs.update({'a': 1}) }}",
    "{{ report.without_notes() }}",
    "{{ '{0.__class__}'.format(title) }}",
    "{{ '%s' % title }}",
    "{{ entries[0].claim.__dict__ }}",
    "{{ lipsum.__globals__ }}",
    "{% import '../own.html' as x %}",
    "{% include '/etc/passwd' %}",
    "{% include 'secret.txt' %}",
    "{{ title + title }}",
    "{{ dict.fromkeys }}",
)


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_cannot_reach_out(own: Path, text: str) -> None:
    (own.parent / "secret.txt").write_text("zqx", encoding="utf-8")
    with pytest.raises(AnnotatorError, match="cannot be used"):
        by(own, text)


BOMBS = (
    "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'own.html' %}",
    "{{ 'a' * 10 ** 10 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{% set ns = namespace(x=9) %}{% for i in range(99) %}{% set ns.x = ns.x * ns.x %}{% endfor %}",
    "{% set ns = namespace(x='ab') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    "{% set ns = namespace(x='ab') %}{% for i in range(99) %}"
    "{% set y %}{{ ns.x }}{{ ns.x }}{% endset %}{% set ns.x = y %}{% endfor %}",
    "{% set ns = namespace(x=[1, 2]) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
    "{{ range(99999)|join('b' ~ title ~ '" + "c" * 5000 + "') }}",
    "{{ ('" + "a" * 50000 + "')|replace('', '" + "b" * 50000 + "') }}",
    "{{ 'a'.ljust(10 ** 9) }}",
    "{{ 'a'|center(10000000000) }}",
    "{{ '%10000000000d'|format(1) }}",
    "{{ 1|round(1000000000, 'floor') }}",
    "{{ range(10 ** 12) }}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
)


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_a_template_cannot_run_without_end_or_fill_the_memory(
    own: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates_sandbox, "STEPS", 200_000)
    monkeypatch.setattr(templates_sandbox, "CHARACTERS", 20_000_000)
    with pytest.raises(AnnotatorError, match="cannot be used"):
        by(own, text)


def test_a_template_can_be_stopped_while_it_runs(own: Path) -> None:
    own.write_text("{% for a in range(90000) %}{% for b in range(9) %}{% endfor %}{% endfor %}", encoding="utf-8")
    asked = 0

    def stop(done: int, total: int) -> None:
        nonlocal asked
        asked += 1
        if asked > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        EXPORTERS["html"].render(full(), stop, Order("", own))


def test_a_large_report_stays_within_what_a_template_may_use(tmp_path: Path) -> None:
    templates.copy_to(tmp_path / "copies")
    order = Order("", tmp_path / "copies" / "report.html")
    assert len(EXPORTERS["html"].render(large(1_000, 100_000), QUIET, order)[0].data) > 1_000_000


@pytest.mark.parametrize(
    ("data", "what"), [(b"\xff\xfe{", "not UTF-8"), (b"a" * 1_000_001, "over 1 MB"), (None, "There is no template")]
)
def test_a_file_that_is_no_template_is_refused(own: Path, data: bytes | None, what: str) -> None:
    if data is not None:
        own.write_bytes(data)
    with pytest.raises(AnnotatorError, match=what):
        EXPORTERS["html"].render(full(), QUIET, Order("", own))


def test_a_format_without_templates_says_which_take_one(own: Path) -> None:
    with pytest.raises(AnnotatorError, match=r"“csv” takes no template\. Those that do are html, .*memo"):
        EXPORTERS["csv"].render(full(), QUIET, Order("", own))
    with pytest.raises(AnnotatorError, match=r"as \.docx takes no template"):
        EXPORTERS["memo"].render(full(), QUIET, Order("docx", own))


def test_copying_replaces_nothing(tmp_path: Path) -> None:
    copies = templates.copy_to(tmp_path)
    assert {path.name for path in copies} == {path.name for path in templates.FOLDER.iterdir()}
    copies[0].write_text("mine", encoding="utf-8")
    with pytest.raises(AnnotatorError, match="is there already"):
        templates.copy_to(tmp_path)
    assert copies[0].read_text(encoding="utf-8") == "mine"
