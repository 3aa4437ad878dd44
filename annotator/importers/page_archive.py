"""Web pages saved as one file (MHTML, RFC 2557): a message whose parts are the page and what it shows."""

from dataclasses import replace
from email.message import EmailMessage

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ImportedArticle
from annotator.importers import html
from annotator.importers.mail import content_of, cut_short, message_of, parts_of, sound
from annotator.importers.manuscript import field


def read(data: bytes, name: str) -> ImportedArticle:
    """Read a saved page: the first part that is one. Raises AnnotatorError when there is none."""
    with sound():
        message = message_of(data)
        content, address, charset = _page(message)
        cut = cut_short(message)
    page = html.read(content, address if "://" in address else "", charset)
    return replace(page, original=data, media_type="multipart/related", remarks=cut or page.remarks)


def _page(message: EmailMessage) -> tuple[bytes, str, str]:
    """The page with its address and charset. Raises AnnotatorError when there is none."""
    for part in parts_of(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return content_of(part), field(str(part.get("Content-Location", ""))), part.get_content_charset() or ""
    raise AnnotatorError("The saved page holds no text.", "Save the page again, or copy its text and paste it.")
