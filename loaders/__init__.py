"""Files in; checked, merged records out, into a store."""

from loaders.datasets import shipped
from loaders.lookalikes import pending
from loaders.placing import place_product
from loaders.report import LoadReport
from loaders.run import load

__all__ = ["LoadReport", "load", "pending", "place_product", "shipped"]
