"""The base of all value types."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Any, ClassVar, Literal

from graph.errors import BadValue
from graph.text import Text, tidy

Kind = Literal["text", "integer", "real", "list"]
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

_SURROGATE = re.compile("[\ud800-\udfff]")


class ValueType(ABC):
    """A type of cell. ``kind`` is how stores keep it, ``hint`` how people write it."""

    kind: ClassVar[Kind] = "text"

    @property
    def hint(self) -> Text:
        """How a value is written, for people who fill in a form."""
        return Text("Chữ tự do", "Free text")

    def clean(self, raw: str) -> Any:
        """The normal form of ``raw``, or ``None`` when empty; raises ``BadValue``."""
        if not raw.isprintable() and _SURROGATE.search(raw):
            raise BadValue(
                "có ký tự hỏng (nửa cặp UTF-16); hãy gõ lại ô này",
                "holds a broken character (a lone surrogate); type the cell again",
            )
        text = tidy(raw)
        return self.parse(text) if text else None

    @abstractmethod
    def parse(self, text: str) -> Any:
        """The normal form of a tidy, non-empty text; raises ``BadValue``."""

    def compare(self, left: Any, right: Any) -> float:
        """How alike two normal forms are, from 0 to 1."""
        return float(left == right)
