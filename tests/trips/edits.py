"""A thousand edits of every kind, each told of once it is reported done: `edits.py PROJECT SEED COUNT`."""

import random
import sys
from collections.abc import Callable

from annotator.domain.model import Span
from annotator.project import Project


class Editor:
    """Makes edits by chance, always the same ones for the same seed."""

    def __init__(self, project: Project, seed: int) -> None:
        self.project, self.chance = project, random.Random(seed)
        self.article = project.articles.all()[0]
        self.claims: list[str] = [claim.id for claim in project.claims.all()]
        self.sources: list[str] = [source.id for source in project.sources.all()]
        kinds = (self.mark, self.mark, self.reword, self.mention, self.source, self.attach, self.rate)
        self.kinds: tuple[Callable[[], object], ...] = (*kinds, project.history.undo, project.history.redo)

    def edit(self) -> None:
        """One edit, whatever came before it."""
        before = self.project.history.steps(1)
        while self.project.history.steps(1) == before:
            if not self.project.claims.all() or not self.project.sources.all():
                self.mark()
                self.source()
                return
            self.claims = [claim.id for claim in self.project.claims.all()]
            self.sources = [source.id for source in self.project.sources.all()]
            self.chance.choice(self.kinds)()

    def span(self) -> Span:
        start = self.chance.randrange(len(self.article.text) - 50)
        return Span(start, start + self.chance.randrange(10, 50))

    def mark(self) -> None:
        self.project.claims.mark(self.article.id, self.span(), note="by chance")

    def reword(self) -> None:
        self.project.claims.set(self.chance.choice(self.claims), statement=f"Reworded {self.chance.random()}")

    def mention(self) -> None:
        self.project.claims.add_mention(self.chance.choice(self.claims), self.article.id, self.span())

    def source(self) -> None:
        self.project.sources.add(title=f"Source {self.chance.random()}")

    def attach(self) -> None:
        self.project.evidence.attach(self.chance.choice(self.claims), self.chance.choice(self.sources), "context")

    def rate(self) -> None:
        self.project.verdicts.give(self.chance.choice(self.claims), "wrong", "by chance")


def main(path: str, seed: str, count: str) -> None:
    with Project.open(path, checker="editor") as project:
        editor = Editor(project, int(seed))
        for _ in range(int(count)):
            editor.edit()
            print(project.history.steps(1)[0].id, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
