"""Which encoding bytes are in: what they say of themselves first, then what they can be, then what they look like."""

import codecs
import re

from annotator.domain.errors import AnnotatorError
from annotator.domain.text import canonical

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The WHATWG Encoding Standard: these labels mean the larger set in practice.
_WIDER = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-9": "cp1254", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "big5": "cp950",
}  # fmt: skip

# The bytes of a UTF-8 sign by the highest five bits of its first one.
_LENGTHS = {**dict.fromkeys(range(0b11000, 0b11100), 2), 0b11100: 3, 0b11101: 3, 0b11110: 4}

_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_HEAD = 4096
_SAMPLE = 65_536


def text_of(data: bytes, declared: str = "") -> str:
    """Canonical text of bytes. `declared` is what a server or the page says. Raises AnnotatorError when no encoding
    fits."""
    data = data[: len(data) - unfinished(data)]
    for name in (marked(data), looks_utf16(data), declared, "utf-8"):
        if name and (text := _try(data, name)) is not None:
            return text
    if (text := _try(data, _looks_like(data))) is not None:
        return text
    raise AnnotatorError("The encoding of the text is not known.", "Save it as UTF-8 and add it again.")


def unfinished(data: bytes) -> int:
    """How many bytes of a sign stand at the end that has others: the text was cut within it. Where all else is ASCII,
    one odd byte at the end may as well be a letter of an encoding that is not UTF-8."""
    if (marked(data) or looks_utf16(data)).startswith("utf-16"):
        return len(data) % 2
    last = next((at for at in range(1, min(4, len(data)) + 1) if data[-at] & 0xC0 != 0x80), 0)
    if not last or last >= _LENGTHS.get(data[-last] >> 3, 0):
        return 0
    try:
        return last if not data[:-last].isascii() and data[:-last].decode("utf-8") else 0
    except UnicodeDecodeError:
        return 0


def marked(data: bytes) -> str:
    """The encoding that a byte order mark names, "" without one."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def declared_by(page: bytes) -> str:
    """The encoding that a page's own `meta` element or XML declaration names, "" without one."""
    found = _DECLARED.search(page[:_HEAD])
    return found[1].decode("ascii") if found else ""


def _try(data: bytes, name: str) -> str | None:
    wanted = _WIDER.get(name.lower(), name.lower())
    try:
        if not getattr(codecs.lookup(wanted), "_is_text_encoding", True):
            return None
        return canonical(data, wanted)
    except (AnnotatorError, LookupError, ValueError):
        return None


def looks_utf16(data: bytes) -> str:
    """The kind of UTF-16 that unmarked bytes look like, since every other byte of Western text is zero; else ""."""
    sample = data[:_SAMPLE]
    zeros = [sample[start::2].count(0) for start in (0, 1)]
    if len(sample) < 8 or max(zeros) * 3 < len(sample) or min(zeros) * 10 > max(zeros):
        return ""
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _looks_like(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"
