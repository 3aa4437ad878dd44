"""Dialogs: none blocks; each is opened and left to tell what was decided."""
