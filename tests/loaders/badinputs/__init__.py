"""Bad inputs that a load must meet with a clear message, or repair and say so: one table, a row a case.

Each module of this package holds the rows of a few numbers in ``CASES``; a row says
how its input is made, what the store holds afterwards and what the user is told.
Of the numbers from 1 to 58 those left out are about pages and about servers, and
have their tests there.
"""

from __future__ import annotations

from tests.loaders.badinputs import again, attacks, codes, faults, links, sheets, texts, values
from tests.loaders.badinputs.case import Case

NUMBERS = (*range(1, 48), 50, 51, 52, 53, 54, 57, 58)
TABLE: tuple[Case, ...] = tuple(
    case for module in (codes, texts, values, sheets, links, attacks, faults, again) for case in module.CASES
)
