"""The whole desk on this machine: a simulated Telegram, the real bot, and a page to play everyone."""

from __future__ import annotations

import asyncio
import signal
import tempfile
import webbrowser
from pathlib import Path
from typing import Any, Final

from bot.app import App, build
from bot.errors import PortTaken
from bot.settings import Settings
from simulator.groups import Group
from simulator.page import Part, serve_page
from simulator.people import Person
from simulator.town import Town

OFFICES: Final = {
    "PUPR": "Grup PUPR",
    "DLH": "Grup DLH",
    "DISDIKBUD": "Grup Disdikbud",
    "DINKES": "Grup Dinkes",
    "INSPEKTORAT": "Grup Inspektorat",
}
"""Offices with a group of their own here; what the others get is carded in the admins' chat."""


def show(port: int, *, browser: bool) -> None:
    """Run until SIGTERM or Ctrl-C. Raises PortTaken."""
    with tempfile.TemporaryDirectory(prefix="aduan-demo-") as home:
        asyncio.run(_show(port, Path(home), browser))


async def _show(port: int, home: Path, browser: bool) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    town = Town(flood=True)
    settings = _cast(town)
    try:
        await town.open(port)
    except OSError as error:
        raise PortTaken(f"port {port} is taken: choose another with --port, or --port 0") from error
    try:
        await _run(await build(_settings(town, home, settings)), stopped, town.api, browser)
    finally:
        await town.close()


async def _run(app: App, stopped: asyncio.Event, address: str, browser: bool) -> None:
    running = asyncio.create_task(app.run())
    ended = asyncio.create_task(stopped.wait())
    ready = asyncio.create_task(app.ready.wait())
    await asyncio.wait({running, ended, ready}, return_when=asyncio.FIRST_COMPLETED)
    if app.ready.is_set():
        print(f"Aduan: {address}/", flush=True)  # noqa: T201  # whoever started us reads this line
        if browser:
            webbrowser.open(f"{address}/")
    await asyncio.wait({running, ended}, return_when=asyncio.FIRST_COMPLETED)
    app.stop()
    await running
    await app.close()
    for task in (ended, ready):
        task.cancel()


def _cast(town: Town) -> dict[str, Any]:
    """Fictitious people and the groups they are in; the sections of the configuration that name them."""
    ani, citra = town.person("Ani", last_name="Lestari"), town.person("Yusuf", last_name="Rahman")
    budi, eka = town.person("Budi", last_name="Santoso"), town.person("Eka", last_name="Putri")
    sri, dewi = town.person("Sri", last_name="Wahyuni"), town.person("Dewi", last_name="Anggraini")
    groups = {code: town.group(title, _officers(code, budi, eka)) for code, title in OFFICES.items()}
    admins, leaders = town.group("Admin Aduan", [sri]), town.group("Pimpinan Daerah", [dewi])
    serve_page(
        town.server.app,
        town,
        [
            Part(ani, "warga", ["/lapor", "jalan poros depan SD 003 Sangatta Utara berlubang parah"]),
            Part(citra, "warga lain", ["/start"]),
            Part(budi, "petugas PUPR dan dinas lain", ["/tugas", "/ambil 1", "/selesai 1 sudah ditambal"]),
            Part(eka, "petugas Inspektorat", ["/tugas"]),
            Part(sri, "admin Diskominfo", ["/disposisi 1 PUPR"]),
            Part(dewi, "pimpinan", ["/rekap hari", "/rekap bulan"]),
        ],
    )
    return _sections(groups, admins, leaders, sri, dewi)


def _officers(code: str, budi: Person, eka: Person) -> list[Person]:
    return [eka] if code == "INSPEKTORAT" else [budi]


def _sections(
    groups: dict[str, Group], admins: Group, leaders: Group, admin: Person, leader: Person
) -> dict[str, Any]:
    return {
        "groups": {code: group.id for code, group in groups.items()},
        "people": {
            "admins": [admin.id],
            "supervisors": [leader.id],
            "admin_chat": admins.id,
            "supervisor_chat": leaders.id,
        },
    }


def _settings(town: Town, home: Path, sections: dict[str, Any]) -> Settings:
    telegram = {"token": town.token, "api_base_url": town.api}
    storage = {"url": f"sqlite+aiosqlite:///{home}/aduan.db", "key_file": home / "aduan.key"}
    return Settings.model_validate({"telegram": telegram, "storage": storage, **sections})
