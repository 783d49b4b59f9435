"""The whole life of a confidential report, and every place where it comes out: none says who reported."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import structlog
from openpyxl import Workbook
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from prometheus_client import Gauge
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import text

from bot.notices import Notice
from storage import outbox
from tests.security import lives, sinks
from tests.security.canaries import Secrets, guises, search
from tests.security.stage import Stage, open_stage

PLACES = {
    "aduan.db", "aduan.db-wal", "aduan.db-shm", "backup", "csv", "left over", "log", "messages", "metrics",
    "pdf", "png", "restored backup", "xlsx",
}  # fmt: skip
LEAK = "Burungmerah"


def _secrets(stage: Stage) -> Secrets:
    token = stage.town.token.partition(":")[2]
    return lives.secrets() | {"a draft": lives.DRAFT, "token": token}


async def _rights(stage: Stage, number: str) -> None:
    """Everything under /privasi as well, and an identity asked for in vain."""
    ani = stage.ani
    await ani.says("/privasi")
    for label in ("Data saya", "Perbaiki", "Permohonan lain", "Batasi pemakaian data"):
        await ani.taps(label)
    await stage.gita.says("/permohonan")
    await stage.gita.says(f"/identitas {number} perlu dihubungi")


@pytest.mark.sqlite("reads the file")
async def test_no_sink_holds_who_reported(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async with open_stage(tmp_path, lives.NAMES) as stage:
        secrets = _secrets(stage)
        number = await lives.files_with_everything(stage, stage.ani, lives.PHONES["ani"])
        await stage.citra.says(lives.DRAFT)
        await lives.goes_on(stage, number)
        await _rights(stage, number)
        found = await sinks.all_of(stage, "".join(capfd.readouterr()))
    assert found.keys() >= PLACES
    assert {place for place in PLACES if not found[place]} <= {"left over"}
    assert search(found, secrets) == set()
    tried = sum(len(set(guises(secret))) for secret in secrets.values())
    print(f"{len(found)} sinks x {len(secrets)} secrets, each in {tried // len(secrets)} guises: 0 hits")  # noqa: T201


@pytest.mark.sqlite("reads the file")
async def test_a_leak_planted_in_a_sink_is_found_there(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with open_stage(tmp_path, lives.NAMES) as stage:
        await stage.files(stage.ani, "jalan poros depan pasar bengalon berlubang parah", "Jalan", named=False)
        async with stage.desk.app.database.write() as tx:
            outbox.put(tx, Notice(stage.groups["pupr"].id, f"{LEAK} melapor"))
            leak = {"name": LEAK, "landmark": f"rumah {LEAK}"}
            await (await tx.core()).execute(text("insert into counters values (:name, 1)"), leak)
            await (await tx.core()).execute(text("update tickets set landmark = :landmark"), leak)
        Gauge("leak", "planted", ["who"], registry=stage.desk.app.watching.metrics.registry).labels(LEAK).set(
            1
        )
        structlog.get_logger().info("planted", name=LEAK)
        (tmp_path / f"{LEAK}.tmp").write_text("planted")
        await stage.desk.settle()
        found = await sinks.all_of(stage, "".join(capfd.readouterr()))
    hits = {place for place, _ in search(found, {"name": LEAK})}
    assert hits & {"aduan.db", "aduan.db-wal"}
    assert hits >= {"left over", "log", "messages", "metrics", "restored backup"}
    assert "backup" not in hits, "it is encrypted"


@pytest.mark.parametrize("kind", ["xlsx", "pdf", "png", "csv"])
def test_what_is_packed_into_a_file_is_seen(kind: str) -> None:
    made = _MADE[kind]()
    assert search({kind: sinks.unpacked(made)}, {"name": LEAK}) == {(kind, "name")}


def _workbook() -> bytes:
    book, out = Workbook(), BytesIO()
    book.active["A1"] = LEAK
    book.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pageCompression=1)
    canvas.drawString(72, 72, LEAK)
    canvas.save()
    return out.getvalue()


def _png() -> bytes:
    out, words = BytesIO(), PngInfo()
    words.add_text("Author", LEAK, zip=True)
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=words)
    return out.getvalue()


_MADE = {"xlsx": _workbook, "pdf": _pdf, "png": _png, "csv": f"KT-1,{LEAK}".encode}
