"""The shell of every page: template, data, scripts and the policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from graph.text import Lang, Text
from queries.pages.page import GENERATOR, Page
from queries.pages.words import WORDS

# The scripts of each template, one function around all; those after "vis" draw with vis-network.
_CARD = ("base.js", "shell.js", "selection.js", "card.js")
_PICTURE = ("motion.js", "picture.js", "labels.js")
SCRIPTS: dict[str, tuple[str, ...]] = {
    "graph": (*_CARD, *_PICTURE, "facets.js", "search.js", "legend.js", "graph.js"),
    "firm": (*_CARD, *_PICTURE, "facets.js", "search.js", "reasons.js", "side.js", "firm.js"),
    "place": (*_CARD, "place.js"),
    "index": (*_CARD, "facets.js", "search.js", "index.js"),
}

# What could end a script element or a line of script, wherever it stands in the data.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def build(
    template: str,
    *,
    title: Text,
    lang: Lang,
    data: Mapping[str, Any],
    counts: Text,
    note: Text | None = None,
    **context: Any,
) -> Page:
    """A page from a template of ``templates/``, with everything it needs inside.

    ``data`` reaches the scripts as JSON beside the words and texts that every page has;
    ``counts`` and ``note`` stand below the title; ``context`` is what else the template
    asks for (escaped when it is put in).
    """
    from markupsafe import Markup

    data = {
        "lang": lang,
        "words": {key: [text.vi, text.en] for key, text in WORDS.items()},
        "title": [title.vi, title.en],
        "note": [note.vi, note.en] if note else None,
        "counts": [counts.vi, counts.en],
        **data,
    }
    own = '(() => {\n"use strict";\n' + asset(*SCRIPTS[template]) + "\n})();"
    scripts = [_one_newline(script) for script in ([vis_script(), own] if "network" in data else [own])]
    style = _one_newline(asset("page.css", f"{template}.css"))
    html = (
        environment()
        .get_template(f"{template}.html")
        .render(
            title=title,
            lang=lang,
            generator=Markup(GENERATOR),
            policy=policy(scripts, style),
            style=Markup(style),
            scripts=[Markup(script) for script in scripts],
            data=Markup(json_text(data)),
            word=lambda key: WORDS[key].say(lang),
            words=WORDS,
            note=note,
            counts=counts,
            **context,
        )
    )
    return Page(html, title)


@lru_cache(1)
def environment() -> Any:
    """The templates of all pages: every text is escaped, a name that is missing is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("queries.pages", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)


@lru_cache(1)
def vis_script() -> str:
    """The vis-network script that pyvis ships, without the address of its source map."""
    from pathlib import Path

    import pyvis

    scripts = sorted((Path(pyvis.__file__).parent / "templates" / "lib").glob("vis-*/vis-network.min.js"))
    text = scripts[-1].read_text("utf-8")
    return text.rpartition("//# sourceMappingURL=")[0] or text


def json_text(data: Any) -> str:
    """``data`` as JSON that may stand inside a script element.

    >>> json_text(["</script>", "a & b"])
    '["\\\\u003c/script\\\\u003e","a \\\\u0026 b"]'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPES)


def policy(scripts: Sequence[str], style: str) -> str:
    """The content-security policy: these scripts and this style run, nothing is fetched."""
    allowed = " ".join(source_hash(script) for script in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src {source_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def source_hash(text: str) -> str:
    """The hash by which a policy knows an inline script or style."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@lru_cache(32)
def asset(*names: str) -> str:
    """The texts of files of ``templates/``, one after the other."""
    folder = resources.files("queries.pages") / "templates"
    return "\n".join((folder / name).read_text("utf-8") for name in names)


def _one_newline(text: str) -> str:
    """With the line ends a browser sees: it reads CR LF as LF before it computes a hash."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
