"""What the process does that reads strangers' files for the window and the command line."""

from annotator.importers import apart


def serve() -> int:
    """Answer until nobody asks any more; gives the exit status."""
    return apart.serve()
