"""A simulated year: every reminder that is due is told, once, at its moment, and none after "selesai"."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.year.courses import OFFICERS
from tests.year.reckoning import Reckoning
from tests.year.year import Year


@pytest.mark.slow
async def test_a_year_of_reminders_is_what_its_history_calls_for(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    count = pytestconfig.getoption("--tickets")
    year = Year(tmp_path, count)
    await year.passes()
    found = await Reckoning.of(year)
    await year.database.close()
    print(  # noqa: T201  # the figures are what the release asks for
        f"\n{count} tickets: {found.told.total()} reminders told of {found.due.total()} due; "
        f"the busiest group had {max(found.busiest.values())} messages in its fullest minute; "
        f"{len(year.post.log)} messages in all, {found.per_officer_and_day:.1f} in a group on a working day "
        f"with any (each of its {OFFICERS} officers reads them), {found.most_in_a_day} at most"
    )
    assert found.told == found.due
    assert (found.twice, found.after_done) == (0, 0)
    assert max(found.busiest.values()) <= 20
