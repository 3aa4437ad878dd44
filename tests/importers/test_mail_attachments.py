"""Files that come with a message: each with its bytes and a name that is no path."""

from email.message import EmailMessage

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.importers import SourceFile
from annotator.importers.mail import attachments


def message(words: str = "Words of the message.") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@site.example", "b@site.example", "Draft"
    made["Message-ID"] = "<1@site.example>"
    made.set_content(words)
    return made


def with_file(name: str, data: bytes = b"Some words.") -> bytes:
    made = message()
    made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def test_files_come_with_their_bytes_in_the_order_of_the_message() -> None:
    made = message()
    made.add_attachment("Wörter".encode(), maintype="text", subtype="plain", filename="ä.txt")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="b.pdf")
    assert attachments(made.as_bytes()) == (SourceFile("Wörter".encode(), "ä.txt"), SourceFile(b"%PDF-", "b.pdf"))
    assert attachments(message().as_bytes()) == ()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\evil.docx", "evil.docx"),
        ("/abs.txt", "abs.txt"),
        ("a\tb.txt", "a b.txt"),
        ("..", ".."),
    ],
)
def test_a_name_is_never_a_path(given: str, shown: str) -> None:
    assert [each.name for each in attachments(with_file(given))] == [shown]


def test_a_picture_within_the_text_is_no_file_and_one_beside_it_is() -> None:
    made = message()
    made.add_alternative("<p>Words <img src='cid:1'></p>", subtype="html")
    made.get_payload()[1].add_related(b"\x89PNG", "image", "png", disposition="inline", filename="logo.png", cid="<1>")  # type: ignore
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="chart.png")
    assert [each.name for each in attachments(made.as_bytes())] == ["chart.png"]


def test_a_forwarded_message_is_one_file_with_its_own_files_inside() -> None:
    inner = message("Words of the forwarded one.")
    inner.add_attachment(b"deep", maintype="application", subtype="pdf", filename="deep.pdf")
    outer = message()
    outer.add_attachment(inner)
    (one,) = attachments(outer.as_bytes())
    assert one.name == "Draft.eml" and [each.name for each in attachments(one.data)] == ["deep.pdf"]


def test_too_many_parts_and_parts_in_parts_are_refused_or_end() -> None:
    made = message()
    for number in range(600):
        made.add_attachment(b"x", maintype="text", subtype="plain", filename=f"{number}.txt")
    with pytest.raises(AnnotatorError, match="too many parts"):
        attachments(made.as_bytes())
    assert attachments(b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 400) == ()
