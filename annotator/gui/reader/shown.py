"""Stand-ins of the same length for characters that Qt would drop, or would take for the end of a paragraph.

They live on the screen alone: what is selected, copied or searched comes from the article's own text.
"""

import re

_STAND_INS = {
    0x0A: 0x2028,  # a line break inside a block
    0x7F: 0x2421,
    0x85: 0x2028,
    0x2029: 0x2028,
    0xFDD0: 0xFFFD,
    0xFDD1: 0xFFFD,
    0xFEFF: 0x2060,  # dropped at the start of an insertion
    0xFFFC: 0x25A1,  # would stand for an embedded object
    0xFFFE: 0xFFFD,  # would be read as the byte order
} | {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}

_ALTERED = re.compile(f"[{re.escape(''.join(map(chr, _STAND_INS)))}\ud800-\udfff]")


def shown(text: str) -> str:
    """The text with stand-ins, position by position the same."""
    return _ALTERED.sub(_stand_in, text)


def _stand_in(match: re.Match[str]) -> str:
    return chr(_STAND_INS.get(ord(match[0]), 0xFFFD))
