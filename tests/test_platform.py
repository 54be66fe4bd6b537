"""What Dockerfile, compose.yaml and the CI promise, read from the files themselves."""

import os
import re
from typing import Any

import pytest
import yaml

from tests.processes import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
STAGES = re.split(r"^FROM ", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)[1:]


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["data"]["internal"] is True
    assert SERVICES["db"]["networks"] == ["data"]


def test_no_file_is_copied_into_a_read_only_service() -> None:
    """docker/compose issue 12031: `configs: content:` fails on a read-only root; a mount works."""
    assert "configs" not in COMPOSE
    assert "./Caddyfile:/etc/caddy/Caddyfile:ro" in SERVICES["proxy"]["volumes"]


def test_two_processes_serve_after_the_migrations() -> None:
    assert SERVICES["api-1"] == SERVICES["api-2"]
    after = SERVICES["api-1"]["depends_on"]
    assert after == {"migrate": {"condition": "service_completed_successfully"}}
    assert SERVICES["migrate"]["depends_on"] == {"db": {"condition": "service_healthy"}}
    assert SERVICES["migrate"]["command"] == ["python", "-m", "api", "migrate"]
    assert "reverse_proxy api-1:8000 api-2:8000" in (ROOT / "Caddyfile").read_text()


def test_the_database_is_postgres_18_on_a_volume() -> None:
    assert SERVICES["db"]["image"] == "postgres:18"
    assert SERVICES["db"]["volumes"] == ["database:/var/lib/postgresql"]
    assert "database" in COMPOSE["volumes"]


def test_every_secret_comes_from_outside_and_is_asked_for() -> None:
    text = (ROOT / "compose.yaml").read_text()
    asked = set(re.findall(r"\$\{(\w+):\?", text))
    assert set(re.findall(r"\$\{(\w+)", text)) == asked
    told = re.findall(r"^(\w+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert {name for name, _ in told} == asked
    assert dict(told)["ADIL_SECRET_KEY"] == dict(told)["ADIL_DB_PASSWORD"] == ""


def test_the_image_runs_as_nobody_special_and_tells_its_health() -> None:
    last = STAGES[-1]
    users = re.findall(r"^USER (\S+)", last, re.MULTILINE)
    assert users == ["10001:10001"]
    assert last.index("\nUSER") < last.index("\nCMD")
    assert "HEALTHCHECK" in last
    assert "/healthz" in last


def test_the_image_carries_no_node_and_no_secret() -> None:
    assert "npm" not in STAGES[-1]
    assert "SECRET" not in STAGES[-1]
    assert len(STAGES) == 3
    assert {stage.split()[0] for stage in STAGES} == {"${BASE}"}


def test_every_install_in_the_image_checks_hashes() -> None:
    installs = re.findall(r"pip install .*", "".join(STAGES))
    assert len(installs) == 2
    assert all("--require-hashes" in line for line in installs)
    assert "npm ci" in STAGES[1]


def test_the_build_sees_only_what_it_names() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert next(line for line in ignored if not line.startswith("#")) == "*"


def test_ci_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text().splitlines()[-1]
