"""Floor 3: the façade. `Project` and its desks are all that windows and command lines ever call."""

from annotator.project.project import Project
from annotator.storage.file import PATIENCE

__all__ = ["PATIENCE", "Project"]
