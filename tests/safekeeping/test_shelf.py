"""Which backups are kept: of the latest days and weeks the last one each, and none too old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.safekeeping import shelf
from bot.settings import Settings

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def settings(**backup: int) -> Settings:
    return Settings.model_validate({"telegram": {"token": "1:a"}, "backup": backup})


def ages(kept: set[datetime]) -> list[int]:
    return sorted((NOW - one).days for one in kept)


def test_of_each_day_and_week_the_last_one() -> None:
    daily = [NOW - timedelta(days=days) for days in range(60)]
    assert ages(shelf.kept(daily, settings(days=3, weeks=4), NOW)) == [0, 1, 2, 4, 11, 18]


def test_of_one_day_only_the_last_is_kept_by_local_time() -> None:
    late, early = datetime(2026, 11, 25, 15, 59, tzinfo=UTC), datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
    assert shelf.kept([early, late], settings(days=1, weeks=0), NOW) == {late}


def test_none_is_kept_longer_than_retention_allows() -> None:
    old = NOW - timedelta(days=36)
    assert shelf.kept([old, NOW], settings(weeks=520), NOW) == {NOW}


def test_a_gap_costs_no_backup() -> None:
    """After a month without backups, the latest days are those that have one."""
    moments = [NOW - timedelta(days=days) for days in (20, 21, 22)]
    assert ages(shelf.kept(moments, settings(days=2, weeks=0), NOW)) == [20, 21]


def test_other_files_are_nobodys_business(tmp_path: Path) -> None:
    mine = [tmp_path / shelf.name_of(NOW - timedelta(days=days)) for days in (0, 50)]
    others = [tmp_path / "aduan-2026.backup", tmp_path / "aduan-20261126T020000Z.backup.part"]
    for file in (*mine, *others):
        file.write_bytes(b"")
    assert shelf.tidy(tmp_path, settings(), NOW) == [mine[1]]
    assert sorted(tmp_path.iterdir()) == sorted([mine[0], *others])
    assert shelf.newest(tmp_path) == mine[0]
