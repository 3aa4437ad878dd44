"""The names by which a REFI-QDA project says what its notes, codes and links are; for its exporter and importer."""

NAMESPACE = "urn:QDA-XML:project:1.0"
ORIGIN = "Annotator"

CLAIM = "Claim"
"""The code of every claim, and the name of the note that states one."""

RATIONALE, CORRECTION = "Rationale", "Correction"
"""The names of the notes that a coding with a verdict refers to."""

CONTINUES = "continues"
"""The name of a link from a part of a passage to the part that it continues."""

VARIABLES = ("byline", "publisher", "url", "language", "published")
"""What is known of an article, as variables of its source."""
