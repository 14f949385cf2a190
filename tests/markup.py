"""What a piece of HTML is made of, as a browser would read it."""

from __future__ import annotations

from html.parser import HTMLParser

HOSTILE = (
    '<img src=x onerror="alert(1)">',
    "</td></table><script>alert(2)</script>",
    "\"' onmouseover='alert(3)",
    "</title></svg><svg onload=alert(4)>",
    "{{7*7}}{} {0} %s",
)


class Markup(HTMLParser):
    """The tags, attributes and text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(str(html))  # plain: a Markup would escape what it is added to
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data

    def quiet(self) -> bool:
        """Whether nothing here runs, is fetched, or reaches into the rest of a document."""
        loud = {"script", "style", "link", "img", "iframe", "object", "embed", "form", "base", "meta", "a"}
        handlers = [name for name, _ in self.attributes if name.startswith("on") or name in ("src", "href")]
        return not loud & set(self.tags) and not handlers
