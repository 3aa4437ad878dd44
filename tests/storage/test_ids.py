"""Identifiers are UUIDv7 and always grow, whatever the clock does; times are UTC to the millisecond."""

import uuid
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from annotator.storage.ids import Ids, system_clock, timestamp

moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(st.lists(moments, min_size=1, max_size=30))
def test_ids_are_version_7_and_grow_even_when_the_clock_steps_back(clock: list[datetime]) -> None:
    times = iter(clock)
    ids = Ids(lambda: next(times))
    made = [ids.new() for _ in clock]
    assert made == sorted(set(made))
    for text in made:
        value = uuid.UUID(text)
        assert str(value) == text
        assert (value.version, value.variant) == (7, uuid.RFC_4122)


@given(moments)
def test_an_id_tells_the_millisecond_at_which_it_was_made(moment: datetime) -> None:
    text = Ids(lambda: moment).new()
    assert int(text.replace("-", "")[:12], 16) == int(moment.timestamp() * 1000)


def test_many_ids_of_one_moment_differ_and_grow() -> None:
    moment = system_clock()
    ids = Ids(lambda: moment)
    made = [*ids.several(9_000), *(ids.new() for _ in range(1_000))]
    assert made == sorted(set(made))


def test_two_installations_make_different_ids_at_one_moment() -> None:
    moment = system_clock()
    assert Ids(lambda: moment).new() != Ids(lambda: moment).new()


def test_a_time_is_written_in_utc_wherever_it_was_taken() -> None:
    moment = datetime(2026, 1, 1, 1, 30, 0, 123_456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert timestamp(moment) == "2025-12-31T20:00:00.123Z"
