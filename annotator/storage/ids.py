"""Identifiers: UUID version 7 (RFC 9562, section 5.7), which sort by the time they were made."""

import secrets
import struct
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Ids:
    """Makes UUIDv7 text, each greater than the last even within one millisecond or when the clock steps back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._millisecond = 0
        self._tail = 0

    def new(self) -> str:
        return self.several(1)[0]

    def several(self, count: int) -> list[str]:
        """So many, all of this moment."""
        now = int(self._clock().timestamp() * 1000)
        found = []
        for (further,) in struct.iter_unpack("=I", secrets.token_bytes(4 * count)):
            if now > self._millisecond:
                self._millisecond, self._tail = now, secrets.randbits(73)
            else:
                self._tail += 1 + further
            found.append(self._as_text())
        return found

    def _as_text(self) -> str:
        high, low = (self._tail >> 62) & 0xFFF, self._tail & ((1 << 62) - 1)
        value = (self._millisecond & ((1 << 48) - 1)) << 80 | 7 << 76 | high << 64 | 2 << 62 | low
        text = f"{value:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
