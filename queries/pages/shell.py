"""The shell of every page: template, data, scripts and the policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib import resources
from typing import Any

from graph.text import Lang, Text
from queries.pages.page import GENERATOR, Page

# What could end a script element or a line of script, wherever it stands in the data.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def build(
    template: str, *, title: Text, lang: Lang, data: Any, scripts: Sequence[str], style: str, **context: Any
) -> Page:
    """A page from a template of ``templates/``, with everything it needs inside.

    ``data`` reaches the scripts as JSON, ``scripts`` and ``style`` are texts,
    ``context`` is what else the template asks for (escaped when it is put in).
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    scripts = [_one_newline(script) for script in scripts]
    style = _one_newline(style)
    loader = PackageLoader("queries.pages", "templates")
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    html = env.get_template(template).render(
        title=title,
        lang=lang,
        generator=Markup(GENERATOR),
        policy=policy(scripts, style),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        data=Markup(json_text(data)),
        **context,
    )
    return Page(html, title)


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


def asset(*names: str) -> str:
    """The texts of files of ``templates/``, one after the other."""
    folder = resources.files("queries.pages") / "templates"
    return "\n".join((folder / name).read_text("utf-8") for name in names)


def _one_newline(text: str) -> str:
    """With the line ends a browser sees: it reads CR LF as LF before it computes a hash."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
