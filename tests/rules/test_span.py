"""Durations, hours, addresses and free days as they are written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Address, FreeDay, Hours, Span

spans = st.builds(Span, st.integers(0, 9999), st.integers(0, 9999), st.integers(0, 999_999))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("P1D", Span(days=1)),
        ("P2Y", Span(months=24)),
        ("P1Y6M", Span(months=18)),
        ("PT1H30M", Span(seconds=5400)),
        ("P1DT2S", Span(days=1, seconds=2)),
    ],
)
def test_a_duration_is_read_as_iso_8601(text: str, span: Span) -> None:
    assert Span.parse(text) == span


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1W", "P1.5D", "1D", "p1d", "P-1D", "P1DT", "P1H", " P1D", "P١D", 1]
)
def test_what_is_no_duration_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="ISO 8601"):
        Span.parse(text)


@given(spans)
def test_a_duration_written_down_is_read_back(span: Span) -> None:
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    ("text", "before"),
    [("P1M", "2026-02-28"), ("P1Y", "2025-03-31"), ("P90D", "2025-12-31"), ("P2Y", "2024-03-31")],
)
def test_retention_counts_back_in_calendar_time(text: str, before: str) -> None:
    at = datetime(2026, 3, 31, 9, tzinfo=UTC)
    assert Span.parse(text).before(at) == datetime.fromisoformat(f"{before}T09:00+00:00")


def test_hours_are_read() -> None:
    assert Hours.parse("08:00-16:30") == Hours(time(8), time(16, 30))


@pytest.mark.parametrize("text", ["8-16", "08:00-08:00", "16:00-08:00", "08:00-24:00", "08:00 - 16:00"])
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Hours.parse(text)


@pytest.mark.parametrize(
    ("text", "host"), [("127.0.0.1:0", "127.0.0.1"), ("[::1]:0", "::1"), ("localhost:0", "localhost")]
)
def test_an_address_is_read_and_written_alike(text: str, host: str) -> None:
    assert Address.parse(text) == Address(host, 0)
    assert str(Address.parse(text)) == text


@pytest.mark.parametrize("text", ["127.0.0.1", ":80", "127.0.0.1:65536", "::1:80", "http://a:80"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Address.parse(text)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("2026-10-12 HUT Kutai Timur", "HUT Kutai Timur"),
        ("2026-10-12", "Libur"),
        (date(2026, 10, 12), "Libur"),
    ],
)
def test_a_free_day_may_have_a_name(value: object, name: str) -> None:
    assert FreeDay.parse(value) == FreeDay(date(2026, 10, 12), name)
