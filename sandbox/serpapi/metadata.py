"""What every answer begins with, and links that lead back to the sandbox."""

from datetime import datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

from .questions import Question

SHOWN_URLS = {
    "google_hotels": "google_hotels_url",
    "google_hotels_autocomplete": "google_hotels_autocomplete_url",
    "google_flights": "google_flights_url",
}


def search_metadata(question: Question, now: datetime) -> dict[str, Any]:
    engine = question.text("engine")
    key = blake2b(f"{sorted(question.params.items())}{now}".encode(), digest_size=12).hexdigest()
    stamp = now.strftime("%Y-%m-%d %H:%M:%S UTC")
    page = f"{question.base}/serpapi/searches/{key}"
    return {
        "id": key,
        "status": "Success",
        "json_endpoint": f"{page}.json",
        "created_at": stamp,
        "processed_at": stamp,
        SHOWN_URLS[engine]: f"{question.base}/serpapi/google/{engine}",
        "raw_html_file": f"{page}.html",
        "prettify_html_file": f"{page}.prettify",
        "total_time_taken": 0.83,
    }


def search_link(question: Question, **changes: str) -> str:
    """Link to the same question with something changed: a page, a property."""
    params = {k: v for k, v in question.params.items() if k != "no_cache"} | changes
    return f"{question.base}/serpapi/search.json?{urlencode(sorted(params.items()))}"
