"""What a date that was typed freely means, seen from the article's date: never from the clock or the locale."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

LONGEST = 100
"""Code points; nobody types a date longer than this."""


@dataclass(frozen=True, slots=True)
class Understood:
    """`date` is ISO 8601, of reduced precision where only the month or the year is known ("2021-01", "1994"), and ""
    when the words were not understood. `precision` is day, month, year or "". `explanation` says in words what was
    understood, or in a sentence why nothing was."""

    date: str
    precision: str
    explanation: str


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# One line a month: English, German, French, Spanish, Portuguese, Italian, Russian (both cases), Arabic.
_MONTH_NAMES = (
    "jan january januar jänner janvier janv enero janeiro gennaio январь января янв يناير",
    "feb february februar février fevrier févr febrero fevereiro febbraio февраль февраля фев فبراير",
    "mar march märz maerz mars marzo março март марта мар مارس",
    "apr april avril avr abril aprile апрель апреля апр أبريل ابريل",
    "may mai mayo maio maggio май мая مايو",
    "jun june juni juin junio junho giugno июнь июня июн يونيو",
    "jul july juli juillet juil julio julho luglio июль июля июл يوليو",
    "aug august août aout agosto август августа авг أغسطس اغسطس",
    "sep sept september septembre septiembre setembro settembre сентябрь сентября сен سبتمبر",
    "oct okt october oktober octobre octubre outubro ottobre октябрь октября окт أكتوبر اكتوبر",
    "nov november novembre noviembre novembro ноябрь ноября ноя نوفمبر",
    "dec dez déc dic december dezember décembre diciembre dezembro dicembre декабрь декабря дек ديسمبر",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAY_OF = {form: number for number, name in enumerate(WEEKDAYS) for form in (name.lower(), name[:3].lower())}
_WEEKDAY_OF |= {"tues": 1, "thur": 3, "thurs": 3}

_DAYS_AWAY = {
    "today": 0, "heute": 0, "aujourd'hui": 0, "hoy": 0, "hoje": 0, "oggi": 0, "сегодня": 0, "اليوم": 0, "今天": 0,
    "yesterday": -1, "gestern": -1, "hier": -1, "ayer": -1, "ontem": -1, "ieri": -1, "вчера": -1, "أمس": -1, "昨天": -1,
    "tomorrow": 1, "morgen": 1, "demain": 1, "mañana": 1, "amanhã": 1, "domani": 1, "завтра": 1, "غدا": 1, "明天": 1,
    "the day before yesterday": -2, "day before yesterday": -2, "vorgestern": -2, "avant-hier": -2, "позавчера": -2,
    "the day after tomorrow": 2, "day after tomorrow": 2, "übermorgen": 2, "après-demain": 2, "послезавтра": 2,
    "last night": -1, "this morning": 0, "this evening": 0, "tonight": 0,
}  # fmt: skip
_NUMBER_OF = {
    word: number
    for number, words in enumerate(
        ("a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
    for word in words.split()
}

_LEADS = r"in|on|of|by|since|from|about|around|circa|ca?\.|early|late|mid|am|im|den|le|en|el|em|в"
_LEAD = re.compile(rf"^(?:(?:{_LEADS})[\s-]+)+")
_AGO = re.compile(r"(\w+) (day|week|month|year)s? ago")
_NEAR = re.compile(r"(last|past|this|next) (\w+)")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-./]?)(\d{2})(?:\2(\d{2}))?|[-./](\d)[-./](\d{1,2}))?(?:[t ]\d\d:\d\d\S*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
_CHINESE = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(?:(\d{1,2})[日号])?")
_ORDINAL = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)")
_WORD = re.compile(r"[^\W\d_]+")
_FROM_TO = re.compile(r"\d\s*(?:[-–—]|to|bis|à)\s*\d")


class _Unclear(Exception):
    """Carries the sentence that says why nothing was understood."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What of a date the words name; None where they say nothing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def understand(text: str, reference: str, day_first: bool | None = None) -> Understood:
    """What `text` means in an article of the date `reference` (ISO 8601, possibly of reduced precision, or "").

    What is left open takes the date nearest to the reference, the past where two are as near. `day_first` settles
    dates such as 1/2/2021; with None they are not understood, as two people would read two dates. Never raises."""
    words = _plain(text[: LONGEST + 1])
    shown = text.strip()[:LONGEST]
    try:
        if not words:
            raise _Unclear("No date was given.")
        if len(text.strip()) > LONGEST:
            raise _Unclear("That is too long for a date.")
        parts = _relative(words, reference) or _absolute(words, reference, day_first)
        return _filled(parts or _unknown(shown), words, reference)
    except _Unclear as unclear:
        return Understood("", "", str(unclear))
    except (ValueError, OverflowError):
        return Understood("", "", f"There is no such date as “{shown}”.")


def iso_or_nothing(text: str) -> str:
    """The ISO date of a complete, unambiguous date as files and pages carry it, "" for anything else."""
    found = understand(text, "")
    return found.date if found.precision == "day" else ""


def spelled(when: str) -> str:
    """A date of this file's ISO forms in words: "Wednesday 27 January 2021", "January 2021", "1994"."""
    year, _, rest = when.partition("-")
    if not rest:
        return year
    if "-" not in rest:
        return f"{MONTHS[int(rest) - 1]} {year}"
    day = date.fromisoformat(when)
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _plain(text: str) -> str:
    """Lower case, one space between words, digits of any script as ASCII ones."""
    folded = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace(",", " ")
    digits = "".join(str(unicodedata.decimal(sign, sign)) for sign in folded)
    return " ".join(digits.split()).rstrip(" .") if not _NUMERIC.fullmatch(digits.strip()) else digits.strip()


def _unknown(shown: str) -> _Parts:
    raise _Unclear(f"“{shown}” was not understood: write it like 27 January 2021, or 2021-01-27.")


def _anchor(reference: str) -> date | None:
    """The day to measure from: the middle of a month or year where the article's date names no day."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", reference)
    if not found:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year), int(month or 7), int(day or (15 if month else 2)))
    except ValueError:
        return None


def _day_of_article(words: str, reference: str) -> date:
    anchor = _anchor(reference)
    if anchor is None or not re.match(r"\d{4}-\d\d-\d\d", reference):
        raise _Unclear(f"The article has no date to count “{words}” from: give the full date.")
    return anchor


def _whole(day: date) -> _Parts:
    return _Parts(day.year, day.month, day.day)


def _relative(words: str, reference: str) -> _Parts | None:
    """Words that count from the article's date."""
    bare = _LEAD.sub("", words)
    if bare in _DAYS_AWAY:
        return _whole(_day_of_article(words, reference) + timedelta(_DAYS_AWAY[bare]))
    if bare in _WEEKDAY_OF:
        day = _day_of_article(words, reference)
        return _whole(day - timedelta((day.weekday() - _WEEKDAY_OF[bare]) % 7))
    if ago := _AGO.fullmatch(bare):
        number = int(ago[1]) if ago[1].isdecimal() else _NUMBER_OF.get(ago[1])
        return None if number is None else _away(_day_of_article(words, reference), -number, ago[2])
    if near := _NEAR.fullmatch(bare):
        step = {"last": -1, "past": -1, "this": 0, "next": 1}[near[1]]
        if near[2] in ("week", "weekend"):
            raise _Unclear(f"“{words}” is more than one day: name the day.")
        if near[2] in ("month", "year"):
            return _away(_day_of_article(words, reference), step, near[2])
        if near[2] in _WEEKDAY_OF:
            return _whole(_weekday(_day_of_article(words, reference), _WEEKDAY_OF[near[2]], step))
    return None


def _away(day: date, count: int, unit: str) -> _Parts:
    """`count` units from the day, as exact as the unit is."""
    if unit in ("day", "week"):
        return _whole(day + timedelta(count * (7 if unit == "week" else 1)))
    if unit == "year":
        return _Parts(year=day.year + count)
    months = day.year * 12 + day.month - 1 + count
    return _Parts(months // 12, months % 12 + 1)


def _weekday(day: date, weekday: int, step: int) -> date:
    """The last such weekday before the day, the next one after it, or that of the same week (Monday to Sunday)."""
    ahead = (weekday - day.weekday()) % 7
    if step > 0:
        return day + timedelta(ahead or 7)
    if step < 0:
        return day + timedelta(ahead - 7)
    return day + timedelta(weekday - day.weekday())


def _absolute(words: str, reference: str, day_first: bool | None) -> _Parts | None:
    """Words that name a date by its numbers or its month."""
    bare = _LEAD.sub("", words)
    if found := _YEAR_FIRST.fullmatch(bare):
        return _Parts(*(int(n) if n else None for n in (found[1], found[3] or found[5], found[4] or found[6])))
    if found := _NUMERIC.fullmatch(bare):
        return _numeric(bare, found, reference, day_first)
    if found := _MONTH_YEAR.fullmatch(bare):
        return _Parts(int(found[2]), int(found[1]))
    if (found := _CHINESE.fullmatch(bare)) and found[0]:
        return _Parts(*(int(n) if n else None for n in found.groups()))
    if found := _ORDINAL.fullmatch(bare):
        return _Parts(day=int(found[1]))
    return _named(bare, reference)


def _numeric(words: str, found: re.Match[str], reference: str, day_first: bool | None) -> _Parts:
    """Day, month and perhaps year in figures. Points mean day first everywhere; with slashes habits differ."""
    first, second = int(found[1]), int(found[3])
    year = None if found[4] is None else _full_year(int(found[4]), len(found[4]), reference)
    if found[2] == "." or first > 12:
        day_first = True
    elif second > 12:
        day_first = False
    if day_first is None and first != second:
        one, other = f"{first} {MONTHS[second - 1]}", f"{second} {MONTHS[first - 1]}"
        raise _Unclear(f"“{words}” may be {one} or {other}: write the month as a word.")
    return _Parts(year, second, first) if day_first else _Parts(year, first, second)


def _full_year(number: int, digits: int, reference: str) -> int:
    """A year of two figures lies in the century that brings it nearest to the article."""
    if digits > 2:
        return number
    anchor = _anchor(reference)
    if anchor is None:
        raise _Unclear("The year has two figures: write all four.")
    century = anchor.year // 100 * 100
    return min((century - 100 + number, century + number, century + 100 + number), key=lambda y: abs(y - anchor.year))


def _named(words: str, reference: str) -> _Parts | None:
    """A date with its month as a word, read by python-dateutil with this file's month names."""
    months = {_MONTH_OF[word] for word in _WORD.findall(words) if word in _MONTH_OF}
    if len(months) != 1 or _FROM_TO.search(words):
        return None
    from dateutil.parser import parse

    # Read against two different days: what comes out the same both times was in the words.
    try:
        one, other = (
            parse(words, _reader_words()(reference), default=day, dayfirst=True, ignoretz=True)
            for day in (datetime(2000, 1, 1), datetime(2004, 12, 28))
        )
    except (ValueError, OverflowError, TypeError, LookupError, ArithmeticError, AttributeError):
        return None
    return _Parts(*(a if a == b else None for a, b in zip(one.timetuple()[:3], other.timetuple()[:3], strict=True)))


@cache
def _reader_words() -> Any:
    """The words that python-dateutil is to know; years of two figures are this file's matter, not the clock's."""
    from dateutil.parser import parserinfo

    class ReaderWords(parserinfo):
        def __init__(self, reference: str) -> None:
            self.MONTHS: Any = [tuple(names.split()) for names in _MONTH_NAMES]
            self.JUMP = [*parserinfo.JUMP, "de", "del", "der", "th", "года", "год", "г", "the", "gmt", "utc"]
            super().__init__()
            self.reference = reference

        def convertyear(self, year: int, century_specified: bool = False) -> int:
            return year if century_specified else _full_year(year, 2, self.reference)

    return ReaderWords


def _filled(parts: _Parts, words: str, reference: str) -> Understood:
    """The parts as a date, the open ones filled so that it lies nearest to the article."""
    if parts.year is not None and parts.day is not None and parts.month is None:
        raise _Unclear("The month is missing.")
    if parts.year is not None and not 1 <= parts.year <= 9999:
        raise ValueError(parts.year)
    anchor = _anchor(reference)
    if parts.year is None:
        if anchor is None:
            raise _Unclear("The year is missing, and the article has no date to take it from.")
        parts = _nearest(parts, anchor)
    year, month, day = parts.year or 0, parts.month, parts.day
    if month is None:
        return Understood(f"{year:04}", "year", f"{year:04}")
    when = date(year, month, day or 1)
    if day is None:
        return Understood(f"{when:%Y-%m}".zfill(7), "month", spelled(when.isoformat()[:7]))
    _agree(when, words)
    return Understood(when.isoformat(), "day", spelled(when.isoformat()))


def _nearest(parts: _Parts, anchor: date) -> _Parts:
    if parts.month is None and parts.day is None:
        raise ValueError("neither year, month nor day")
    if parts.month is None:
        months = anchor.year * 12 + anchor.month - 1
        tried: Iterable[tuple[int, int]] = (divmod(months + step, 12) for step in (-1, 0, 1))
    else:
        tried = ((anchor.year + step, parts.month - 1) for step in range(-8, 9))
    middle = parts.day or 15
    days = [date(year, month + 1, middle) for year, month in tried if _exists(year, month + 1, middle)]
    found = min(days, key=lambda day: (abs(day - anchor), day > anchor))
    return _Parts(found.year, found.month, parts.day)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def _agree(when: date, words: str) -> None:
    """Raises when the words name another weekday than the date has: one of the two is a slip."""
    named = {_WEEKDAY_OF[word] for word in _WORD.findall(words) if word in _WEEKDAY_OF}
    if named and when.weekday() not in named and any(month in words for month in _MONTH_OF):
        told = ", ".join(WEEKDAYS[number] for number in sorted(named))
        raise _Unclear(f"{spelled(when.isoformat())} is not a {told}: one of the two is a slip.")
