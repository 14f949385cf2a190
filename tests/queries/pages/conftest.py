"""A real browser without a network, and pages opened in it that must stay quiet."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from queries.pages.page import Page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog
    from playwright.sync_api import Page as Tab

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def _missing(reason: str) -> None:
    if "browser" in os.environ.get("KETNOI_REQUIRE", "").split(","):
        pytest.fail(f"{reason}, and KETNOI_REQUIRE asks for a browser")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium that is installed (``KETNOI_CHROMIUM`` or on the path), with a profile of its own."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed")
    found = [path for name in NAMES if (path := shutil.which(name))]
    path = os.environ.get("KETNOI_CHROMIUM") or next(iter(found), None)
    if path is None:
        _missing("no Chromium found; set KETNOI_CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield chromium
        chromium.close()


class Watched:
    """A page open in the browser, and everything it did that a page of ours never does."""

    def __init__(self, tab: Tab, file: Path) -> None:
        self.tab = tab
        self.wrong: list[str] = []
        own = file.as_uri()
        tab.on("request", lambda r: self._note("request", r.url, r.url.startswith((own, "data:", "about:"))))
        tab.on("console", lambda m: self._note("console", m.text, m.type not in ("error", "warning")))
        tab.on("pageerror", lambda e: self._note("error", str(e)))
        tab.on("popup", lambda p: self._note("popup", p.url))
        tab.on("dialog", self._dialog)
        tab.goto(own)
        tab.wait_for_selector("html[data-ready]", state="attached")

    def _note(self, what: str, text: str, fine: bool = False) -> None:
        if not fine:
            self.wrong.append(f"{what}: {text}")

    def _dialog(self, dialog: Dialog) -> None:
        self._note("dialog", dialog.message)
        dialog.dismiss()

    def search(self, text: str) -> str:
        """Type a query, press Enter; what the page announces."""
        self.tab.fill("#query", text)
        self.tab.press("#query", "Enter")
        return self.tab.inner_text("#status")

    def click_node(self, at: int) -> None:
        """Click on the picture where the node of that number stands."""
        self._mouse(f"window.ketnoi.at({at})", click=True)

    def hover_node(self, at: int) -> None:
        """Move the mouse over a node, long enough for its tooltip."""
        self._mouse(f"window.ketnoi.at({at})", click=False)
        self.tab.wait_for_timeout(220)

    def _mouse(self, where: str, *, click: bool) -> None:
        point = self.tab.evaluate(where)
        box = self.tab.locator("#graph").bounding_box()
        assert box is not None
        x, y = box["x"] + point["x"], box["y"] + point["y"]
        self.tab.mouse.move(x - 3, y)
        self.tab.mouse.move(x, y)
        if click:
            self.tab.mouse.click(x, y)
            self.tab.wait_for_timeout(350)  # vis-network waits for a second click

    def names(self) -> list[str]:
        """The names in the list, as shown."""
        return self.tab.locator("#list .node span").all_text_contents()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    """Open a page from a file; at the end nothing may have gone wrong in it."""
    contexts = []
    tabs: list[Watched] = []

    def open_page(page: Page, **options: object) -> Watched:
        size = {"width": 1280, "height": 800}
        context = browser.new_context(**{"viewport": size, "reduced_motion": "reduce", **options})  # type: ignore[arg-type]
        contexts.append(context)
        file = page.save(tmp_path / f"trang-{len(contexts)}.html")
        tabs.append(Watched(context.new_page(), file))
        return tabs[-1]

    yield open_page
    for context in contexts:
        context.close()
    assert [tab.wrong for tab in tabs] == [[] for _ in tabs]
