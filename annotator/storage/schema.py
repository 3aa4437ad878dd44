"""The tables of a project file, as one list of migrations, and the table of entities that the log projects into.

`ENTITIES` is the single place that says which fields an entity has; the tables are made from it.
"""

from dataclasses import dataclass, field

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x46434B31
"""Marks the file as ours in the SQLite header: the letters FCK1."""

_TEXT = "TEXT NOT NULL DEFAULT ''"
FLAG = "INTEGER NOT NULL DEFAULT 0"


def _ref(table: str) -> str:
    return f"TEXT NOT NULL REFERENCES {table}(id) DEFERRABLE INITIALLY DEFERRED"


@dataclass(frozen=True)
class Entity:
    """Columns by field, in order; `indexes` names the columns by which rows are looked up."""

    columns: dict[str, str]
    indexes: tuple[str, ...] = field(default=())


ENTITIES: dict[str, Entity] = {
    "project": Entity({"title": _TEXT, "scale": _TEXT}),
    "checker": Entity({"name": _TEXT}),
    "article": Entity(
        {
            "title": _TEXT,
            "text": _TEXT,
            "byline": _TEXT,
            "publisher": _TEXT,
            "url": _TEXT,
            "language": _TEXT,
            "published": _TEXT,
            "captured": _TEXT,
            "supersedes": _TEXT,
            "media_type": _TEXT,
            "original": _TEXT,
            "state": _TEXT,
            "remarks": _TEXT,
            "kinds": "TEXT NOT NULL DEFAULT '{}'",
        }
    ),
    "claim": Entity(
        {
            "statement": _TEXT,
            "kind": _TEXT,
            "claimant": _TEXT,
            "claim_date": _TEXT,
            "claim_date_text": _TEXT,
            "assignee": _TEXT,
            "note": _TEXT,
            "severity": _TEXT,
        }
    ),
    "mention": Entity(
        {
            "claim": _ref("claim"),
            "article": _ref("article"),
            "start": "INTEGER NOT NULL",
            "end": "INTEGER NOT NULL",
            "exact": _TEXT,
            "prefix": _TEXT,
            "suffix": _TEXT,
            "state": _TEXT,
            "continues": _TEXT,
            "candidates": "TEXT NOT NULL DEFAULT '[]'",
            "carried_from": _TEXT,
        },
        ("claim", "article, start"),
    ),
    "source": Entity(
        {
            "kind": _TEXT,
            "title": _TEXT,
            "author": _TEXT,
            "publisher": _TEXT,
            "url": _TEXT,
            "archive_url": _TEXT,
            "published": _TEXT,
            "accessed": _TEXT,
            "confidential": FLAG,
            "note": _TEXT,
            "snapshot": _TEXT,
        }
    ),
    "evidence": Entity(
        {
            "claim": _ref("claim"),
            "source": _ref("source"),
            "stance": _TEXT,
            "excerpt": _TEXT,
            "locator": _TEXT,
            "note": _TEXT,
        },
        ("claim", "source"),
    ),
    "verdict": Entity(
        {
            "claim": _ref("claim"),
            "scale": _TEXT,
            "rating": _TEXT,
            "label": _TEXT,
            "rationale": _TEXT,
            "correction": _TEXT,
            "statement": _TEXT,
            "checker": _ref("checker"),
            "at": _TEXT,
            "withdrawn": FLAG,
            "overtaken": FLAG,
        },
        ("claim",),
    ),
    "review": Entity(
        {
            "verdict": _ref("verdict"),
            "approved": FLAG,
            "note": _TEXT,
            "checker": _ref("checker"),
            "at": _TEXT,
        },
        ("verdict",),
    ),
    "reply": Entity(
        {
            "claim": _ref("claim"),
            "kind": _TEXT,
            "author": _TEXT,
            "at": _TEXT,
            "text": _TEXT,
            "origin": _TEXT,
        },
        ("claim",),
    ),
    "author_note": Entity(
        {
            "article": _ref("article"),
            "start": "INTEGER NOT NULL",
            "end": "INTEGER NOT NULL",
            "exact": _TEXT,
            "prefix": _TEXT,
            "suffix": _TEXT,
            "kind": _TEXT,
            "text": _TEXT,
            "author": _TEXT,
            "at": _TEXT,
            "state": _TEXT,
            "claim": _TEXT,
        },
        ("article, start",),
    ),
    "passed_over": Entity({"article": _ref("article"), "what": _TEXT}, ("article",)),
    "publication": Entity({"article": _TEXT, "format": _TEXT, "name": _TEXT, "sha256": _TEXT, "at": _TEXT}),
}

PROJECTIONS = (
    *("tally", "counted", "head", "block", "publication", "passed_over", "author_note"),
    *("reply", "review", "verdict", "evidence", "mention"),
    *("claim", "source", "article", "checker", "project", "step"),
)
"""Every table that can be rebuilt from the log, those that refer to others first."""

CHANGE_COLUMNS = (
    *("id", "step", "device", "seq", "actor", "at", "entity", "entity_id"),
    *("op", "field", "value", "parents", "prev_hash", "hash", "schema"),
)
"""The columns of a change that never alter, in the order of the fields of `Change`."""

migrations = Migrations("annotator")


@migrations()
def m001_log(db: Database) -> None:
    """The log, and the bytes that changes refer to by their hash: what can never be rebuilt."""
    for statement in (
        """CREATE TABLE change(
            id TEXT PRIMARY KEY, step TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, actor TEXT NOT NULL,
            at TEXT NOT NULL, entity TEXT NOT NULL, entity_id TEXT NOT NULL,
            op TEXT NOT NULL CHECK(op IN ('create', 'set')), field TEXT, value TEXT NOT NULL, parents TEXT NOT NULL,
            prev_hash TEXT NOT NULL, hash TEXT NOT NULL, schema INTEGER NOT NULL, hub_position INTEGER,
            UNIQUE(device, seq)) STRICT""",
        "CREATE INDEX change_of ON change(entity_id, field)",
        "CREATE INDEX change_step ON change(step)",
        "CREATE TABLE blob(hash TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT",
        *_insert_only("change", "OF " + ", ".join(CHANGE_COLUMNS)),
        *_insert_only("blob", ""),
    ):
        db.execute(statement)


@migrations()
def m002_projections(db: Database) -> None:
    """What the log says, as typed tables."""
    make_projections(db)


@migrations()
def m003_parts_notes_replies(db: Database) -> None:
    """Severity, passages in parts, authors' notes, editors' replies: columns and tables of projections alone, all of
    which are made anew whenever a file is brought up to date."""


@migrations()
def m004_tally(db: Database) -> None:
    """What is counted of claims, as a projection."""


@migrations()
def m005_passed_over(db: Database) -> None:
    """What a person passed over among the re-checks of a new version, as a projection."""


@migrations()
def m006_tracked_changes(db: Database) -> None:
    """Which state of tracked changes an article is: a column of a projection."""


@migrations()
def m007_publications(db: Database) -> None:
    """Which reports were published, as a projection."""


@migrations()
def m008_counted(db: Database) -> None:
    """How many claims each article has, as a projection."""


@migrations()
def m009_remarks(db: Database) -> None:
    """What the importer had to tell of an article: a column of a projection."""


SCHEMA_VERSION = 9
"""How many migrations there are; kept in the header as `user_version`, and with each change."""


def _insert_only(table: str, columns: str) -> tuple[str, str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE {columns} ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
    )


def make_projections(db: Database) -> None:
    """Create every projection, empty. `ord` sorts rows of a kind by when they were created, without asking a clock."""
    db.execute(
        """CREATE TABLE step(id TEXT PRIMARY KEY, ord INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        undoes TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, undone_by TEXT NOT NULL)
        STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX step_ord ON step(ord)")
    db.execute("CREATE INDEX step_state ON step(state, ord)")
    db.execute(
        """CREATE TABLE head(entity_id TEXT NOT NULL, field TEXT NOT NULL, change TEXT NOT NULL,
        PRIMARY KEY(entity_id, field, change)) STRICT, WITHOUT ROWID"""
    )
    for name, entity in ENTITIES.items():
        columns = ", ".join(f'"{column}" {kind}' for column, kind in entity.columns.items())
        db.execute(
            f"""CREATE TABLE {name}(id TEXT PRIMARY KEY, {columns}, removed {FLAG}, ord INTEGER NOT NULL)
            STRICT, WITHOUT ROWID"""
        )
        for column in entity.indexes:
            db.execute(f"CREATE INDEX {name}_{column.partition(',')[0]} ON {name}({column})")
    # Which claims each article mentions, and whether each is checked: kept, so that no commit has to count them all.
    db.execute(
        f"""CREATE TABLE tally(article TEXT NOT NULL, claim TEXT NOT NULL, checked {FLAG}, PRIMARY KEY(article, claim))
        STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX tally_claim ON tally(claim, checked)")
    _make_counted(db)
    db.execute(
        f"""CREATE TABLE block(article {_ref("article")}, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        kind TEXT NOT NULL, level INTEGER NOT NULL, said TEXT NOT NULL, inlines TEXT NOT NULL,
        PRIMARY KEY(article, start)) STRICT, WITHOUT ROWID"""
    )


def _make_counted(db: Database) -> None:
    """How many rows of the tally each article has, and how many of them are checked: kept in step by the file itself,
    so that what a commit takes does not grow with the claims."""
    db.execute(
        """CREATE TABLE counted(article TEXT PRIMARY KEY, claims INTEGER NOT NULL, checked INTEGER NOT NULL)
        STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TRIGGER tally_in AFTER INSERT ON tally BEGIN
            INSERT INTO counted VALUES (new.article, 1, new.checked)
            ON CONFLICT(article) DO UPDATE SET claims = claims + 1, checked = checked + new.checked;
        END"""
    )
    db.execute(
        """CREATE TRIGGER tally_out AFTER DELETE ON tally BEGIN
            UPDATE counted SET claims = claims - 1, checked = checked - old.checked WHERE article = old.article;
            DELETE FROM counted WHERE article = old.article AND claims = 0;
        END"""
    )


def drop_projections(db: Database) -> None:
    for table in PROJECTIONS:
        db.execute(f"DROP TABLE IF EXISTS {table}")
