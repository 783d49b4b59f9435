"""Every place where what the bot knows comes out, as bytes in which a secret can be seen."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image
from pypdf import PdfReader

from bot.safekeeping.keeping import keep
from bot.safekeeping.restoring import restore
from simulator.screen import Shown
from tests.security.canaries import files, spoken
from tests.security.stage import Stage

PATIENCE = 90
EXPORTS = {"xlsx": ("Excel", "📗"), "pdf": ("PDF", "📄"), "csv": ("CSV SP4N", "🗂")}
Sinks = dict[str, bytes]


async def all_of(stage: Stage, said: str) -> Sinks:
    """Disk, messages, files for leaders, a backup before and after restoring, figures, log, left-over files.

    ``said``: what was written to standard output and error meanwhile.
    """
    residents = (stage.ani.id, stage.citra.id)
    found = await exports(stage)
    found |= files(stage.home) | {"messages": spoken(stage.town.world, residents)}
    found |= await backup(stage)
    return found | {"metrics": metrics(stage), "log": said.encode(), "left over": left_over(stage.home)}


async def exports(stage: Stage) -> Sinks:
    """What leaders can ask for, unpacked."""
    leaders, found = stage.groups["leaders"], Sinks()
    hana = stage.hana.inside(leaders)
    await hana.says("/rekap tahun")
    page = next(one for one in reversed(leaders.messages) if "Rekap laporan warga" in one.text)
    found["png"] = unpacked(_content(stage, await leaders.waits_for("📊 1 Januari", PATIENCE)))
    for kind, (button, sign) in EXPORTS.items():
        await hana.taps(button, under=page)
        found[kind] = unpacked(_content(stage, await leaders.waits_for(sign, PATIENCE)))
    await stage.desk.settle()
    return found


async def backup(stage: Stage) -> Sinks:
    """The encrypted file, and the database that comes out of it."""
    settings = stage.desk.settings
    kept = await asyncio.to_thread(keep, settings, stage.home / "shelf", stage.desk.clock())
    await restore(settings, kept.file, stage.home / "restored")
    restored = b"".join(path.read_bytes() for path in sorted((stage.home / "restored").rglob("*.db*")))
    return {"backup": kept.file.read_bytes(), "restored backup": restored}


def metrics(stage: Stage) -> bytes:
    """/metrics."""
    return stage.desk.app.watching.metrics.page()


def left_over(home: Path) -> bytes:
    """Whatever else lies in our directory, with its name."""
    known = ("aduan.db", "aduan.key", "shelf", "restored")
    return b"\n".join(
        str(path.relative_to(home)).encode() + b"\n" + path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and not str(path.relative_to(home)).startswith(known)
    )


def unpacked(data: bytes) -> bytes:
    """A file as it is, and what is packed into it: a workbook's parts, a PDF's pages, a picture's words."""
    return b"\n".join((data, *_inside(data)))


def _inside(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as packed:
            yield from (name.encode() + b"\n" + packed.read(name) for name in packed.namelist())
    elif data.startswith(b"%PDF"):
        reader = PdfReader(BytesIO(data))
        yield str(reader.metadata).encode()
        for page in reader.pages:
            yield page.extract_text().encode()
            if (contents := page.get_contents()) is not None:
                yield contents.get_data()
    elif data.startswith((b"\x89PNG", b"\xff\xd8")):
        with Image.open(BytesIO(data)) as picture:
            picture.load()
            yield repr(picture.info).encode()
            yield repr(dict(picture.getexif())).encode()


def _content(stage: Stage, shown: Shown) -> bytes:
    body = shown.body["photo"][-1] if shown.media == "photo" else shown.body["document"]
    file = stage.town.world.files.get(body["file_id"])
    assert file is not None
    return file.data
