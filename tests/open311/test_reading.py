"""City software reads public reports: as GeoReport v2 says, and never who reported or what is protected."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.open311.asked import wanted
from storage.models import Ticket
from tests.open311 import specification
from tests.open311.conftest import SECTIONS, City
from tests.stories.ways import POTHOLE, files

served = pytest.mark.parametrize("cast", [SECTIONS], indirect=True)


@served
async def test_services_are_the_public_categories(city: City) -> None:
    status, services = await city.gets("services.json")
    assert (status, specification.faults(services, specification.SERVICE)) == (200, [])
    policy = city.cast.desk.app.regency.policy
    public = {one.id for one in policy.categories.values() if not (one.sensitive or one.oversight)}
    assert {service["service_code"] for service in services} == public
    assert specification.xml_faults((await city.gets("services.xml"))[1]) == []
    assert await city.gets("services/jalan.json") == (200, {"service_code": "jalan", "attributes": []})


@served
async def test_a_report_is_read_without_its_words_its_minute_and_its_reporter(city: City) -> None:
    number = await files(city.cast.ani)
    status, (request,) = await city.gets("requests.json")
    assert (status, specification.faults([request], specification.REQUEST)) == (200, [])
    told = {
        key: request[key]
        for key in ("service_request_id", "status", "service_code", "description", "address")
    }
    assert told == {
        "service_request_id": number, "status": "open", "service_code": "jalan", "description": None,
        "address": "Kec. Bengalon",
    }  # fmt: skip
    moments = [datetime.fromisoformat(request[key]) for key in ("requested_datetime", "updated_datetime")]
    assert [(one.minute, one.second, one.utcoffset()) for one in moments] == [
        (0, 0, moments[0].utcoffset())
    ] * 2
    whole = str(await city.gets("requests.xml"))
    assert [word for word in (*POTHOLE.split(", "), "Ani", str(city.cast.ani.id)) if word in whole] == []


@served
async def test_what_is_protected_is_not_there(city: City) -> None:
    ani = city.cast.ani
    await ani.says("kepala dinas minta uang pelicin 2 juta supaya izin keluar, di Bengalon")
    for label in ("Setuju", "Lanjut", "Pungli", "Bengalon", "Lewati", "Kirim"):
        if any(label in one for one in ani.last.labels):
            await ani.taps(label, under=ani.last)
    assert ani.sees("KT-2026-000001")
    assert await city.gets("requests.json") == (200, [])
    missing = await city.gets("requests/KT-2026-000001.json")
    assert missing == await city.gets("requests/KT-2026-000002.json")
    assert (missing[0], specification.faults(missing[1], specification.ERROR)) == (404, [])
    assert (await city.gets("services/integritas.json"))[0] == 404


@served
async def test_requests_are_found_by_code_status_time_and_number(city: City) -> None:
    number = await files(city.cast.ani)
    found: dict[str, Any] = {}
    for name, asked in {
        "code": {"service_code": "jalan,sampah"}, "other code": {"service_code": "sampah"},
        "open": {"status": "open"}, "closed": {"status": "closed"},
        "before": {"end_date": "2026-11-24T00:00:00Z"}, "since": {"start_date": "2026-11-25T00:00:00Z"},
        "number": {"service_request_id": f"{number},KT-2026-000777,nonsense"}, "next page": {"page": "2"},
    }.items():  # fmt: skip
        found[name] = len((await city.gets("requests.json", **asked))[1])
    assert found == {
        "code": 1, "other code": 0, "open": 1, "closed": 0, "before": 0, "since": 1,
        "number": 1, "next page": 0,
    }  # fmt: skip


NEVER_ASKED = (
    {"status": "new"},
    {"start_date": "yesterday"},
    {"start_date": "2026-11-25T00:00:00"},
    {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-11-25T00:00:00Z"},
    {"start_date": "9999-12-31T23:59:59Z"},
    {"end_date": "0001-01-01T00:00:00+14:00"},
    {"page": "0"},
    {"page_size": "many"},
)


@served
async def test_what_cannot_be_asked_is_refused_in_the_formats_words(city: City) -> None:
    for asked in NEVER_ASKED:
        status, errors = await city.gets("requests.json", **asked)
        assert (asked, status, specification.faults(errors, specification.ERROR)) == (asked, 400, [])
        assert specification.xml_faults((await city.gets("requests.xml", **asked))[1]) == []


def test_no_zone_finds_out_the_minute() -> None:
    now = datetime(2026, 11, 25, 3, 17, 29, tzinfo=UTC)
    for zone in ("+08:00", "+08:07", "-03:59", "+00:00:01"):
        found = wanted(
            {"start_date": f"2026-11-24T09:00:00{zone}", "end_date": f"2026-11-25T09:00:00{zone}"}, now
        )
        for one in (found.begin.astimezone(UTC), found.end.astimezone(UTC)):
            assert (zone, one.minute, one.second) == (zone, 0, 0)


@served
async def test_a_named_reporters_pin_and_minute_are_blurred_for_outsiders_too(city: City) -> None:
    await files(city.cast.ani)
    async with city.cast.desk.app.database.write() as tx:
        ticket = (await tx.session.execute(select(Ticket))).scalars().one()
        ticket.confidential, ticket.latitude, ticket.longitude = False, 0.512345, 117.543219
        ticket.filed_at = ticket.filed_at.replace(minute=17, second=29)
    (request,) = (await city.gets("requests.json"))[1]
    assert (request["lat"], request["long"]) == (0.512, 117.543)
    assert request["requested_datetime"][13:19] == ":00:00"


@served
async def test_a_long_page_is_put_into_words_a_few_at_a_time_and_is_whole(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.open311.service._PIECE", 2)
    filed = [(await city.files(once=str(n)))[1][0]["service_request_id"] for n in range(5)]
    for form in ("json", "xml"):
        _, body = await city.gets(f"requests.{form}", page_size="1000")
        shown = json.dumps(body) if form == "json" else body.decode()
        assert re.findall(r"KT-\d+-\d+", shown) == filed[::-1]


@served
async def test_another_address_of_the_same_customer_waits_too(city: City) -> None:
    async def asks(address: str) -> int:
        headers = {"X-Forwarded-For": address}
        async with city.http.get(f"{city.root}/services/jalan.json", headers=headers) as answer:
            return answer.status

    assert 429 in [await asks(f"2001:db8::{count:x}") for count in range(200)]
    assert [await asks(one) for one in ("2001:db8:0:1::1", "::ffff:192.0.2.1", "192.0.2.2")] == [200] * 3


@served
async def test_whoever_asks_too_often_is_told_when_to_come_again(city: City) -> None:
    for _ in range(200):
        async with city.http.get(f"{city.root}/services.json") as answer:
            if answer.status == 429:
                assert int(answer.headers["Retry-After"]) >= 1
                assert specification.faults(await answer.json(), specification.ERROR) == []
                return
    pytest.fail("nobody was told to wait")


async def test_a_desk_that_does_not_serve_it_has_no_such_pages(cast: Any) -> None:
    assert cast.desk.app.watching.pages.more == []
