"""What a card offers is done by the window, for the claim of that card."""

import pytest
from PySide6.QtWidgets import QApplication

from annotator.gui.actions import ACTIONS
from annotator.gui.dialogs.attach import AttachDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.project_page import ProjectPage
from annotator.gui.reader.card import OFFERED
from tests.gui.conftest import Hands


@pytest.fixture
def claims(page: ProjectPage, hands: Hands) -> list[str]:
    """Two claims, neither of them current."""
    made = [page.project.claims.mark(page.article, hands.select(words)).id for words in ("1932", "1400 people")]
    page.show_claim("")
    return made


def test_every_action_of_a_card_is_an_action_of_the_window() -> None:
    assert {name for name, *_ in OFFERED} <= {action.id for action in ACTIONS}


def test_attaching_from_a_card_is_for_its_claim(window: MainWindow, page: ProjectPage, claims: list[str]) -> None:
    page.reader.action_wanted.emit("attach_source", claims[1])
    assert page.claim is not None and page.claim.id == claims[1]
    assert isinstance(window.commands.dialog, AttachDialog)
    window.commands.dialog.close()


def test_rating_from_a_card_goes_to_the_ratings(page: ProjectPage, claims: list[str]) -> None:
    page.reader.action_wanted.emit("rate_claim", claims[0])
    assert QApplication.focusWidget() is page.desk.verdict.buttons[0]
    assert page.claim is not None and page.claim.id == claims[0]


def test_going_on_from_a_card_starts_at_its_claim(page: ProjectPage, claims: list[str]) -> None:
    page.reader.action_wanted.emit("next_unchecked", claims[0])
    assert page.claim is not None and page.claim.id == claims[1]
