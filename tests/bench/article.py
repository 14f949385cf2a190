"""How long an article takes: 5,000 words of labelled passages, plain text, and text without a stop."""

from __future__ import annotations

import time

from loaders.article import extract_mous
from tests.bench.table import Line, limited
from tests.loaders.article.score import passages

_WORDS, _MOST_SECONDS = 5000, 1


def _article(parts: list[str], between: str) -> str:
    text: list[str] = []
    while sum(len(p.split()) for p in text) < _WORDS:
        text += parts
    return " ".join(between.join(text).split(" ")[:_WORDS])


def run() -> list[Line]:
    """The seconds that each kind of article takes."""
    texts = {
        "labelled passages": _article([p["text"] for p in passages("dev")], "\n\n"),
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
