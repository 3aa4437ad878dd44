"""The desk: start page, article list, and the claim panel with evidence, verdicts and history."""
