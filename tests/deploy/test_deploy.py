"""What lies under `deploy/` reads, asks for metrics that exist, and guards what it should."""

import json
import re
from pathlib import Path

import crossplane
import promql_parser
import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DASHBOARD = json.loads((DEPLOY / "dashboard.json").read_text())
RULES = yaml.safe_load((DEPLOY / "alerts.yaml").read_text())["groups"][0]["rules"]
SOURCES = ("webhooks/metrics.py", "domain/measuring.py")
NAME = re.compile(r"\boften_\w+")
QUERIES = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
QUERIES += [rule["expr"] for rule in RULES]


def told() -> set[str]:
    """Return every name that a scrape may hold."""
    named = {name for source in SOURCES for name in NAME.findall((ROOT / source).read_text())}
    endings = ("", "_total", "_count", "_sum", "_bucket")
    return {name + ending for name in named for ending in endings}


@pytest.mark.parametrize("query", QUERIES)
def test_each_query_reads_and_asks_for_metrics_that_exist(query: str) -> None:
    promql_parser.parse(query)
    assert NAME.findall(query)
    assert set(NAME.findall(query)) <= told()


def test_each_rule_says_how_urgent_it_is_and_what_is_wrong() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"]


def test_the_panels_stand_side_by_side() -> None:
    places = [(p["gridPos"]["x"], p["gridPos"]["y"]) for p in DASHBOARD["panels"]]
    assert len(set(places)) == len(places)


def test_the_example_for_nginx_reads_and_guards() -> None:
    read = crossplane.parse(str(DEPLOY / "nginx.conf"), check_ctx=True, single=True)
    assert read["status"] == "ok", read["errors"]
    text = (DEPLOY / "nginx.conf").read_text()
    for needed in (
        "ssl_protocols TLSv1.2 TLSv1.3", "client_header_timeout", "client_max_body_size 1m",
        "limit_req_zone", "proxy_set_header X-Forwarded-For $remote_addr", "return 301 https://",
    ):  # fmt: skip
        assert needed in text
