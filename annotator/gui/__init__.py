"""Floor 4: the window. The only place that imports PySide6; it talks to Project alone."""
