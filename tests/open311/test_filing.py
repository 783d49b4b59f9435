"""City software files a report: the same ticket, number, card and history as one from a chat."""

from __future__ import annotations

import pytest

from bot.open311.pages import WRITES
from tests.open311 import specification
from tests.open311.conftest import SECTIONS, City
from tests.stories.ways import values

served = pytest.mark.parametrize("cast", [SECTIONS], indirect=True)


@served
async def test_a_report_becomes_a_ticket_with_a_card_in_the_group(city: City) -> None:
    status, (filed,) = await city.files()
    assert (status, specification.faults([filed], specification.POSTED)) == (201, [])
    number = filed["service_request_id"]
    card = city.cast.pupr.last
    assert number in card.text
    shown = values(card)
    assert (shown["Tempat"], shown["Pelapor"]) == (
        "Kec. Bengalon", "Dikirim kota lewat Open311, tidak dapat ditanya",
    )  # fmt: skip
    await city.cast.budi.inside(city.cast.pupr).says("/selesai 1 sudah ditambal dan diratakan")
    _, (request,) = await city.gets(f"requests/{number}.json")
    assert (request["status"], request["description"]) == (
        "open",
        "Jalan berlubang parah di depan pasar Bengalon",
    )
    assert (request["lat"], request["long"]) == (0.512345, 117.543219)
    assert (await city.gets(f"tokens/{number}.json"))[1] == [{"service_request_id": number, "token": number}]
    assert await city.cast.count("events WHERE verb = 'file'") == 1


@served
async def test_nobody_is_asked_where_nobody_could_answer(city: City) -> None:
    await city.files()
    pupr, budi = city.cast.pupr, city.cast.budi.inside(city.cast.pupr)
    assert pupr.last.labels == ["✋ Ambil", "✅ Selesai", "💬 Balas", "↩️ Kembalikan", "📍 Peta"]
    await budi.says("/tanya 1 di sebelah mana?")
    assert pupr.last.text.startswith("KT-2026-000001 tidak punya pelapor yang dapat ditanya.")
    assert await city.cast.count("tickets WHERE status = 'waiting_reporter'") == 0


@served
async def test_xml_answers_in_xml(city: City) -> None:
    status, body = await city.files("xml")
    assert (status, specification.xml_faults(body, specification.POSTED)) == (201, [])


@served
async def test_who_they_are_is_never_kept(city: City) -> None:
    private = {
        "first_name": "Siti",
        "last_name": "Khadijah",
        "email": "siti@example.org",
        "phone": "081234567890",
    }
    await city.files(**private, device_id="device-4711", account_id="account-4711")
    async with city.cast.desk.app.database.read() as session:
        rows = await (await session.connection()).exec_driver_sql("SELECT * FROM tickets, events, entries")
        kept = str(rows.all())
    assert [value for value in (*private.values(), "4711") if value in kept] == []


@served
async def test_the_same_call_again_files_nothing(city: City) -> None:
    first, again, other = [await city.files(once=once) for once in ("a", "a", "b")]
    assert first == again
    assert other != first
    assert await city.cast.count("tickets") == 2


@served
async def test_a_picture_is_shown_as_a_link_and_never_fetched(city: City) -> None:
    await city.files(media_url="https://example.org/lubang.jpg")
    assert "https://example.org/lubang.jpg" in city.cast.pupr.last.text
    await city.files(media_url="file:///etc/passwd")
    assert "passwd" not in city.cast.pupr.last.text


REFUSED: tuple[tuple[dict[str, str], int], ...] = (
    ({"api_key": ""}, 403), ({"api_key": "ak_wrong"}, 403), ({"service_code": "nothing"}, 404),
    ({"service_code": "integritas"}, 404), ({"description": "rusak"}, 400), ({"lat": "95"}, 400),
    ({"lat": "here"}, 400), ({"lat": "", "long": ""}, 400),
    ({"lat": "", "long": "", "description": "lubang besar sekali", "address_string": "entah"}, 400),
)  # fmt: skip


@served
async def test_what_cannot_be_filed_leaves_nothing_behind(city: City) -> None:
    for report, refused in REFUSED:
        status, errors = await city.files(**report)
        assert (report, status, specification.faults(errors, specification.ERROR)) == (report, refused, [])
        assert errors[0]["code"] == refused
    assert await city.cast.count("tickets") == 0


@served
async def test_what_accuses_an_official_goes_to_inspektorat_alone(city: City) -> None:
    _, (filed,) = await city.files(
        description="kepala dinas minta uang pelicin supaya jalan di Bengalon diperbaiki"
    )
    number = filed["service_request_id"]
    assert city.cast.inspektorat.sees(number)
    assert not city.cast.pupr.sees(number)
    assert (await city.gets(f"requests/{number}.json"))[0] == 404


@served
async def test_one_address_cannot_flood_the_groups(city: City) -> None:
    statuses = [(await city.files(description="x"))[0] for _ in range(WRITES + 2)]
    assert (statuses[0], statuses[-1]) == (400, 429)


@served
async def test_only_the_encoding_of_the_format_is_read(city: City) -> None:
    for kind in ("application/x-www-form-urlencoded; charset=punycode", "multipart/form-data; boundary=a"):
        async with city.http.post(
            f"{city.root}/requests.json", data=b"-" + b"a" * 60_000, headers={"Content-Type": kind}
        ) as answer:
            assert (answer.status, specification.faults(await answer.json(), specification.ERROR)) == (
                415,
                [],
            )
    assert (await city.files(description="x" * 80_000))[0] == 413
    assert (await city.files(media_url="http://[1"))[0] == 201
