"""The desks of sources and of evidence: what was consulted, and what it says of which claim."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Evidence, Source, SourceKind, Stance
from annotator.project.desk import Desk
from annotator.project.fields import checked
from annotator.storage import blobs, queries

_LARGEST_SNAPSHOT = 200 << 20
"""Bytes of a file that may be kept with a source."""


class Sources(Desk):
    entity = "source"

    def add(self, title: str, **given: Any) -> Source:
        """Keep a source, of any kind, people included."""
        return self.add_all([{"title": title, **given}])[0]

    def add_all(self, given: Iterable[Mapping[str, Any]]) -> list[Source]:
        """Keep many sources, each as `add` keeps one."""
        wanted = {self._log.new_id(): checked("source", {"kind": SourceKind.PAGE, **each}) for each in given}
        with self._step("Add source"):
            self._log.create_all("source", wanted.items())
        return [Source(id=key, **{**each, "kind": SourceKind(each["kind"])}) for key, each in wanted.items()]

    def set(self, source_id: str, /, **given: Any) -> Source:
        """Change fields of a source."""
        self._change(source_id, given)
        return self.get(source_id)

    def remove(self, source_id: str) -> None:
        """Take a source out of sight, with the evidence drawn from it."""
        self._remove(source_id)

    def get(self, source_id: str) -> Source:
        """The source of that id. Raises AnnotatorError when there is none."""
        self._row("source", source_id)
        return self._store.read(queries.sources, (source_id,))[0]

    def all(self) -> list[Source]:
        """Every source, in the order they were added."""
        return self._store.read(queries.sources)

    def keep_snapshot(self, source_id: str, path: str | Path) -> Source:
        """Keep a copy of a file with the source: a saved page, a scan, a recording."""
        path = Path(path)
        try:
            if path.stat().st_size > _LARGEST_SNAPSHOT:
                raise AnnotatorError(
                    f"“{path.name}” is too large to keep in the project.", "Keep it beside the project."
                )
            data = path.read_bytes()
        except OSError as error:
            raise AnnotatorError(f"“{path}” cannot be read: {error.strerror}.", "Check the name.") from None
        with self._step("Keep snapshot"):
            self._set(source_id, {"snapshot": self._log.put_blob(data)})
        return self.get(source_id)

    def snapshot(self, source_id: str) -> bytes:
        """The copy kept with a source. Raises AnnotatorError when there is none, or it was altered."""
        name = self._row("source", source_id)["snapshot"]
        if not name:
            raise AnnotatorError("No copy was kept with this source.", "Keep one first.")
        return self._store.read(blobs.read_blob, name)


class EvidenceDesk(Desk):
    entity = "evidence"

    def attach(
        self, claim_id: str, source_id: str, stance: str, excerpt: str = "", locator: str = "", note: str = ""
    ) -> Evidence:
        """Tie a claim to a source: what the source says of it (supports, refutes, context), and where."""
        given = {"stance": stance, "excerpt": excerpt, "locator": locator, "note": note}
        wanted = checked("evidence", given)
        with self._step("Attach source"):
            self._row("claim", claim_id)
            self._row("source", source_id)
            evidence_id = self._log.create("evidence", {"claim": claim_id, "source": source_id, **wanted})
        return Evidence(evidence_id, claim_id, source_id, **{**wanted, "stance": Stance(wanted["stance"])})

    def attach_all(self, pairs: Iterable[tuple[str, str]], stance: str) -> None:
        """Tie claims to sources, all of which there are, by their ids, without saying more."""
        told = checked("evidence", {"stance": stance, "excerpt": "", "locator": "", "note": ""})
        with self._step("Attach sources"):
            each = ({"claim": claim, "source": source, **told} for claim, source in pairs)
            self._log.create_all("evidence", ((self._log.new_id(), fields) for fields in each))

    def get(self, evidence_id: str) -> Evidence:
        """The evidence of that id. Raises AnnotatorError when there is none."""
        claim = self._row("evidence", evidence_id)["claim"]
        of_claim = self._store.read(queries.evidence, (claim,)).get(claim, [])
        found = next((e for e in of_claim if e.id == evidence_id), None)
        if found is None:
            raise AnnotatorError("The source of this evidence was removed.", "Undo that, or attach another.")
        return found

    def set(self, evidence_id: str, /, **given: Any) -> Evidence:
        """Change stance, excerpt, locator or note."""
        self._change(evidence_id, given)
        return self.get(evidence_id)

    def detach(self, evidence_id: str) -> None:
        """Take evidence away from its claim; the source stays."""
        self._remove(evidence_id)
