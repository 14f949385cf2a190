"""How long an article takes: 5,000 words of labelled passages, plain text, and text without a stop.

``python -m tests.bench.article``
"""

from __future__ import annotations

import time

from loaders.article import extract_mous
from tests.loaders.article.score import passages

_WORDS = 5000


def _article(parts: list[str], between: str) -> str:
    text: list[str] = []
    while sum(len(p.split()) for p in text) < _WORDS:
        text += parts
    return " ".join(between.join(text).split(" ")[:_WORDS])


def main() -> None:
    """Print the seconds that each kind of article takes."""
    dense = _article([p["text"] for p in passages("dev")], "\n\n")
    plain = _article(["Ngành công nghiệp hỗ trợ của thành phố tăng trưởng khá trong năm qua."], " ")
    capitals = _article(["Lan Anh Hoa Cúc Công ty TNHH Bình và Minh, với Nam"], " ")
    frames = _article(
        ["Công ty TNHH Bình được Công ty TNHH Minh đặt cung cấp nhận chọn đơn hàng của trở thành"], " "
    )
    for name, text in (("dense", dense), ("plain", plain), ("capitals", capitals), ("frames", frames)):
        started = time.perf_counter()
        found = len(extract_mous(text))
        print(f"{name:9} {len(text.split())} words: {time.perf_counter() - started:.2f} s, {found} rows")


if __name__ == "__main__":
    main()
