"""``python -m tests.bench [NAME]…``: one table of all, or of those named; tells, never fails."""

from __future__ import annotations

import sys

from tests.bench import article, demo, load, pagerank, pages, quality, ranking, resolve, server, workbook
from tests.bench.table import Line, shown

BENCHES = {
    "pagerank": pagerank.run,
    "ranking": ranking.run,
    "load": load.run,
    "workbook": workbook.run,
    "resolve": resolve.run,
    "article": article.run,
    "demo": demo.run,
    "neo4j": server.run,
    "quality": quality.run,
    "pages": pages.run,
}


def main(names: list[str]) -> None:
    """Run the named benchmarks (all when none is named) and print their table."""
    lines: list[Line] = []
    for name in names or list(BENCHES):
        if name not in BENCHES:
            print(f"no benchmark {name!r}; there are: {', '.join(BENCHES)}", file=sys.stderr)
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            lines += BENCHES[name]()
        except Exception as error:
            lines.append(Line(name, "failed", "", "", f"{type(error).__name__}: {error}"[:80], False))
    print(shown(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
