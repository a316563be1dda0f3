"""What lies under `deploy/` reads, asks for metrics that exist, and guards what it should."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import crossplane
import kubernetes_validate
import promql_parser
import pytest
import yaml

from domain.configuration import known_settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DASHBOARD = json.loads((DEPLOY / "dashboard.json").read_text())
RULES = yaml.safe_load((DEPLOY / "alerts.yaml").read_text())["groups"][0]["rules"]
SOURCES = ("webhooks/metrics.py", "domain/metrics.py", "domain/health/metrics.py")
MANIFESTS = {
    f"{path.name}: {one['kind']}": one
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for one in yaml.safe_load_all(path.read_text())
}
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


def test_the_proxy_before_the_replicas_reads() -> None:
    read = crossplane.parse(str(DEPLOY / "proxy.conf"), check_ctx=True, single=True)
    assert read["status"] == "ok", read["errors"]


@pytest.mark.parametrize("name", MANIFESTS)
def test_each_manifest_is_what_kubernetes_reads(name: str) -> None:
    kubernetes_validate.validate(MANIFESTS[name], kubernetes_validate.latest_version(), strict=True)


def containers() -> dict[str, dict[str, Any]]:
    """Return the container of every deployment and job."""
    return {
        one["metadata"]["name"]: one["spec"]["template"]["spec"]["containers"][0]
        for one in MANIFESTS.values()
        if one["kind"] in {"Deployment", "Job"}
    }


def test_what_serves_is_probed_and_confined() -> None:
    for name, container in containers().items():
        assert container["securityContext"]["allowPrivilegeEscalation"] is False
        assert container["resources"]["limits"]["memory"]
        if name != "often-migrate":
            assert {"startupProbe", "livenessProbe", "readinessProbe"} <= set(container)


def test_the_manifests_give_settings_that_exist() -> None:
    for kind, key in (("ConfigMap", "data"), ("Secret", "stringData")):
        given = next(one[key] for one in MANIFESTS.values() if one["kind"] == kind)
        assert set(given) <= known_settings()


def test_workers_are_scaled_by_the_checks_that_are_due() -> None:
    scaler = MANIFESTS["worker.yaml: HorizontalPodAutoscaler"]["spec"]
    assert scaler["metrics"][0]["external"]["metric"]["name"] in told()
    assert scaler["scaleTargetRef"]["name"] in containers()


def test_one_process_polls() -> None:
    bot = MANIFESTS["bot.yaml: Deployment"]["spec"]
    assert (bot["replicas"], bot["strategy"]["type"]) == (1, "Recreate")


def test_the_image_has_nothing_that_its_linter_minds() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run(
        [linter, ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
