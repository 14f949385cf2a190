"""How far a pair has come: a memorandum, a trial, a contract, or one that is over."""

from __future__ import annotations

from loaders.article import phrases, relations
from loaders.article.discourse import Article, Found
from loaders.article.rows import headed


def near(article: Article, item: Found) -> tuple[str, str]:
    """The words of the clause of signing, and the whole sentence."""
    text, at = item.gist.text, item.statement.at
    clause = text.rfind(";", 0, at) + 1
    stop = text.find(";", at)
    stop = len(text) if stop < 0 else stop
    near = text[clause:stop]
    if not phrases.PAPER.search(near):
        near = text
    if item.statement.rule == "related" and (following := article.following(item.number)):
        near += " " + following.text if relations.confirms(following) else ""
    if item.statement.rule == "row" and headed(item.gist):
        return text.partition(":")[0], text
    if item.statement.rule in ("row", "both sides", "told before") or not phrases.PAPER.search(near):
        near = " ".join(g.text for g in article.gists[max(0, item.number - 3) : item.number]) + " " + near
    return near, text


def stage(item: Found, near: str, around: str) -> str:
    """The stage that the words ``near`` a signing, and those of its sentence, tell."""
    status = item.statement.rule in ("two named", "both sides", "told before", "with")
    status = status and not (phrases.PAPER.search(near) or phrases.SIGNING.search(near))
    if item.statement.rule == "supply" or status:
        if phrases.TRIAL.search(near):
            return "trial"
        if phrases.ENDED.search(around):
            return "ended"
        paper = phrases.MEMO if phrases.SIGNING.search(around) else phrases.MEMORANDUM
        memo = paper.search(around) and not phrases.CONTRACT.search(around)
        return "mou" if memo else "contract"
    return phrases.stage_of(near, around)
