"""The lists of a Word file: bullets, and numbers that count as the article does."""

import re
from collections.abc import Callable, Iterator, Sequence

from annotator.exporters.docx_package import HEAD, WORD
from annotator.exporters.passages import Passage, depths

_NUMBER = re.compile(r"(\(?)(\d{1,4})([.)])", re.ASCII)
_DEEPEST = 9
_BULLETS = "•◦▪"
_STEP = 357
"""How far each depth is set in, in twentieths of a point."""


class Lists:
    """Hands out the lists that items belong to, and defines them all at the end."""

    def __init__(self) -> None:
        self._forms = [_form(1, "bullet", lambda depth: _BULLETS[depth % len(_BULLETS)])]
        self._known: dict[str, int] = {}
        self._lists = ['<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>']

    def items(self, passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
        """The list and the depth (from 0) of each item of a run of them. A number that does not follow from the one
        before begins a list of its own, so that what is shown is what the article says."""
        counting: dict[int, tuple[str, int, int]] = {}
        for passage, depth in zip(passages, depths(passages), strict=True):
            counting = {at: last for at, last in counting.items() if at <= depth}
            level = min(depth, _DEEPEST) - 1
            found = _NUMBER.fullmatch(passage.bullet)
            if not found:
                counting.pop(depth, None)
                yield 1, level
                continue
            form, number = f"{found[1]}%{found[3]}", int(found[2])
            known, last, belongs = counting.get(depth, ("", 0, 0))
            if known != form or number != last + 1:
                belongs = self._begin(form, level, number)
            counting[depth] = form, number, belongs
            yield belongs, level

    def _begin(self, form: str, level: int, number: int) -> int:
        if form not in self._known:
            self._known[form] = len(self._forms) + 1
            self._forms.append(_form(self._known[form], "decimal", lambda depth: form.replace("%", f"%{depth + 1}")))
        name = len(self._lists) + 1
        self._lists.append(
            f'<w:num w:numId="{name}"><w:abstractNumId w:val="{self._known[form]}"/><w:lvlOverride w:ilvl="{level}">'
            f'<w:startOverride w:val="{number}"/></w:lvlOverride></w:num>'
        )
        return name

    def xml(self) -> str:
        return f'{HEAD}<w:numbering xmlns:w="{WORD}">{"".join(self._forms)}{"".join(self._lists)}</w:numbering>'


def _form(number: int, kind: str, sign: Callable[[int], str]) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign(depth)}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_STEP * (depth + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
        for depth in range(_DEEPEST)
    )
    kinds = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kinds}{levels}</w:abstractNum>'
