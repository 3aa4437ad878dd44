"""Transcripts with times (SRT, WebVTT): cues joined to what was said in one go, each knowing its time."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from io import StringIO
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from annotator.domain.text import canonical
from annotator.importers import endings
from annotator.importers.composer import Passage, Run, locator
from annotator.importers.encoding import text_of
from annotator.importers.manuscript import manuscript

_PAUSE = 2.5
"""Seconds of silence after which something new begins."""
_LONG_ENOUGH = 320
"""Code points after which a passage ends with its sentence."""
_MOST_CUES = 50_000
_LONGEST_LINE = 20_000

_SENTENCE_END = re.compile(r"[.!?…。！？؟]['\"”’»)\]]*$")
_CHANGE = re.compile(r"(?:>>+|[-–—])\s+\S")
_SPEAKER = re.compile(r"[^\W\d_][\w .'’-]{0,40}:\s+\S")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|\{\\an?\d\}")


def read(data: bytes, name: str) -> ImportedArticle:
    """Read SRT or WebVTT. Raises AnnotatorError when no cue of it can be read."""
    words = text_of(data)
    kind = "vtt" if words.lstrip().startswith("WEBVTT") else "srt"
    media_type = "text/vtt" if kind == "vtt" else "application/x-subrip"
    cut = endings.of_transcript(data, words)
    about = ImportedArticle("", (), media_type=media_type, original=data, remarks=cut)
    # Only WebVTT writes signs as entities (WebVTT, 6.4).
    read_as = _unescaped if kind == "vtt" else str
    return manuscript(list(_passages(_cues(words, kind), read_as)), about, "transcript")


def _unescaped(words: str) -> str:
    """Entities as the signs that they stand for, none of which a text cannot have."""
    return canonical(unescape(words))


def _cues(words: str, kind: str) -> list[Any]:
    import webvtt

    lines = [line[:_LONGEST_LINE] for line in words.lstrip().splitlines()]
    try:
        cues = webvtt.from_buffer(StringIO("\n".join(lines) + "\n"), format=kind).captions
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, ValueError, IndexError):
        raise AnnotatorError(
            "The transcript's times are damaged.", "Save it anew as SRT or VTT, or add its text without times."
        ) from None
    if len(cues) > _MOST_CUES:
        raise AnnotatorError(f"The transcript has more than {_MOST_CUES} cues.", "Split it and add the parts.")
    return list(cues)


def _passages(cues: Iterable[Any], read_as: Callable[[str], str]) -> Iterator[Passage]:
    """What was said in one go: until a speaker changes, a pause, or the end of a sentence when it is long enough.
    `read_as` reads what stands for other signs."""
    runs: list[Run] = []
    length = 0
    voice, ended, last = "", 0.0, ""
    for cue in cues:
        said = " ".join(read_as(_TAGS.sub("", cue.text)).split())
        if not said or said == last:  # rolling captions repeat what stands there already
            continue
        speaker = " ".join(read_as(cue.voice or "").split())
        starts = float(cue.start_in_seconds)
        if runs and (
            speaker != voice
            or starts - ended > _PAUSE
            or _CHANGE.match(said)
            or _SPEAKER.match(said)
            or (length > _LONG_ENOUGH and _SENTENCE_END.search(last))
        ):
            yield Passage(BlockKind.PARAGRAPH, tuple(runs))
            runs, length = [], 0
        if not runs and speaker and not said.startswith(speaker):
            runs.append(Run(f"{speaker}: "))
        runs += [*([Run(" ")] if length else []), locator(_time(starts)), Run(said)]
        length += len(said) + 1
        voice, ended, last = speaker, float(cue.end_in_seconds), said
    if runs:
        yield Passage(BlockKind.PARAGRAPH, tuple(runs))


def _time(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
