"""Floor 2: the project file. An insert-only log of changes, and typed tables derived from it."""
