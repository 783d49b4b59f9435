"""The CSV whose columns an admin enters into SP4N-LAPOR, one report in each row."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Any, Final

from bot import wording
from bot.recaps.counting import Counting
from bot.rendering.job import Job
from bot.rendering.tickets import Tickets
from bot.tickets.status import BUCKETS, Status
from storage import listing
from storage.listing import Row

HEADER: Final = (
    "tracking_id", "tanggal_masuk", "dinas_tujuan", "kecamatan", "desa", "status", "klasifikasi", "kategori",
    "isi_laporan_awal", "tanggal_tindak_lanjut", "tanggal_selesai", "tindak_lanjut", "sp4n_id",
)  # fmt: skip
"""The names of SP4N-LAPOR's own export, and what it is asked for besides."""

_RISKY: Final = re.compile(r'^(?=[\t\r\n])|(?:^|[;\t\r\n])(?=[ "]*[=+\-@|%＝＋－＠])')
"""Where a spreadsheet may see a formula begin (OWASP: CSV injection); Excel in Indonesian parts at ";"."""


async def made(counting: Counting, job: Job) -> bytes:
    """The file's bytes: UTF-8 with the mark by which Excel knows it."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    tickets = Tickets(job.naming)
    async with counting.database.read() as session:
        async for row in listing.rows(session, counting.scope(job.request)):
            cells = _cells(tickets, row)
            writer.writerow([harmless(str(cells.get(name) or "")) for name in HEADER])
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text, so that no spreadsheet calculates it."""
    return _RISKY.sub(r"\g<0>'", text)


def _cells(tickets: Tickets, row: Row) -> dict[str, Any]:
    cells: dict[str, Any] = {"tracking_id": tickets.number(row), "status": BUCKETS[Status(row.status)]}
    if row.protected:
        return cells
    naming, policy = tickets.naming, tickets.naming.regency.policy
    category = policy.categories.get(row.category)
    return cells | {
        "tanggal_masuk": tickets.day(row.filed_at),
        "dinas_tujuan": wording.opd(policy, row.opd),
        "kecamatan": naming.kecamatan(row.kecamatan) if row.kecamatan else "",
        "desa": naming.desa(row.desa),
        "klasifikasi": naming.words.plain(f"word.kind.{row.kind}"),
        "kategori": category.sp4n if category else row.category,
        "isi_laporan_awal": tickets.text(row.description),
        "tanggal_tindak_lanjut": tickets.day(row.responded_at),
        "tanggal_selesai": tickets.day(row.resolved_at),
        "tindak_lanjut": tickets.text(row.follow_up),
        "sp4n_id": row.sp4n_id,
    }
