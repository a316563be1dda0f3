"""The ways in which a bot may mark up its texts."""

from sandbox.telegram.entities import Entity
from sandbox.telegram.html_text import parse_html
from sandbox.telegram.legacy_markdown import parse_markdown
from sandbox.telegram.markdown_text import parse_markdown_v2
from sandbox.telegram.refusals import bad_request

PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}


def parsed(source: str, mode: str) -> tuple[str, list[Entity]] | None:
    """Return a text and its marks as `mode` has them, None for no mode. Raises a 400 for others."""
    mode = mode.lower()
    if mode in {"", "none"}:
        return None
    if mode not in PARSERS:
        raise bad_request("unsupported parse_mode")
    return PARSERS[mode](source)
