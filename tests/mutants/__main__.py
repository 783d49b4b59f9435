"""``python -m tests.mutants [NAME...]``: break a copy of the tree in each way, and see the tests notice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.mutants.table import MUTANTS, Mutant

ROOT = Path(__file__).parents[2]
LEFT_OUT = (".git", ".venv", ".*_cache", "__pycache__", "data", "build", "*.egg-info")
PYTEST = (sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist")
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
PASSED, FAILED = 0, 1
KILLED = "killed"


def main(names: Iterable[str]) -> int:
    """How many survived, or could not be tried."""
    chosen = [mutant for mutant in MUTANTS if mutant.name in names] or MUTANTS
    whole = sorted({test for mutant in chosen for test in mutant.tests})
    with tempfile.TemporaryDirectory() as home:
        ended = _tested(_copied(Path(home)), whole)
    if ended.returncode != PASSED:
        _say("the tests do not pass on the tree as it is:\n" + "\n".join(ended.stdout.splitlines()[-20:]))
        return 1
    killed = 0
    for mutant in chosen:
        end = _end(mutant)
        killed += end == KILLED
        _say(f"{end:9} {mutant.name}: {mutant.why}")
    _say(f"{killed} of {len(chosen)} killed")
    return len(chosen) - killed


def _end(mutant: Mutant) -> str:
    """Killed only by a test that fails: one that cannot even be collected, or is skipped, says nothing."""
    with tempfile.TemporaryDirectory() as home:
        copy = _copied(Path(home))
        mutant.breaks(copy)
        status = _tested(copy, mutant.tests).returncode
    return {PASSED: "SURVIVED", FAILED: KILLED}.get(status, f"ERROR {status}")


def _copied(home: Path) -> Path:
    copy = home / "aduan"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return copy


def _tested(copy: Path, tests: Iterable[str]) -> subprocess.CompletedProcess[str]:
    asked = (*PYTEST, *tests)
    return subprocess.run(asked, cwd=copy, check=False, capture_output=True, text=True, env=ENVIRONMENT)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
