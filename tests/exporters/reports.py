"""Reports for the tests of the exporters: small ones built by hand, hostile ones, and large ones."""

from dataclasses import replace
from typing import Any

from annotator.domain.model import (
    Article,
    Block,
    BlockKind,
    Checker,
    Claim,
    ClaimKind,
    Evidence,
    Inline,
    InlineKind,
    Mention,
    MentionState,
    Review,
    Selector,
    Source,
    SourceKind,
    Span,
    Stance,
    Verdict,
    VerdictState,
)
from annotator.domain.ratings import scale, scales
from annotator.domain.report import Report

FIRST = Checker("0190a000-0000-7000-8000-0000000000c1", "First Checker")
SECOND = Checker("0190a000-0000-7000-8000-0000000000c2", "Second Checker")


def uid(kind: int, number: int) -> str:
    return f"0190a000-0000-7000-8{kind:03x}-{number:012x}"


class Draft:
    """Collects a report piece by piece; every id follows from the order of the calls."""

    def __init__(self, title: str = "Desk", scale_key: str = "editorial") -> None:
        self._title = title
        self._scale = scale_key
        self._made = 0
        self.articles: list[Article] = []
        self.claims: list[Claim] = []
        self.sources: list[Source] = []
        self.blobs: dict[str, bytes] = {}

    def _id(self, kind: int) -> str:
        self._made += 1
        return uid(kind, self._made)

    def article(
        self, *parts: tuple[BlockKind, str] | tuple[BlockKind, str, int], title: str = "", **facts: Any
    ) -> Article:
        """An article of those blocks, a blank line between any two (a bullet before items)."""
        text, blocks = "", []
        for kind, words, *rest in parts:
            level = rest[0] if rest else 0
            text += "\n\n" if text else ""
            text += "• " if kind is BlockKind.ITEM else ""
            blocks.append(Block(len(text), len(text) + len(words), kind, level))
            text += words
        made = Article(self._id(1), title, text, tuple(blocks), **facts)
        self.articles.append(made)
        return made

    def inline(self, article: Article, words: str, kind: InlineKind, href: str = "") -> Article:
        """The article with those words, the first of their kind, styled or linked."""
        start = article.text.index(words)
        style = Inline(start, start + len(words), kind, href)
        blocks = tuple(
            replace(block, inlines=(*block.inlines, style)) if block.start <= start < block.end else block
            for block in article.blocks
        )
        made = replace(article, blocks=blocks)
        self.articles[self.articles.index(article)] = made
        return made

    def mention(self, article: Article, words: str, occurrence: int = 1) -> Mention:
        start = -1
        for _ in range(occurrence):
            start = article.text.index(words, start + 1)
        return self.mention_at(article, start, start + len(words))

    def mention_at(self, article: Article, start: int, end: int) -> Mention:
        text = article.text
        selector = Selector(Span(start, end), text[start:end], text[max(0, start - 32) : start], text[end : end + 32])
        return Mention(self._id(3), "", article.id, selector)

    def claim(self, *mentions: Mention, statement: str = "", **facts: str | ClaimKind) -> Claim:
        key = self._id(2)
        words = statement or mentions[0].selector.exact
        owned = tuple(replace(mention, claim=key) for mention in mentions)
        made = Claim(key, words, mentions=owned, **facts)  # type: ignore[arg-type]
        self.claims.append(made)
        return made

    def source(self, title: str, kind: SourceKind = SourceKind.PAGE, **facts: str | bool) -> Source:
        made = Source(self._id(4), title, kind, **facts)  # type: ignore[arg-type]
        self.sources.append(made)
        return made

    def attach(self, claim: Claim, source: Source, stance: Stance, **facts: str) -> Claim:
        evidence = Evidence(self._id(5), claim.id, source.id, stance, **facts)
        return self._put(claim, replace(claim, evidence=(*claim.evidence, evidence)))

    def rate(self, claim: Claim, rating: str, rationale: str = "", correction: str = "", at: str = "") -> Claim:
        """A new verdict that stands; one that stood before is replaced."""
        older = tuple(
            replace(v, state=VerdictState.REPLACED) if v.state is VerdictState.CURRENT else v for v in claim.verdicts
        )
        label = scale(self._scale).rating(rating).label
        moment = at or f"2026-02-{len(self.claims) % 27 + 1:02d}T10:{len(older):02d}:00Z"
        verdict = Verdict(
            self._id(6), claim.id, self._scale, rating, label, rationale, correction, claim.statement, FIRST, moment
        )
        return self._put(claim, replace(claim, verdicts=(*older, verdict)))

    def withdraw(self, claim: Claim) -> Claim:
        newest = replace(claim.verdicts[-1], state=VerdictState.WITHDRAWN)
        return self._put(claim, replace(claim, verdicts=(*claim.verdicts[:-1], newest)))

    def review(self, claim: Claim, approved: bool, note: str = "") -> Claim:
        newest = claim.verdicts[-1]
        review = Review(self._id(7), newest.id, approved, note, SECOND, "2026-03-01T09:00:00Z")
        return self._put(claim, replace(claim, verdicts=(*claim.verdicts[:-1], replace(newest, reviews=(review,)))))

    def reword(self, claim: Claim, statement: str) -> Claim:
        return self._put(claim, replace(claim, statement=statement))

    def lose(self, claim: Claim) -> Claim:
        """The claim with its first mention no longer found."""
        gone = replace(claim.mentions[0], state=MentionState.GONE)
        return self._put(claim, replace(claim, mentions=(gone, *claim.mentions[1:])))

    def _put(self, old: Claim, new: Claim) -> Claim:
        self.claims[self.claims.index(old)] = new
        return new

    def report(self) -> Report:
        moments = [v.at for claim in self.claims for v in claim.verdicts]
        return Report(
            self._title,
            scale(self._scale),
            scales(),
            (FIRST, SECOND),
            tuple(self.articles),
            tuple(self.claims),
            tuple(self.sources),
            max(moments, default=""),
            sum(source.confidential for source in self.sources),
            self.blobs,
        )


def full() -> Report:
    """One article with every kind of block and every state of a claim: nested, overlapping, in several places."""
    draft = Draft()
    article = _moon(draft)
    almanac, person, book = _moon_sources(draft)
    _nested_claims(draft, article, book)
    _other_claims(draft, article, almanac, person)
    return draft.report()


def _moon(draft: Draft) -> Article:
    article = draft.article(
        (BlockKind.HEADING, "The Moon, in figures", 1),
        (
            BlockKind.PARAGRAPH,
            "The Moon is the only natural satellite of Earth. It circles Earth at 384,400 km on average.",
        ),
        (BlockKind.CAPTION, "The near side of the Moon, photographed from the ground"),
        (BlockKind.HEADING, "How far, how large", 2),
        (
            BlockKind.PARAGRAPH,
            "Its diameter is 3,474 km, about a quarter of Earth’s, and light needs 13 seconds from there.",
        ),
        (BlockKind.ITEM, "first on foot: Neil Armstrong, 21 July 1969", 1),
        (BlockKind.ITEM, "last on foot: Eugene Cernan, in December 1972", 2),
        (BlockKind.ITEM, "twelve people in all", 1),
        (BlockKind.QUOTATION, "That’s one small step for man, one giant leap for mankind."),
        (BlockKind.TABLE, "Body\tDiameter\nMoon\t3,474 km\nEarth\t12,742 km"),
        (BlockKind.PARAGRAPH, "The Moon has no air at all, as everyone knows. Again: 384,400 km."),
        (BlockKind.CREDIT, "With figures of a public almanac"),
        (BlockKind.FURNITURE, "Accessibility links"),
        (BlockKind.FURNITURE, "Share this page"),
        title="The Moon, in figures",
        byline="A. Writer",
        publisher="The Plain Paper",
        url="https://paper.example/moon?a=1&copy=2",
        language="en",
        published="2026-01-27",
    )
    article = draft.inline(article, "natural satellite", InlineKind.LINK, "https://almanac.example/moon")
    article = draft.inline(article, "quarter", InlineKind.EMPHASIS)
    return draft.inline(article, "small", InlineKind.STRONG)


def _moon_sources(draft: Draft) -> tuple[Source, Source, Source]:
    almanac = draft.source(
        "Planetary fact sheet",
        SourceKind.DATASET,
        author="A public agency",
        publisher="Space Agency",
        url="https://almanac.example/moon?x=1&y=2",
        archive_url="https://archive.example/2026/moon",
        published="2024-05",
        accessed="2026-02-01",
    )
    person = draft.source("Confidential source", SourceKind.PERSON, confidential=True)
    book = draft.source(
        "A book of the Moon", SourceKind.BOOK, author="B. Author", published="1999", note="Second edition."
    )
    return almanac, person, book


def _nested_claims(draft: Draft, article: Article, book: Source) -> None:
    sentence = draft.claim(draft.mention(article, "The Moon is the only natural satellite of Earth."))
    sentence = draft.attach(
        sentence, book, Stance.SUPPORTS, locator="p. 12", excerpt="Earth has one natural satellite."
    )
    draft.rate(sentence, "confirmed", "Quasi-satellites are not counted.\n\nBoth sources agree.")
    inner = draft.claim(draft.mention(article, "only natural satellite"), kind=ClaimKind.COMPARISON)
    inner = draft.rate(inner, "unverifiable", "A first look.")
    draft.withdraw(draft.rate(inner, "wrong", "A second look."))
    across = draft.claim(
        draft.mention(article, "satellite of Earth. It circles Earth"), statement="The Moon circles Earth, not the Sun."
    )
    draft.reword(draft.rate(across, "not-checkable", "A matter of words."), "The Moon circles Earth.")


def _other_claims(draft: Draft, article: Article, almanac: Source, person: Source) -> None:
    distance = draft.claim(
        draft.mention(article, "384,400 km"),
        draft.mention(article, "384,400 km", 2),
        kind=ClaimKind.FIGURE,
        claimant="The Plain Paper",
        claim_date="2026-01-27",
        claim_date_text="27 January",
        assignee="First Checker",
        note="Ask which average.",
    )
    distance = draft.attach(distance, almanac, Stance.SUPPORTS, excerpt="Semimajor axis 384 400 km", locator="table 2")
    draft.review(draft.rate(distance, "confirmed", "The almanac has it."), True, "Agreed.")
    light = draft.claim(draft.mention(article, "light needs 13 seconds"), kind=ClaimKind.FIGURE)
    light = draft.attach(light, almanac, Stance.REFUTES, note="384,400 km at 299,792 km/s.")
    light = draft.attach(light, person, Stance.CONTEXT)
    light = draft.rate(light, "needs-fix", "Off by ten.", at="2026-02-03T08:00:00Z")
    draft.rate(light, "wrong", "Light needs 1.3 seconds.", "light needs 1.3 seconds", at="2026-02-04T08:00:00Z")
    draft.claim(draft.mention(article, "Neil Armstrong, 21 July 1969\n\n• last on foot: Eugene Cernan"))
    draft.claim(draft.mention(article, "3,474 km\nEarth\t12,742 km"))
    draft.lose(draft.claim(draft.mention(article, "as everyone knows")))


SCRIPTS = {
    "emoji": "Family 👩‍👩‍👧‍👦 and 👍🏽 thumbs, then 🇩🇪 flags.",
    "combining": "Cafe\u0301 and cafés: e\u0301\u0323 twice, n\u0303 once.",
    "arabic": "القمر هو التابع الطبيعي الوحيد للأرض، ويبعد 384,400 كم عنها.",
    "chinese": "月球是地球唯一的天然卫星，距离约384400公里。",
    "spaces": "Ten\u00a0000 people\u2009in\u3000all.",
}


def scripts() -> Report:
    """Articles in several scripts, each with overlapping claims that cut between code points of any kind."""
    draft = Draft("In many scripts")
    for name, text in SCRIPTS.items():
        article = draft.article((BlockKind.PARAGRAPH, text), title=name, language="ar" if name == "arabic" else "")
        third = len(text) // 3
        first = draft.claim(draft.mention_at(article, 2, 2 * third))
        draft.rate(first, "confirmed", text)
        draft.claim(draft.mention_at(article, third, len(text)))
        draft.claim(draft.mention_at(article, third, third + 3))
    return draft.report()


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title></textarea><svg onload=alert(1)>",
    "<!-- --!> ]]> <![CDATA[",
    "{{ 7 * 7 }} {% include '/etc/passwd' %}",
    "javascript:alert(1)",
    "# heading\n\n- item\n\n1. item\n\n> quotation\n\n    code\n\n***\n\n===",
    "[link](https://evil.example) ![image](https://evil.example/x.png) <https://evil.example>",
    "[ref]: https://evil.example\n\n[ref] `code` ~~~ **bold** __bold__ *em* www.evil.example a@evil.example",
    "=1+1",
    "  +1",
    "\t@SUM(1)",
    "\r-1",
    "-2+3",
    "＝1+1",
    "\u200b=HYPERLINK(1)",
    'a "quoted", cell\r\nof two lines;\x00 and \x07\x1b[31m bells',
    "\u202eright to left\u2066 unfinished",
    "\u2028line\u2029paragraph\x85next",
    "&lt;b&gt; &amp; &#60; &copy;",
    "!",
    "trailing backslash \\",
)
"""Strings that mean something to one format or another, and must mean nothing in all of them."""


def hostile(words: str) -> Report:
    """A report in which every text that a person or a page can supply is `words`."""
    draft = Draft(words)
    canonical = words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    article = draft.article(
        (BlockKind.HEADING, canonical, 1),
        (BlockKind.PARAGRAPH, f"Before! {canonical} after."),
        (BlockKind.ITEM, canonical, 1),
        (BlockKind.QUOTATION, canonical),
        (BlockKind.TABLE, canonical),
        (BlockKind.CAPTION, canonical),
        (BlockKind.FURNITURE, canonical),
        title=canonical,
        byline=words,
        publisher=words,
        url=words,
        language=words,
        published=words,
    )
    article = draft.inline(article, "after", InlineKind.LINK, words)
    source = draft.source(
        words,
        author=words,
        publisher=words,
        url=words,
        archive_url=words,
        published=words,
        accessed=words,
        note=words,
    )
    claim = draft.claim(
        draft.mention(article, canonical, 2),
        draft.mention(article, f"! {canonical} a"),
        statement=words,
        claimant=words,
        claim_date=words,
        claim_date_text=words,
        assignee=words,
        note=words,
    )
    claim = draft.attach(claim, source, Stance.REFUTES, excerpt=words, locator=words, note=words)
    claim = draft.rate(claim, "wrong", words, words, at=words)
    claim = draft.reword(draft.review(claim, False, words), f"{words} ")
    draft.rate(claim, "needs-fix", words, words)
    made = draft.report()
    return replace(made, checkers=(Checker(words, words),))


def large(claims: int, size: int) -> Report:
    """An article of about `size` code points with that many claims, each rated with one piece of evidence."""
    draft = Draft("Large")
    line = "The number given here is one of many numbers that somebody has to check before print. "
    paragraph = line * 6
    count = max(1, size // (len(paragraph) + 2))
    text = "\n\n".join([paragraph] * count)
    step = len(paragraph) + 2
    blocks = tuple(Block(i * step, i * step + len(paragraph), BlockKind.PARAGRAPH) for i in range(count))
    article = Article(uid(1, 1), "Large", text, blocks, url="https://paper.example/large")
    draft.articles.append(article)
    sources = [draft.source(f"Source {i}", url=f"https://sources.example/{i}") for i in range(max(1, claims // 10))]
    gap = (len(text) - 60) / claims
    for number in range(claims):
        start = int(number * gap)
        key = uid(2, number)
        mention = draft.mention_at(article, start, start + 20 + number % 37)
        evidence = Evidence(
            uid(5, number), key, sources[number % len(sources)].id, Stance.SUPPORTS, "An excerpt.", "p. 3"
        )
        statement = f"Statement {number}"
        verdict = Verdict(
            uid(6, number),
            key,
            "editorial",
            "confirmed",
            "Confirmed",
            "Two sources bear it out.",
            "",
            statement,
            FIRST,
            "2026-02-01T10:00:00Z",
        )
        draft.claims.append(
            Claim(key, statement, mentions=(replace(mention, claim=key),), evidence=(evidence,), verdicts=(verdict,))
        )
    return draft.report()
