"""Files of messages out of any bytes: some files, or a refusal in a sentence, and never anything else."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError
from annotator.importers.mail import attachments

_LINES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=x",
        b"Content-Type: message/rfc822",
        b'Content-Disposition: attachment; filename="../a.txt"',
        b"Content-Disposition: attachment; filename*=utf-8''%ff%00",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: x-uuencode",
        b"Subject: =?utf-8?b?////?=",
        b"--x",
        b"--x--",
        b"",
        b"====",
    ]
)


@given(st.lists(_LINES | st.binary(max_size=30), max_size=40))
def test_any_message_gives_files_or_a_refusal(lines: list[bytes]) -> None:
    with suppress(AnnotatorError):
        for file in attachments(b"\n".join(lines)):
            assert "/" not in file.name and "\\" not in file.name
