"""From the text of a news article to proposed MOUs, each with its sentence."""

from loaders.article.extract import extract_mous

__all__ = ["extract_mous"]
