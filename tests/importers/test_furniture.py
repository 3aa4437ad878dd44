"""Each rule by itself: where it fires, and where it must not."""

import pytest

from annotator.importers import furniture, language


@pytest.mark.parametrize(
    "line",
    [
        *("Accessibility links", "BREAKING NEWS", "16x9 Image", "16:9 Bild", "1280x720", "Image 1 of 5", "Read more »"),
        *("Share on Facebook", "12 comments", "© 2021 The Site", "Zum Inhalt springen", "Lire aussi : le port"),
        *("Читайте также: порт", "اقرأ المزيد", "延伸阅读：港口"),
        *("Startseite > Politik > Inland", "Home » News » Harbour", "4 min read", "Lesezeit: 3 Minuten", "Ad Feedback"),
    ],
)
def test_navigation_and_labels_are_furniture(line: str) -> None:
    assert furniture.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        *("Breaking news is hard", "Share prices fell", "3:2", "The home", "12 commentators", "More"),
        *(
            "Read on, friend",
            "Share this burden, and it is light.",
            "Sign up for the army, they told him.",
            "10 > 5",
            "A > B",
        ),
        "Skip to the end of the book, and you know who did it.",
    ],
)
def test_lines_that_speak_of_such_things_are_not(line: str) -> None:
    assert not furniture.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        *("With reporting by dpa", "Reporting by Ann Example; Editing by Bob Sample", "AFP, Reuters", "dpa/AFP"),
        *("Quelle: dpa", "(avec AFP)", "Con información de EFE", "По материалам Интерфакс", "المصدر: رويترز"),
        *("来源：新华社", "Source: AP", "AP"),
    ],
)
def test_credits(line: str) -> None:
    assert furniture.is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by the agency was praised by everybody in the town, and then it was forgotten again.",
        "And",
        "Source:",
    ],
)
def test_what_is_no_credit(line: str) -> None:
    assert not furniture.is_credit(line)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ann Example", "Ann Example"),
        ("Von Anna von Beispiel und Otto Muster", "Anna von Beispiel und Otto Muster"),
        ("Par Jeanne Exemple, Jean Exemple", "Jeanne Exemple, Jean Exemple"),
        ("Автор: Пример Примеров", "Пример Примеров"),
        ("作者：某某", "某某"),
        ("By Friday", ""),
        ("By the river", ""),
        ("by Ann", ""),
        ("By Ann Example.", ""),
        ("Bypass", ""),
    ],
)
def test_bylines(line: str, name: str) -> None:
    assert furniture.byline(line) == name


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("January 27, 2021 10:30 GMT", "2021-01-27"),
        ("Published: 27 January 2021 · 5 min read", "2021-01-27"),
        ("Mittwoch, 27. Januar 2021, 10:30 Uhr", "2021-01-27"),
        ("Mis à jour le 27 janvier 2021 à 10h30", "2021-01-27"),
        ("Опубликовано: 27 января 2021", "2021-01-27"),
        ("发布时间：2021年1月27日 10:30", "2021-01-27"),
        ("27.01.2021", "2021-01-27"),
        ("1994", ""),
        ("January 2021", ""),
        ("In 2021 he left", ""),
    ],
)
def test_dates_of_publication(line: str, when: str) -> None:
    assert furniture.published(line) == when


@pytest.mark.parametrize(
    ("line", "known", "told"),
    [
        ("by Eve Model | 2 February 2026", "", ("Eve Model", "2026-02-02")),
        ("By The newsroom desk, 20 May 2025", "The newsroom desk", ("The newsroom desk", "2025-05-20")),
        ("Ann Example and Bob Sample", "Ann Example, Bob Sample", ("Ann Example, Bob Sample", "")),
        ("Ann Example · 3 March 2026 · 10:30", "Ann Example", ("Ann Example", "2026-03-03")),
        ("2 February 2026", "", ("", "2026-02-02")),
        ("Ann Example", "", ("", "")),
        ("Ann Example said so on 3 March 2026", "Ann Example", ("", "")),
        ("In Paris, 20 May 1875", "", ("", "")),
        ("Ann Example | Bob Sample", "Ann Example", ("", "")),
    ],
)
def test_lines_of_name_and_date(line: str, known: str, told: tuple[str, str]) -> None:
    assert furniture.signature(line, known) == told


@pytest.mark.parametrize(
    ("text", "is_caption"),
    [
        ("The mayor in his office (Photo: Ann Example/AFP)", True),
        ("FILE - The mayor in 2019.", True),
        ("The harbour at dawn. © Getty Images", True),
        ("Photo by Ann Example", True),
        ("He kept the photo by the bed and looked at it.", False),
        ("The file - a thick one - was lost.", False),
    ],
)
def test_captions_that_say_so(text: str, is_caption: bool) -> None:
    assert furniture.is_marked_caption(text) == is_caption


@pytest.mark.parametrize(
    ("text", "is_promotion"),
    [
        ("Subscribe to our weekly newsletter for more.", True),
        ("Abonnez-vous à notre newsletter.", True),
        ("阅读我们的报道", True),
        ("Read the minutes, he said of our coverage.", False),
        ("Read, 45, praised our coverage.", False),
        ("Follow the money. Our coverage will be long.", False),
        ("Our coverage of the war", False),
    ],
)
def test_promotions(text: str, is_promotion: bool) -> None:
    assert furniture.is_promotion(text) == is_promotion


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The report says that the people were not there and it was in the town.", "en"),
        ("Der Bericht sagt, dass die Leute nicht da waren und es in der Stadt war.", "de"),
        ("Le rapport dit que les gens n'étaient pas là et que c'est dans la ville.", "fr"),
        ("El informe dice que la gente no estaba y que era en la ciudad.", "es"),
        ("Il rapporto dice che la gente non è nella città e che gli altri sono lì.", "it"),
        ("Звіт каже, що люди були в місті.", "uk"),
        ("これは日本語の文章です。", "ja"),
        ("이것은 한국어 문장입니다.", "ko"),
        ("Ok", ""),
        ("12345", ""),
    ],
)
def test_languages_are_guessed_or_left_open(text: str, code: str) -> None:
    assert language.guess(text) == code
