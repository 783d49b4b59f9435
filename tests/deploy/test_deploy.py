"""The unit, the container and the proxy name paths, ports, users and commands that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.app import running
from bot.cli import BAD, app
from bot.health.pulse import PATIENCE
from bot.settings import Alarms, Http, Settings, Webhook
from tests.house.documents import page
from tests.house.sources import ROOT

DEPLOY = ROOT / "deploy"
UNIT = (DEPLOY / "aduan.service").read_text(encoding="utf-8")
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
RESTARTED_WITHIN = 90
"""Seconds from the moment in which a loop stops."""


def unit(key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", UNIT, re.MULTILINE)


def docker(word: str) -> list[str]:
    return re.findall(rf"^{word} (.*)$", DOCKERFILE, re.MULTILINE)


def test_the_unit_starts_a_command_that_exists() -> None:
    program, command, option, path = unit("ExecStart")[0].split()
    assert (Path(program).name, option, path) == ("aduan", "--config", "/etc/aduan/config.toml")
    assert command in {one.name or one.callback.__name__ for one in app.registered_commands if one.callback}


def test_the_unit_hears_of_us_and_ends_what_is_stuck_in_time() -> None:
    assert unit("Type") == ["notify"]
    assert int(unit("WatchdogSec")[0]) + PATIENCE <= RESTARTED_WITHIN
    assert int(unit("TimeoutStopSec")[0]) > running.GRACE


def test_the_unit_stays_down_when_only_a_person_can_help() -> None:
    assert unit("Restart") == ["always"]
    assert unit("RestartPreventExitStatus") == [str(BAD)]


def test_the_unit_runs_as_nobody_who_owns_anything() -> None:
    assert unit("DynamicUser") == ["yes"]
    assert unit("CapabilityBoundingSet") == [""]
    assert unit("StateDirectoryMode") == ["0700"]
    assert unit("LoadCredential") == ["token:/etc/aduan/token"]
    assert unit("Environment") == unit("EnvironmentFile") == []


def test_files_can_be_drawn_though_resources_are_filtered() -> None:
    assert unit("SystemCallFilter")[-1] == "nice setpriority"  # what draws them calls os.nice


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed here")
def test_the_unit_is_hardly_exposed() -> None:
    ran = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", DEPLOY / "aduan.service"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.search(r"exposure level for aduan\.service: ([\d.]+)", ran.stdout)
    if found is None:
        pytest.skip("this systemd-analyze cannot read a unit offline")
    assert float(found[1]) <= 1.5


def test_the_container_holds_what_is_installed_and_nothing_else() -> None:
    copied = {name for line in docker("COPY") if "--from" not in line for name in line.split()[:-1]}
    assert [name for name in copied if not (ROOT / name).exists()] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {one.rstrip("*") for one in project["tool"]["setuptools"]["packages"]["find"]["include"]}
    assert {name for name in copied if (ROOT / name).is_dir()} == packages
    allowed = set(re.findall(r"^!(\S+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE))
    assert allowed == copied


def test_the_container_installs_only_what_is_locked() -> None:
    installs = [line for line in DOCKERFILE.splitlines() if "pip install" in line]
    assert installs
    assert [line for line in installs if not ("--require-hashes" in line or "--no-deps" in line)] == []


def test_the_container_runs_as_nobody_and_carries_no_secret() -> None:
    assert docker("USER") == ["10001:10001"]
    assert docker("FROM")[-1] == "python:3.11-slim"
    assert docker("ARG") == docker("ADD") == []
    assert [line for line in docker("ENV") if re.search("TOKEN|KEY|SECRET|PASSWORD", line)] == []
    for guard in ('user: "10001:10001"', "read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert guard in COMPOSE


def test_the_container_asks_where_we_answer() -> None:
    assert f"http://{Http().listen}/readyz" in DOCKERFILE


def test_the_container_has_time_to_end() -> None:
    grace = re.search(r"stop_grace_period: (\d+)s", COMPOSE)
    assert grace is not None
    assert int(grace[1]) > running.GRACE


def test_the_proxy_passes_the_webhook_on_and_no_figures() -> None:
    assert re.findall(r"proxy_pass http://(\S+);", NGINX) == [str(Webhook().listen)]
    assert re.findall(r"^location (.*) \{", NGINX, re.MULTILINE) == ["= /telegram"]
    assert re.findall(r"allow (\S+);", NGINX) == ["149.154.160.0/20", "91.108.4.0/22"]


def test_ruffs_security_rules_are_on_for_all_that_ships() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert "S" in lint["select"]
    spared = {path for path, rules in lint["per-file-ignores"].items() if "S" in rules}
    assert [path for path in spared if path.startswith(("bot", "handlers", "storage"))] == []
    assert [rule for rule in lint["ignore"] if re.fullmatch(r"S\d*", rule)] == []


def test_every_cause_is_explained_with_the_words_that_admins_read() -> None:
    from bot.configuration.locales import load_table
    from bot.health.alarms import Cause

    rows = dict(re.findall(r"^\| `(\w+)` \| \"(.*?)\"", page("howto/operate.md"), re.MULTILINE))
    words = load_table("id")
    assert rows == {str(cause): words[f"alarm.name.{cause}"] for cause in Cause}


@pytest.mark.parametrize(
    "address", ["http://example.go.id/x", "https://a:b@example.go.id/x", "desa.go.id", "https://x.id/#a"]
)
def test_an_alarms_address_that_is_not_safe_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(ValueError, match=r"address|https") as refused:
        Alarms.model_validate({"webhook": address})
    assert address not in str(refused.value)


def test_an_alarms_address_is_not_shown() -> None:
    told = Settings.model_validate({
        "telegram": {"token": "1:a"}, "alarms": {"ping": "https://pantau.example.go.id/x?kunci=rahasia"},
    })  # fmt: skip
    assert "rahasia" not in repr(told)
