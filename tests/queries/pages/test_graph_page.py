"""The graph page without a browser: what is inside, and that nothing else can run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from typing import Any

import networkx as nx
import pytest

from graph import NotFound, Tables, Text
from graph.schema import EDGES, NODES, OWNERSHIP, PRODUCT_KIND
from graph.text import LANGS
from queries.pages import graph_page as pages
from queries.pages.graph_page import graph_page
from queries.pages.shell import json_text
from queries.pages.style import LINES, MARKS, mark_of
from queries.pages.words import WORDS
from tests.queries.pages.samples import HOSTILE, TITLE, friendly, friendly_page, hostile, large


class Parsed(HTMLParser):
    """Elements with their attributes, and the texts of scripts, styles and the title."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append((self.tags[-1][0] if self.tags else "", data))


def policy_of(html: str) -> dict[str, str]:
    content = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert content is not None
    parts = (part.strip().split(" ", 1) for part in unescape(content[1]).split(";"))
    return {name: rest[0] if rest else "" for name, *rest in parts}


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return dict(json.loads(found[1]))


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_hostile_texts_stay_text() -> None:
    graph, sources = hostile()
    attack = "".join(HOSTILE)
    page = graph_page(graph, sources, title=Text(attack, attack), note=Text(attack, attack))
    calm = {tag for tag, _ in Parsed(friendly_page().html).tags}
    parsed = Parsed(page.html)
    assert {tag for tag, _ in parsed.tags} == calm
    assert not [a for _, attributes in parsed.tags for a in attributes if a.startswith("on")]
    data = data_of(page.html)
    assert data["title"] == [attack, attack]
    assert {node["label"][0] for node in data["nodes"]} == set(HOSTILE)
    assert "{{7*7}}" in page.html


def test_json_cannot_end_its_element() -> None:
    text = json_text({"</script>": "<!--\u2028\u2029&"})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"</script>": "<!--\u2028\u2029&"}


def test_the_same_graph_is_the_same_page_whatever_the_order() -> None:
    graph, sources = friendly()
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    other = graph_page(turned, sources.iloc[::-1].reset_index(drop=True), title=TITLE)
    assert other.html == friendly_page().html


def test_an_empty_graph_says_so() -> None:
    page = graph_page(nx.MultiDiGraph(), Tables()["Source"], title=TITLE)
    assert WORDS["empty"].vi in page.html


def test_an_unknown_focus_is_an_error() -> None:
    with pytest.raises(NotFound, match="Enterprise:nobody"):
        friendly_page(focus="Enterprise:nobody")


def test_counts_say_what_is_there() -> None:
    data = data_of(friendly_page().html)
    assert data["counts"][0].startswith("3 doanh nghiệp · 2 sản phẩm · 1 tiêu chuẩn · 1 địa điểm")
    assert data["counts"][1].endswith("8 relations")


def test_the_language_of_the_page_is_declared() -> None:
    for lang in LANGS:
        assert f'<html lang="{lang}">' in friendly_page(lang=lang).html


def test_every_type_has_a_look() -> None:
    assert set(LINES) == set(EDGES)
    for name in NODES:
        assert mark_of({"type": name}).key.startswith(name)
    assert {f"Enterprise.{o}" for o in OWNERSHIP.values} <= set(MARKS)
    assert {f"Product.{k}" for k in PRODUCT_KIND.values} <= set(MARKS)
    looks = [(m.colour, m.shape) for m in MARKS.values()]
    assert len({c for c, _ in looks}) == len(looks)
    assert all(WORDS[key].vi and WORDS[key].en for key in WORDS)


def test_a_huge_graph_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST", 100)
    graph, sources = large(300)
    data = data_of(graph_page(graph, sources, title=TITLE).html)
    assert len(data["nodes"]) == 100
    assert data["note"][0].startswith("Trang này hiện 100 trên 300 mục")
    assert data["counts"][0].startswith("150 doanh nghiệp")


def test_every_node_has_a_place_of_its_own() -> None:
    graph, sources = large(600)
    nodes = data_of(graph_page(graph, sources, title=TITLE).html)["network"]["nodes"]
    assert len({(n["x"], n["y"]) for n in nodes}) == len(nodes) == 600
    wide, high = (max(n[k] for n in nodes) - min(n[k] for n in nodes) for k in "xy")
    assert 0.5 < wide / high < 4


def test_pyvis_and_jinja_load_only_when_a_page_is_made() -> None:
    loaded = "[m for m in ('pyvis', 'jinja2', 'IPython') if m in sys.modules]"
    code = f"import sys, queries.pages.graph_page; print({loaded})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
