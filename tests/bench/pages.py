"""Pages in Chromium: how soon a graph is ready, how quickly it answers and moves, how large the file is."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from queries.pages.graph_page import graph_page
from queries.pages.page import Page
from tests.bench.table import Line, limited
from tests.queries.pages.conftest import FLAGS, NAMES
from tests.queries.pages.samples import TITLE, large

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUNDS = 3
# Nodes → seconds until the page says that it is ready: all is laid out and can be searched and clicked.
_READY = {2_000: 1.0, 10_000: 3.0}

# A choice in the list until it is painted, and the frames of a move by small steps (milliseconds each).
_MEASURE = """async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const timed = async (act) => {
        const began = performance.now();
        act();
        await frame();
        return performance.now() - began;
    };
    const middle = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
    await frame();
    await frame();
    document.querySelector("#listing").open = true;
    const choice = await timed(() => document.querySelectorAll("#list .node")[1].click());
    await frame();
    const net = window.ketnoi.network;
    const canvas = document.querySelector("#graph canvas");
    const { left, top } = canvas.getBoundingClientRect();
    const place = (x) => ({ bubbles: true, cancelable: true, clientX: left + 300 + x, clientY: top + 300 });
    const press = (type, x, buttons) => canvas.dispatchEvent(
        new PointerEvent(type, { ...place(x), pointerId: 1, button: 0, buttons }));
    const before = net.getViewPosition().x;
    press("pointerdown", 0, 1);
    const moves = [];
    for (let i = 1; i <= 12; i++) moves.push(await timed(() => press("pointermove", 6 * i, 1)));
    press("pointerup", 72, 0);
    if (net.getViewPosition().x === before) throw new Error("the picture did not move");
    const turn = () => canvas.dispatchEvent(new WheelEvent("wheel", { ...place(0), deltaY: -60 }));
    const wheel = [];
    for (let i = 0; i < 8; i++) wheel.push(await timed(turn));
    return { choice, move: middle(moves), zoom: middle(wheel) };
}"""


def run() -> list[Line]:
    """Each size some rounds in a fresh tab, the best of them; one file size."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("KETNOI_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise RuntimeError("no Chromium found; set KETNOI_CHROMIUM")
    lines: list[Line] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        for nodes, most in _READY.items():
            graph, sources = large(nodes)
            began = time.perf_counter()
            page = graph_page(graph, sources, title=TITLE)
            made = time.perf_counter() - began
            best = _best([_opened(browser, page) for _ in range(ROUNDS)])
            lines += [
                limited(f"page {nodes:,} nodes: ready", best["ready"] / 1000, most, "s"),
                limited(f"page {nodes:,} nodes: a choice painted", best["choice"], 500, "ms"),
                limited(f"page {nodes:,} nodes: a frame while moved", best["move"], 34, "ms"),
                limited(f"page {nodes:,} nodes: a frame while zoomed", best["zoom"], 34, "ms"),
                Line(f"page {nodes:,} nodes: written", f"{made:.2f} s", "", "", "", None),
            ]
            if nodes == min(_READY):
                lines.append(limited(f"page {nodes:,} nodes: file", len(page.html.encode()) / 1e6, 2, "MB"))
        browser.close()
    return lines


def _opened(browser: Browser, page: Page) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        file = page.save(Path(folder) / "page.html")
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.goto(file.as_uri())
        tab.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
        found: dict[str, Any] = tab.evaluate(_MEASURE)
        found["ready"] = float(tab.get_attribute("html", "data-ready") or "nan")
        tab.close()
        return found


def _best(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {key: min(r[key] for r in rounds) for key in rounds[0]}
