"""No file of the repository holds a token, a key or a database."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.sources import ROOT

LARGEST = 4_000_000
SECRETS = {
    "a bot's token": re.compile(rb"\b\d{8,10}:(?!AAFake)[A-Za-z0-9_-]{35}\b"),
    "a private key": re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    "an access key": re.compile(rb"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abpr]-[\w-]{20,})\b"),
    "a password in an address": re.compile(
        rb"\b(?:postgresql(?:\+asyncpg)?|https?)://[\w.-]+:(?!PASSWORD|geheim|sandi)[^@/\s'\"{}]{6,}@"
    ),
}
NEVER = re.compile(r"\.(?:db|db-wal|db-shm|key|pem|sqlite3?|log)$|(?:^|/)(?:config\.toml|token|\.env)$")


def tracked() -> list[Path]:
    ran = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if ran.returncode:
        pytest.skip("this is no checkout: nothing is tracked")
    return [ROOT / name for name in ran.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def secrets_in(data: bytes) -> list[str]:
    return [what for what, pattern in SECRETS.items() if pattern.search(data)]


def test_no_tracked_file_holds_a_secret() -> None:
    found = {
        str(path.relative_to(ROOT)): secrets
        for path in tracked()
        if path.stat().st_size < LARGEST and (secrets := secrets_in(path.read_bytes()))
    }
    assert found == {}


def test_no_tracked_file_is_one_that_belongs_to_a_desk() -> None:
    names = [str(path.relative_to(ROOT)) for path in tracked()]
    assert [name for name in names if NEVER.search(name)] == []


@pytest.mark.parametrize(
    ("planted", "what"),
    [
        (b'token = "123456789:' + b"A1b2C" * 7 + b'"', "a bot's token"),
        (b"-----BEGIN RSA " + b"PRIVATE KEY-----", "a private key"),
        (b"ghp_" + b"a1B2" * 9, "an access key"),
        (b"postgresql+asyncpg://aduan:" + b"x7Gq2mL9@db/aduan", "a password in an address"),
    ],
)
def test_a_secret_that_is_planted_is_found(planted: bytes, what: str) -> None:
    assert secrets_in(planted) == [what]
