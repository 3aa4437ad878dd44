"""The trips go by the command line."""

from tests.cli.conftest import annotator

__all__ = ["annotator"]
