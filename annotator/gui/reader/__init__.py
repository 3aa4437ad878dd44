"""The reader: where an article is read, marked and judged. It knows nothing of projects and files."""

from annotator.gui.reader.reader import Reader

__all__ = ["Reader"]
