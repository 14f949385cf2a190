"""Several names in one cell: parted by ``;``, by commas, by "và", where the cell is not one name itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

# Commas between digits are decimals ("1,5 mm"), those in brackets belong to what they explain.
_COMMA = re.compile(r"\s*(?:,(?!\d)|、)\s*(?![^()]*\))")
_AND = re.compile(r"\s+(?:và|and|&)\s+(?![^()]*\))")
_LONGEST = 5_000  # characters; a longer text is no list of names
_SEMICOLON = re.compile(r"\s*[;；]\s*")


def apart(cell: Iterable[str], known: Callable[[str], bool]) -> tuple[str, ...]:
    """The names in a list cell, each as it stands there.

    What is ``known`` as a whole is one name, whatever signs it holds. "A và B" is
    two names only when both are known.

    >>> apart(["dập, đúc; tiện và phay"], {"tiện", "phay"}.__contains__)
    ('dập', 'đúc', 'tiện', 'phay')
    """
    found: list[str] = []
    for text in cell:
        for part in _parts(text, _SEMICOLON, known):
            for name in _parts(part, _COMMA, known):
                pair = _parts(name, _AND, known)
                found += pair if all(map(known, pair)) else [name]
    return tuple(dict.fromkeys(found))


def _parts(text: str, sign: re.Pattern[str], known: Callable[[str], bool]) -> list[str]:
    if len(text) > _LONGEST or not sign.search(text) or known(text):
        return [text]
    return [part for part in sign.split(text) if part]
