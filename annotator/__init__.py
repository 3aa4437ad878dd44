"""The fact-checker's desk: articles, their claims, the sources consulted and the verdicts given, in one file."""

__version__ = "0.1.0"
