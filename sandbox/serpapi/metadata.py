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
        SHOWN_URLS[engine]: _shown_at(question, engine, key),
        "raw_html_file": f"{page}.html",
        "prettify_html_file": f"{page}.prettify",
        "total_time_taken": 0.83,
    }


def _shown_at(question: Question, engine: str, key: str) -> str:
    """Link to Google's own page; that for flights is one of Google's, which the product shows."""
    if engine != "google_flights":
        return f"{question.base}/serpapi/google/{engine}"
    asked = {"hl": question.text("hl", "en"), "gl": question.text("gl", "us"),
             "curr": question.text("currency", "USD"), "tfs": key}  # fmt: skip
    return f"https://www.google.com/travel/flights?{urlencode(asked)}"


def search_link(question: Question, **changes: str) -> str:
    """Link to the same question with something changed: a page, a property."""
    params = {k: v for k, v in question.params.items() if k != "no_cache"} | changes
    return f"{question.base}/serpapi/search.json?{urlencode(sorted(params.items()))}"
