"""`compose.yaml` reads, and names only what exists. Docker itself is not needed."""

import re
from pathlib import Path

import yaml

from domain.configuration import LAUNCHER_SETTINGS, known_settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "compose.yaml").read_text()
COMPOSE = yaml.safe_load(TEXT)
# Read by compose.yaml itself.
OWN = {"WEB_REPLICAS", "BOT_REPLICAS", "WORKER_REPLICAS"}
# Of no use in a container.
NOT_PASSED = LAUNCHER_SETTINGS | {"READY_FILE"}


def test_every_variable_is_a_setting() -> None:
    assert set(re.findall(r"\$\{([A-Z_]+)", TEXT)) <= known_settings() | OWN


def test_the_products_processes_get_settings_only() -> None:
    for name in ("migrate", "web", "bot", "worker"):
        assert set(COMPOSE["services"][name]["environment"]) <= known_settings()


def test_every_setting_is_passed() -> None:
    passed = set(COMPOSE["x-product"]["environment"])
    assert known_settings() - NOT_PASSED - passed == set()


def test_a_password_may_hold_any_character() -> None:
    """It reaches the product as it is; pasted into an address, an `@` would end it."""
    assert not re.search(r"://[^\s]*\$\{POSTGRES_PASSWORD", TEXT)


def test_replicas_can_be_set_and_the_sandbox_is_a_profile() -> None:
    services = COMPOSE["services"]
    for name in ("web", "bot", "worker"):
        assert f"{name.upper()}_REPLICAS" in str(services[name]["deploy"]["replicas"])
    assert services["sandbox"]["profiles"] == ["sandbox"]


def test_only_loopback_is_published_and_no_database() -> None:
    published = {name: service.get("ports", []) for name, service in COMPOSE["services"].items()}
    assert published.pop("postgres") == published.pop("redis") == []
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)


def test_the_image_holds_every_package_of_the_product() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    for package in ("domain", "bot", "webhooks", "workers", "migrations", "sandbox"):
        assert f"COPY {package} {package}" in dockerfile
    assert "--require-hashes" in dockerfile
    assert "USER 10001" in dockerfile


def test_however_many_web_services_share_one_port_of_the_machine() -> None:
    """Two containers cannot publish one port: the proxy does, and the service trusts its word."""
    services = COMPOSE["services"]
    assert "ports" not in services["web"]
    assert services["proxy"]["ports"] == ["127.0.0.1:${WEB_PORT:-8080}:8080"]
    network = COMPOSE["networks"]["default"]["ipam"]["config"][0]["subnet"]
    assert network in COMPOSE["x-product"]["environment"]["TRUSTED_PROXIES"]
    mounted = services["proxy"]["volumes"][0].partition(":")[0]
    assert (ROOT / mounted).is_file()
