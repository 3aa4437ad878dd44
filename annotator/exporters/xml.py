"""What formats in XML need: texts that stay what they are in it, and ids of the form that their schemas ask for."""

import re
from uuid import NAMESPACE_URL, uuid5

from annotator.domain.losses import FORBIDDEN_IN_XML

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_GUID = re.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def allowed(text: str) -> str:
    """The text with what XML forbids as U+FFFD, sign for sign and UTF-16 unit for unit."""
    return FORBIDDEN_IN_XML.sub("\ufffd", text)


def escaped(text: str) -> str:
    """The allowed text for an attribute or an element. Line ends and tabs are escaped too: a parser makes spaces of
    bare ones in attributes."""
    return allowed(text).translate(_ESCAPES)


def guid(*key: str) -> str:
    """The id itself if it has the form of a UUID, else one that always follows from these words."""
    return key[0] if len(key) == 1 and _GUID.fullmatch(key[0]) else str(uuid5(NAMESPACE_URL, "\n".join(key)))
