"""What the keys about versions do, for the test that presses every key at the window."""

from collections.abc import Callable, Iterator

from annotator.domain.model import Span
from annotator.domain.revision import RecheckKind
from tests.gui.scene import Scene

Effect = Callable[[Scene], Iterator[None]]
"""What a key does: what is so before it, then, after the `yield`, what is so since."""


def revised(scene: Scene) -> None:
    """Bring a new draft of the article in, in which a claim has changed and a sentence is new."""
    page, old = scene.page, scene.page.project.articles.get(scene.page.article)
    draft = old.text.replace("1932", "1933") + "\n\nA tunnel is planned as well."
    page.show_article(page.project.articles.add_text(draft, supersedes=old.id).id)
    scene.qtbot.waitUntil(lambda: not page.desk.rechecks.queue.is_looking)
    page.reader.setFocus()


def looks_at(*kinds: RecheckKind) -> Effect:
    """The last of these re-checks is looked at afterwards, those before it were before."""

    def effect(scene: Scene) -> Iterator[None]:
        revised(scene)
        for _ in kinds[:-1]:
            scene.window.actions_by_id["next_recheck"].trigger()
        yield
        current = scene.page.desk.rechecks.current
        assert current and current.kind is kinds[-1] and scene.page.desk.rechecks.view.hasFocus()

    return effect


def looks_back(scene: Scene) -> Iterator[None]:
    revised(scene)
    for _ in range(2):
        scene.window.actions_by_id["next_recheck"].trigger()
    yield
    current = scene.page.desk.rechecks.current
    assert current and current.kind is RecheckKind.CHANGED


def passes_over(scene: Scene) -> Iterator[None]:
    revised(scene)
    for _ in range(2):
        scene.window.actions_by_id["next_recheck"].trigger()
    yield
    assert [recheck.kind for recheck in scene.page.desk.rechecks.queue.rechecks] == [RecheckKind.CHANGED]


def compares(scene: Scene) -> None:
    """Bring a new draft in and compare it with the one before."""
    revised(scene)
    scene.window.actions_by_id["compare_versions"].trigger()
    scene.qtbot.waitUntil(lambda: scene.page.comparing.is_open)


def opens_comparison(scene: Scene) -> Iterator[None]:
    revised(scene)
    yield
    scene.qtbot.waitUntil(lambda: scene.page.comparing.is_open)


def changes_to(number: int) -> Effect:
    """That change is the current one afterwards, and the other of the two was before."""

    def effect(scene: Scene) -> Iterator[None]:
        compares(scene)
        assert scene.page.comparing.comparison is not None
        view = scene.page.comparing.comparison.view
        view.go_to(1 - number)
        yield
        assert view.current == number and view.hasFocus()

    return effect


def places_claim(scene: Scene) -> Iterator[None]:
    page, old = scene.page, scene.page.project.articles.get(scene.page.article)
    claim = page.project.claims.mark_quote(old.id, "Two thirds of them came from the city.")
    draft = old.text.replace("Two thirds of them came from the city.", "Nothing else is known.")
    page.show_article(page.project.articles.add_text(draft, supersedes=old.id).id)
    scene.window.actions_by_id["review_revision"].trigger()
    recheck = page.desk.rechecks.current
    assert recheck and recheck.claim and recheck.kind is RecheckKind.GONE
    start = draft.index("Nothing")
    page.reader.select(Span(start, start + 7))
    yield
    now = page.project.claims.get(recheck.claim.id).mentions
    assert "Nothing" in [mention.selector.exact for mention in now] and claim.id


OF_VERSIONS: dict[str, Effect] = {
    "compare_versions": opens_comparison,
    "next_change": changes_to(1),
    "previous_change": changes_to(0),
    "review_revision": looks_at(RecheckKind.CHANGED),
    "next_recheck": looks_at(RecheckKind.CHANGED, RecheckKind.FRESH),
    "previous_recheck": looks_back,
    "pass_recheck": passes_over,
    "place_claim": places_claim,
}
