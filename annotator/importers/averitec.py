"""AVeriTeC JSON, read back: claims with their labels, the questions and answers as evidence. It holds no texts of
articles, so the claims' own words stand for them, one article for each place where they were made."""

from typing import Any

from annotator.domain.averitec import (
    EXTRACTIVE,
    KINDS,
    QUESTION,
    SCALE,
    SOURCE_KINDS,
    STANCES,
    rating_of,
)
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Claim, ClaimKind, Evidence, Source, SourceKind, Stance, Verdict
from annotator.domain.ratings import scale as scale_of
from annotator.domain.report import UNPLACED, Report
from annotator.importers.foreign import (
    Ids,
    Quotations,
    Row,
    checker,
    date,
    json_in,
    listed,
    made,
    objects,
    report,
    text,
)

_STANCE_OF = {words: stance for stance, words in STANCES.items()}
_ASKED, _SAID = QUESTION.split("{}")
_NOBODY = checker("AVeriTeC")


def read(data: bytes, name: str) -> Report:
    """Read an array of claims. Raises AnnotatorError when it is none, or holds no claim."""
    rows = [row for row in objects(json_in(data, "AVeriTeC")) if text(row.get("claim")).strip()]
    if not rows:
        raise AnnotatorError("The file holds no AVeriTeC claims.", "Choose a file of the data set.")
    reader = _Reader()
    claims = [reader.claim(row) for row in rows]
    articles, mentions = reader.places.articles()
    placed = [
        Claim(c.id, c.statement, c.kind, c.claimant, c.claim_date, note=c.note, verdicts=c.verdicts,
              evidence=c.evidence, mentions=tuple(mentions.get(c.id, ())))
        for c in claims
    ]  # fmt: skip
    return report("", articles, placed, reader.sources.values(), scale=SCALE)


class _Reader:
    def __init__(self) -> None:
        self.ids = Ids()
        self.places = Quotations(self.ids)
        self.sources: dict[tuple[str, ...], Source] = {}

    def claim(self, row: Row) -> Claim:
        statement = text(row["claim"])
        url, publisher = text(row.get("original_claim_url")), text(row.get("reporting_source"))
        claim_id = self.ids.new(made("claim", statement, url))
        place = {"title": publisher or url, "url": url, "publisher": publisher} if url or publisher else None
        key = (url, publisher) if place else (UNPLACED,)
        mention = self.ids.new(made("mention", claim_id))
        self.places.quote(key, place or {"title": UNPLACED}, claim_id, mention, statement)
        types = [KINDS[known] for known in map(text, listed(row.get("claim_types"))) if known in KINDS]
        return Claim(
            claim_id,
            statement,
            types[0] if types else ClaimKind.OTHER,
            claimant=text(row.get("speaker")),
            claim_date=_day(row.get("claim_date")),
            evidence=tuple(self._evidence(claim_id, row)),
            verdicts=tuple(self._verdicts(claim_id, statement, row)),
        )

    def _verdicts(self, claim_id: str, statement: str, row: Row) -> list[Verdict]:
        """The label, if it is one of the four; test sets have none."""
        key = rating_of(text(row.get("label")))
        if not key:
            return []
        label = scale_of(SCALE).rating(key).label
        reasons = text(row.get("justification"))
        made_id = self.ids.new(made("verdict", claim_id))
        return [Verdict(made_id, claim_id, SCALE, key, label, reasons, "", statement, _NOBODY, "")]

    def _evidence(self, claim_id: str, row: Row) -> list[Evidence]:
        found: list[Evidence] = []
        for asked in objects(row.get("questions")):
            question = text(asked.get("question"))
            for answer in objects(asked.get("answers")):
                key = self.ids.new(made("evidence", claim_id, str(len(found))))
                found.append(self._answer(key, claim_id, question, answer))
        return found

    def _answer(self, key: str, claim_id: str, question: str, answer: Row) -> Evidence:
        """An answer to our own question is what its source says; any other keeps its question in the excerpt."""
        words = text(answer.get("answer"))
        ours = question.startswith(_ASKED) and question.endswith(_SAID) and len(question) >= len(_ASKED + _SAID)
        title = question[len(_ASKED) : len(question) - len(_SAID)] if ours else ""
        source = self._source(answer, title)
        if ours and words in _STANCE_OF and answer.get("answer_type") != EXTRACTIVE:
            return Evidence(key, claim_id, source, _STANCE_OF[words])
        excerpt = words if ours or not question else f"{' '.join(question.split()).rstrip('?')}?\n{words}"
        return Evidence(key, claim_id, source, Stance.CONTEXT, excerpt)

    def _source(self, answer: Row, title: str) -> str:
        url, archived = text(answer.get("source_url")), text(answer.get("cached_source_url"))
        kind = SOURCE_KINDS.get(text(answer.get("source_medium")), SourceKind.PAGE)
        key = (title, url, archived, kind)
        if key not in self.sources:
            called = title or url or "Source not named"
            made_id = self.ids.new(made("source", *key))
            self.sources[key] = Source(made_id, called, kind, url=url, archive_url=archived)
        return self.sources[key].id


def _day(value: Any) -> str:
    """A date of the data set, DD-MM-YYYY with or without leading zeros, as ISO 8601."""
    parts = text(value).strip().split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts) or len(parts[2]) != 4:
        return ""
    day, month, year = parts
    found = f"{year}-{month:0>2}-{day:0>2}"
    return found if date(found) == found else ""
