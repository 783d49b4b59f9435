"""The same small share of a processor for each process, given by the kernel's control groups."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

_PLACES: Final = (Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup"))
"""Of the first version, which has a tree for each kind of limit, and of the second."""

_PERIOD: Final = 20_000
"""Microseconds; short, as who has spent its share waits for the next, and a slow processor never stops."""


class Unlimited(Exception):
    """Nothing can be limited here."""


@contextmanager
def limited(processes: Iterable[int], share: float) -> Iterator[None]:
    """Meanwhile each of these processes has this share of one core. Raises Unlimited."""
    with ExitStack() as stack:
        for process in processes:
            stack.enter_context(_one(process, share))
        yield


@contextmanager
def _one(process: int, share: float) -> Iterator[None]:
    place = next((place for place in _PLACES if os.access(place / "cgroup.procs", os.W_OK)), None)
    if place is None:
        raise Unlimited("there are no control groups to write to")
    group = place / f"aduan-bench-{process}"
    try:
        group.mkdir()
        _limit(group, int(share * _PERIOD))
        (group / "cgroup.procs").write_text(f"{process}", "ascii")
    except OSError as error:
        raise Unlimited(f"{error.strerror}: {error.filename}") from None
    try:
        yield
    finally:
        if Path(f"/proc/{process}").exists():
            (place / "cgroup.procs").write_text(f"{process}", "ascii")
        group.rmdir()


def _limit(group: Path, quota: int) -> None:
    if (group / "cpu.cfs_quota_us").exists():
        (group / "cpu.cfs_period_us").write_text(f"{_PERIOD}", "ascii")
        (group / "cpu.cfs_quota_us").write_text(f"{quota}", "ascii")
    else:
        (group / "cpu.max").write_text(f"{quota} {_PERIOD}", "ascii")
