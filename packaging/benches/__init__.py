"""What is measured, one module for each bench; `dev.py bench` runs them inside `.venv`."""

BENCHES = {
    "anchoring": "benches.anchoring",
    "apply": "benches.apply",
    "export": "benches.export",
    "import": "benches.imports",
    "reader": "benches.reader",
    "start": "benches.start",
}
"""A bench's name and its module, which has `measure(small: bool) -> list[Row]`."""
