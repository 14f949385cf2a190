"""How long 5,000 words take: whole articles, passages crowded with deals, plain text, text without a stop."""

from __future__ import annotations

import time

from loaders.article import extract_mous
from tests.bench.table import Line, limited
from tests.loaders.article.score import passages

_WORDS, _MOST_SECONDS = 5000, 1
_WHOLE = 300  # words of a labelled text that is a whole article


def _article(parts: list[str], between: str) -> str:
    text: list[str] = []
    while sum(len(p.split()) for p in text) < _WORDS:
        text += parts
    return " ".join(between.join(text).split(" ")[:_WORDS])


def run() -> list[Line]:
    """The seconds that each kind of article takes."""
    texts = {
        "whole articles": _article(
            [p["text"] for p in passages("read") if len(p["text"].split()) > _WHOLE], "\n\n"
        ),
        "a deal in 38 words": _article([p["text"] for p in passages("dev")], "\n\n"),
        "plain text": _article(
            ["Ngành công nghiệp hỗ trợ của thành phố tăng trưởng khá trong năm qua."], " "
        ),
        "capitals without a stop": _article(["Lan Anh Hoa Cúc Công ty TNHH Bình và Minh, với Nam"], " "),
        "verbs without a stop": _article(
            ["Công ty TNHH Bình được Công ty TNHH Minh đặt cung cấp nhận chọn đơn hàng của trở thành"], " "
        ),
    }
    lines = []
    for name, text in texts.items():
        started = time.perf_counter()
        extract_mous(text)
        lines.append(limited(f"article, {name}", time.perf_counter() - started, _MOST_SECONDS, "s"))
    return lines
