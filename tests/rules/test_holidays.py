"""Free days come from the country, the regency and the desk."""

from __future__ import annotations

from datetime import date

from bot.configuration import load_holidays
from bot.holidays import holidays_of, is_supported
from bot.settings import Calendar, Settings

REGENCY = load_holidays(Settings.model_validate({"telegram": {"token": "1:a"}}))


def test_the_pack_and_the_library_agree_on_2025_to_2027() -> None:
    assert holidays_of((2025, 2026, 2027), Calendar(), {}).keys() == REGENCY.keys()


def test_cuti_bersama_is_free_for_the_offices() -> None:
    assert holidays_of([2026], Calendar(), {})[date(2026, 12, 24)] == "Cuti Bersama Hari Raya Natal"


def test_the_desk_can_add_a_day_and_name_it() -> None:
    calendar = Calendar.model_validate(
        {"extra_holidays": ["2026-10-12 HUT Kutai Timur", "2027-01-01 Tahun Baru"]}
    )
    found = holidays_of([2026], calendar, {**REGENCY, date(2026, 10, 12): "Hari Jadi"})
    assert found[date(2026, 10, 12)] == "HUT Kutai Timur"
    assert {day.year for day in found} == {2026}


def test_another_country_has_its_own_days() -> None:
    assert holidays_of([2026], Calendar(country="TL"), {})[date(2026, 5, 20)]
    assert not is_supported("QQ")
