"""Machines for the processes of an office, each behind a cable that can be pulled, and nobody is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from tests.crash.lives import ROOT
from tests.several.office import some_ports
from tests.several.wire import Wire

WIDTH = 24


class Machine(Protocol):
    """Where a process runs."""

    @property
    def way(self) -> tuple[str, ...]:
        """What stands before a command that is to run there."""

    @property
    def address(self) -> str | None:
        """Where the server sees it come from; None where that is everybody's."""

    @property
    def server(self) -> tuple[str, int]:
        """Where the database is, seen from there."""

    @property
    def telegram(self) -> int:
        """At which port of its loopback Telegram is, as a bot wants it where there is no TLS."""

    def is_cut_off(self) -> None:
        """From now on nothing passes, either way."""

    def is_back(self) -> None:
        """What waits to be sent is sent again."""


@dataclass(frozen=True)
class Wired:
    """A place on this machine, with wires of our own to everything else."""

    wires: tuple[Wire, Wire]
    way: tuple[str, ...] = ()
    address: None = None

    @property
    def server(self) -> tuple[str, int]:
        return "127.0.0.1", self.wires[0].port

    @property
    def telegram(self) -> int:
        return self.wires[1].port

    def is_cut_off(self) -> None:
        for wire in self.wires:
            wire.is_cut()

    def is_back(self) -> None:
        for wire in self.wires:
            wire.is_mended()


@dataclass(frozen=True)
class Apart:
    """A network namespace; its ``cable`` is plugged into ``switch``, a bridge of the kernel's."""

    way: tuple[str, ...]
    address: str
    server: tuple[str, int]
    telegram: int
    cable: str
    switch: str

    def is_cut_off(self) -> None:
        _ip("link", "set", self.cable, "nomaster")

    def is_back(self) -> None:
        _ip("link", "set", self.cable, "master", self.switch)


@asynccontextmanager
async def wired(count: int, server: int, telegram: int) -> AsyncIterator[list[Machine]]:
    """So many places; the server and Telegram are at these ports of our loopback."""
    async with AsyncExitStack() as stack:
        machines: list[Machine] = []
        for _ in range(count):
            wires = [Wire("127.0.0.1", port) for port in (server, telegram)]
            first, second = [await stack.enter_async_context(wire.laid()) for wire in wires]
            machines.append(Wired((first, second)))
        yield machines


@asynccontextmanager
async def apart(count: int, server: int, telegram: int) -> AsyncIterator[list[Machine]]:
    """So many namespaces; the server is at this port of ``OURS``, Telegram at this one of our loopback."""
    with ExitStack() as stack:
        switch = f"adb{os.getpid()}"
        _made(stack, "link", switch, "type", "bridge")
        _ip("addr", "add", f"{OURS}/{WIDTH}", "dev", switch)
        _ip("link", "set", switch, "up")
        async with Wire("127.0.0.1", telegram).laid(OURS) as wire:
            yield [_machine(stack, number, switch, server, wire.port) for number in range(count)]


def no_namespaces() -> str | None:
    """Why there can be none."""
    if shutil.which("ip") is None:
        return "ip (iproute2) is not installed"
    probe = f"adp{os.getpid()}"
    for how in (("netns", "add", probe), ("link", "add", probe, "type", "bridge")):
        done = subprocess.run(["ip", *how], capture_output=True, text=True, check=False)
        subprocess.run(["ip", how[0], "del", probe], capture_output=True, check=False)
        if done.returncode:
            return f"no network of our own may be made: {done.stderr.strip()}"
    return None


def _machine(stack: ExitStack, number: int, switch: str, server: int, telegram: int) -> Apart:
    name, cable, address = f"adn{os.getpid()}-{number}", f"adv{os.getpid()}-{number}", _host(2 + number)
    _made(stack, "netns", name)
    _made(stack, "link", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
    _ip("-n", name, "addr", "add", f"{address}/{WIDTH}", "dev", "eth0")
    for one in ("lo", "eth0"):
        _ip("-n", name, "link", "set", one, "up")
    _ip("link", "set", cable, "master", switch, "up")
    way, [port] = ("ip", "netns", "exec", name), some_ports(1)
    wire = (sys.executable, "-m", "tests.several.wire", f"{port}", OURS, f"{telegram}")
    relay = subprocess.Popen([*way, *wire], cwd=ROOT)
    stack.callback(relay.wait)
    stack.callback(relay.kill)
    return Apart(way, address, (OURS, server), port, cable, switch)


def _made(stack: ExitStack, kind: str, name: str, *how: str) -> None:
    _ip(kind, "add", name, *how)
    stack.callback(_ip, kind, "del", name)


def _host(last: int) -> str:
    """In the range that is kept for trials of networks (RFC 2544)."""
    return f"198.18.{os.getpid() % 256}.{last}"


OURS = _host(1)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
