"""Files in; checked, merged records out, into a store."""

from loaders.report import LoadReport
from loaders.run import load, shipped

__all__ = ["LoadReport", "load", "shipped"]
