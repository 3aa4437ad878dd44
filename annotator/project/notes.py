"""The desk of authors' notes: what the author of a draft wrote beside it, to be accepted as claims or dismissed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import AuthorNote, Claim, NoteState, Progress, Source, Span, Stance
from annotator.project.claims import Claims
from annotator.project.desk import Desk, Stepping, no_such
from annotator.project.fields import LONGEST
from annotator.project.sources import EvidenceDesk, Sources
from annotator.storage import margin, queries
from annotator.storage.store import Store

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»\x00-\x1f\x7f]+", re.IGNORECASE)
_AFTER = ".,;:!?'’…*_"
_MOST_ADDRESSES = 100
"""Sources that are made of one note."""
_MOST = 20
"""Claims that a note may be added to, of those at its words."""
_LONGEST_QUOTED, _LONGEST_NAME = 20_000, 200
"""Code points of a note, and of its author's name, that are copied into the note of its claim."""
_TELL_EVERY = 64
"""Notes between two signs of progress."""

_T = TypeVar("_T")


class Notes(Desk):
    entity = "author_note"

    def __init__(self, store: Store, step: Stepping, claims: Claims, sources: Sources, evidence: EvidenceDesk) -> None:
        super().__init__(store, step)
        self._claims, self._sources, self._evidence = claims, sources, evidence

    def of(self, article_id: str) -> list[AuthorNote]:
        """The author's notes in an article, in the order of its text."""
        self._row("article", article_id)
        return self._store.read(queries.author_notes, article_id)

    def all(self) -> list[AuthorNote]:
        """The authors' notes in every article, of several versions in the newest."""
        earlier = {summary.supersedes for summary in self._store.read(queries.summaries)}
        return [note for note in self._store.read(queries.author_notes) if note.article not in earlier]

    def get(self, note_id: str) -> AuthorNote:
        """The note of that id. Raises AnnotatorError when there is none."""
        found = self._store.read(queries.author_notes, "", (note_id,))
        if not found:
            raise no_such("author's note", note_id)
        return found[0]

    def of_claim(self, claim_id: str) -> list[AuthorNote]:
        """The notes that a claim was made of, or that were added to it: what its author relied on. Of one that came
        with several versions of a draft, the newest."""
        notes = self._store.read(queries.author_notes, "", self._store.read(margin.notes_of_claim, claim_id))
        return list({(note.kind, note.text, note.author): note for note in notes}.values())

    def claims_at(self, note_id: str) -> list[Claim]:
        """The claims that share words with those a note is about, the best fitting first: it may be added to one of
        them."""
        note = self.get(note_id)
        return [
            self._claims.get(claim) for claim in self._store.read(margin.claims_at, note.article, note.span)[:_MOST]
        ]

    def accept(self, note_id: str, to: str = "") -> Claim:
        """Make a claim of the words that a note is about, or add it `to` the claim of that id: the note goes with it,
        and each address in it as a source, attached as context; a source that has the address already is used. Raises
        AnnotatorError when that was done."""
        with self._step("Accept author's note"):
            return self._accept(self.get(note_id), self._by_address(), to)

    def accept_all(self, article_id: str, progress: Progress | None = None) -> list[Claim]:
        """Accept each open note in an article, in one step. One about exactly the words of a claim is added to that;
        gives the claims, each once. Raises Cancelled when `progress` asks for it; nothing is accepted then."""
        with self._step("Accept authors' notes"):
            known, there = self._by_address(), self._store.read(margin.claims_by_words, article_id)
            claims, fresh = dict[str, str](), dict[Span, list[AuthorNote]]()
            notes = self._open(article_id)
            for note in _telling(notes, progress):
                if note.span in there:
                    claims[note.id] = self._accept(note, known, there[note.span]).id
                else:
                    fresh.setdefault(note.span, []).append(note)
            claims |= self._accept_fresh(article_id, fresh, known, progress)
            found = {claim.id: claim for claim in self._store.read(queries.claims, set(claims.values()))}
            return [found[claim] for claim in dict.fromkeys(claims[note.id] for note in notes)]

    def _accept_fresh(
        self,
        article_id: str,
        fresh: Mapping[Span, Sequence[AuthorNote]],
        known: dict[str, Source],
        progress: Progress | None,
    ) -> dict[str, str]:
        """Make a claim of each stretch that notes are about and no claim is; gives the claims of the notes, by ids."""
        groups = list(fresh.values())
        wanted = ((notes[0].span, {"note": _all_quoted(notes)}) for notes in _telling(groups, progress))
        made = self._claims.mark_all(article_id, wanted)
        asked = [list(dict.fromkeys(a for note in notes for a in addresses(note.text))) for notes in groups]
        new = [address for address in dict.fromkeys(chain.from_iterable(asked)) if address not in known]
        known |= zip(new, self._sources.add_all({"title": address, "url": address} for address in new), strict=True)
        pairs = {
            (claim.id, known[address].id): None
            for claim, all_asked in zip(made, asked, strict=True)
            for address in all_asked
        }
        self._evidence.attach_all(pairs, Stance.CONTEXT)
        claims = {note.id: claim.id for claim, notes in zip(made, groups, strict=True) for note in notes}
        self._settle(claims, NoteState.ACCEPTED)
        return claims

    def _settle(self, claims: Mapping[str, str], state: NoteState) -> None:
        """Say of open notes what became of them, and of which claim they are, if of one, by ids."""
        self._log.set_all(self.entity, "state", dict.fromkeys(claims, str(state)))
        self._log.set_all(self.entity, "claim", {note: claim for note, claim in claims.items() if claim})

    def dismiss(self, note_id: str) -> AuthorNote:
        """Say that no claim is to be made of a note. Raises AnnotatorError when one was made already."""
        with self._step("Dismiss author's note"):
            self._unused(self.get(note_id))
            self._set(note_id, {"state": str(NoteState.DISMISSED), "claim": ""})
        return self.get(note_id)

    def dismiss_all(self, article_id: str, progress: Progress | None = None) -> list[AuthorNote]:
        """Dismiss each open note in an article, in one step; gives those dismissed. Raises Cancelled when `progress`
        asks for it; nothing is dismissed then."""
        with self._step("Dismiss authors' notes"):
            found = [note.id for note in _telling(self._open(article_id), progress)]
            self._settle(dict.fromkeys(found, ""), NoteState.DISMISSED)
            return self._store.read(queries.author_notes, "", found)

    def _open(self, article_id: str) -> list[AuthorNote]:
        return [note for note in self.of(article_id) if note.state is NoteState.OPEN]

    def _unused(self, note: AuthorNote) -> AuthorNote:
        if note.state is NoteState.ACCEPTED and self._store.read(queries.row, "claim", note.claim):
            raise AnnotatorError("A claim was made of this note already.", "Change or remove that claim.")
        return note

    def _accept(self, note: AuthorNote, known: dict[str, Source], to: str) -> Claim:
        self._unused(note)
        claim = self._claims.get(to) if to else self._claims.mark(note.article, note.span, note=_quoted(note))
        whole = f"{claim.note}\n\n{_quoted(note)}".strip()
        if to and len(whole) <= LONGEST:
            self._claims.set(to, note=whole)
        attached = {evidence.source for evidence in claim.evidence}
        for address in addresses(note.text):
            source = known.get(address) or self._sources.add(address, url=address)
            known[address] = source
            if source.id not in attached:
                self._evidence.attach(claim.id, source.id, Stance.CONTEXT)
        self._set(note.id, {"state": str(NoteState.ACCEPTED), "claim": claim.id})
        return self._claims.get(claim.id)

    def _by_address(self) -> dict[str, Source]:
        """The sources by their address, of several with one the first."""
        return {source.url: source for source in reversed(self._sources.all()) if source.url}


def _quoted(note: AuthorNote) -> str:
    """The note as the note of its claim has it; a long one is there whole as the author's note alone."""
    signed = f" ({note.author[:_LONGEST_NAME]})" if note.author else ""
    text = note.text if len(note.text) <= _LONGEST_QUOTED else f"{note.text[:_LONGEST_QUOTED]}…"
    return f"Author’s note{signed}: {text}"


def _all_quoted(notes: Sequence[AuthorNote]) -> str:
    """Notes about the same words, as the note of their claim has them; what is too long is left to the notes."""
    whole = ""
    for note in notes:
        longer = f"{whole}\n\n{_quoted(note)}".strip()
        whole = longer if len(longer) <= LONGEST else whole
    return whole


def _telling(of_each: Sequence[_T], progress: Progress | None) -> Iterator[_T]:
    """Each in turn, with signs of progress."""
    for done, each in enumerate(of_each):
        if progress is not None and done % _TELL_EVERY == 0:
            progress(done, len(of_each))
        yield each


def addresses(words: str) -> list[str]:
    """The web addresses in a text, each once, without the punctuation of the sentence around them."""
    found = dict.fromkeys(_bare(match[0]) for match in _ADDRESS.finditer(words))
    return [address for address in found if address.partition("://")[2]][:_MOST_ADDRESSES]


def _bare(address: str) -> str:
    while address:
        if address[-1] in _AFTER or any(
            address.endswith(close) and address.count(close) > address.count(opening)
            for opening, close in ("()", "[]", "{}")
        ):
            address = address[:-1]
        else:
            break
    return address
