"""Anything said at any step is answered, nothing is lost, and what is filed is what the summary showed."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from bot.buttons import FormPress, MenuPress
from bot.errors import Stale
from bot.files import File, FileKind
from bot.form import Form
from bot.intake import Intake
from bot.intake.sent import Sent
from bot.notices import Notice, Purpose, Said
from storage import drafts, residents, tickets
from storage.database import Database
from storage.models import Ticket
from storage.sealing import Seal
from tests.databases import address, tables
from tests.stories.summaries import ANI, NOW, REGENCY, lines_of, shown_of

TEXTS: Final = (
    "jalan poros depan pasar berlubang parah sejak kemarin", "di bengalon", "sangatta utara",
    "lampu sama parit bermasalah", "ada kebakaran di belakang pasar, api sudah besar",
    "kepala desa sepaso minta uang 500 ribu untuk surat", "suami memukul saya setiap malam",
    "saya mau bunuh diri", "listrik padam terus, hubungi 081234567890", "makasih pak", "kamu bot bodoh",
    "selamat pagi", "setuju", "tidak", "ya", "kirim", "ubah", "kembali", "batal", "lanjut", "lewati",
    "lampu", "kategori lain", "tanggal", "2 hari lalu", "31/02", "depan masjid", "0.52, 117.53",
    "https://maps.app.goo.gl/x", "the road in Bengalon is broken since monday",
    "usul bangun taman di teluk lingga", "x", "a" * 4000, "\u202e\x00", "<b>jalan</b> & </blockquote>",
    "Kategori: Listrik\nTempat: Bengalon", "air naik cepat sudah sedada, tolong perahu",
    "barusan motor tabrakan di poros bengalon, orangnya tidak sadar", "tolong cepat ya pak", "segera pak",
    "sudah padam apinya tadi", "there is a fire behind the market",
    "pohon tumbang menimpa rumah, ada orang di dalam",
)  # fmt: skip
CALL: Final = "🚨"
WRITTEN: Final = st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
FILES: Final = st.builds(File, st.sampled_from(FileKind), st.just("id"), st.sampled_from("abcdefghijklm"))

Act = Callable[[Intake], Awaitable[Said]]


class Resident(RuleBasedStateMachine):
    """Ani at the bot: she writes, sends, presses, edits and commands in any order, and the bot restarts."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.home = tempfile.TemporaryDirectory(prefix="aduan-anything-")
        self.url = tables(address(Path(self.home.name) / "aduan.db"))
        self.now, self.messages = NOW, itertools.count(1)
        self.sent: list[int] = []
        self.buttons: list[FormPress | MenuPress] = []
        self.summary = ""
        self.numbers: set[int] = set()
        self.opened()

    def opened(self) -> None:
        self.database = Database(self.url, Seal(bytes(32)), lambda: self.now)

    def teardown(self) -> None:
        self.loop.run_until_complete(self.database.close())
        self.loop.close()
        self.home.cleanup()

    @rule(text=WRITTEN)
    def writes(self, text: str) -> None:
        before = self.form
        self.hears(lambda intake: intake.hear(ANI, self.message(text)))
        assert before.editing == "description" or self.keeps(before)

    @rule(text=WRITTEN, file=FILES, album=st.none() | st.just("album"))
    def sends_a_file(self, text: str, file: File, album: str | None) -> None:
        self.hears(lambda intake: intake.take_file(ANI, self.message(text, album), file))

    @rule(latitude=st.floats(-90, 90), longitude=st.floats(-180, 180), name=st.none() | WRITTEN)
    def sends_a_pin(self, latitude: float, longitude: float, name: str | None) -> None:
        self.hears(lambda intake: intake.take_location(ANI, self.message(), latitude, longitude, name))

    @rule(text=WRITTEN)
    def sends_a_sticker(self, text: str) -> None:
        self.hears(lambda intake: intake.take_other(ANI, self.message(text)))

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), text=WRITTEN)
    def edits(self, data: st.DataObject, text: str) -> None:
        message = data.draw(st.sampled_from(self.sent))
        self.hears(lambda intake: intake.edit(ANI, Sent(message, text)))

    @precondition(lambda self: self.buttons)
    @rule(data=st.data(), is_new=st.booleans())
    def presses(self, data: st.DataObject, is_new: bool) -> None:
        """A button of the last screen, or of any before; a double tap alone needs no words."""
        pressed = data.draw(st.sampled_from(self.buttons[-6:] if is_new else self.buttons))
        self.press(pressed)

    @precondition(lambda self: self.summary)
    @rule()
    def sends_the_report(self) -> None:
        send = next(
            one for one in reversed(self.buttons) if isinstance(one, FormPress) and one.value == "send"
        )
        self.press(send)

    @precondition(lambda self: self.summary)
    @rule(often=st.integers(2, 3))
    def sends_the_report_again_and_again(self, often: int) -> None:
        """An impatient thumb, or Telegram bringing the same press once more: one report."""
        send = next(
            one for one in reversed(self.buttons) if isinstance(one, FormPress) and one.value == "send"
        )
        press_id = f"press {next(self.messages)}"
        for _ in range(often):
            self.press(send, press_id)

    @rule(
        command=st.sampled_from(["greet", "cancel", "help", "privacy", "languages", "mine"]),
        often=st.integers(0, 2),
    )
    def commands(self, command: str, often: int) -> None:
        if command != "cancel" or not often:
            self.hears(lambda intake: getattr(intake, command)(ANI))

    @rule(text=st.just("") | WRITTEN)
    def begins(self, text: str) -> None:
        self.hears(lambda intake: intake.begin(ANI, self.message(text)))

    @rule()
    def restarts(self) -> None:
        """Where she was is where she is."""
        before = self.form
        self.loop.run_until_complete(self.database.close())
        self.opened()
        self.now += timedelta(hours=1)
        assert self.form == before

    def keeps(self, before: Form) -> bool:
        """Nothing written before is gone, but with the draft as a whole."""
        now = self.form
        return now.is_empty or {part.message for part in before.parts} <= {part.message for part in now.parts}

    def message(self, text: str = "", album: str | None = None) -> Sent:
        self.sent.append(next(self.messages))
        return Sent(self.sent[-1], text, album=album)

    def press(self, pressed: FormPress | MenuPress, press_id: str = "") -> None:
        summary, form = self.summary, self.form
        try:
            if isinstance(pressed, FormPress):
                press_id = press_id or f"press {next(self.messages)}"
                said = self.tell(lambda intake: intake.press(ANI, pressed, press_id))
            else:
                said = self.tell(lambda intake: intake.choose(ANI, pressed))
        except Stale:
            return
        if any(one.purpose is Purpose.NUMBER for one in said):
            self.filed(summary, form)

    def hears(self, act: Act) -> None:
        """Whatever it is, she hears something."""
        assert self.tell(act)

    def tell(self, act: Act) -> list[Notice]:
        before = self.form
        said = self.loop.run_until_complete(self.transacted(act))
        mine = [one for one in said if isinstance(one, Notice) and one.chat == ANI.id]
        for one in mine:
            self.see(one)
        self.is_warned(before, mine)
        return mine

    def is_warned(self, before: Form, said: list[Notice]) -> None:
        """Words of danger are met with the emergency number before anything else, and once."""
        after = self.form
        calls = [CALL in one.text for one in said]
        if after.emergency and not (before.emergency or before.warned):
            assert calls[0]
        if before.warned and after.warned:
            assert not any(calls)

    async def transacted(self, act: Act) -> Said:
        async with self.database.write() as tx:
            return await act(Intake(REGENCY, tx))

    def see(self, notice: Notice) -> None:
        data = [button.data for row in notice.rows for button in row]
        read = [FormPress.read(one) or MenuPress.read(one) for one in data]
        self.buttons += [press for press in read if press is not None]
        values = [press.value for press in read if isinstance(press, FormPress)]
        if "send" in values:
            self.summary = notice.text
        elif "different" not in values:
            self.summary = ""

    @property
    def form(self) -> Form:
        """As it is stored."""
        return self.loop.run_until_complete(self.stored())

    async def stored(self) -> Form:
        async with self.database.write() as tx:
            draft = await drafts.of(tx, await residents.meet(tx, ANI))
            return Form.from_json(drafts.form_of(tx, draft)) if draft else Form()

    def filed(self, summary: str, form: Form) -> None:
        """The ticket is what the summary showed."""
        ticket = self.loop.run_until_complete(self.newest())
        assert summary
        assert ticket.draft_id not in self.numbers
        self.numbers.add(ticket.draft_id)
        assert self.loop.run_until_complete(self.count()) == len(self.numbers)
        assert not ticket.emergency or form.warned
        assert shown_of(summary, ticket.language) == lines_of(ticket, len(form.files))
        assert ticket.emergency == form.emergency
        assert ticket.description == form.description or not form.description

    async def count(self) -> int:
        async with self.database.write() as tx:
            resident = await residents.meet(tx, ANI)
            return await tickets.count_known_to(tx.session, resident.id)

    async def newest(self) -> Ticket:
        async with self.database.write() as tx:
            resident = await residents.meet(tx, ANI)
            return (await tickets.known_to(tx.session, resident.id, 1, 0))[0]


TestAnything = Resident.TestCase
TestAnything.settings = settings(
    max_examples=20,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # to shrink a long story takes minutes
    suppress_health_check=list(HealthCheck),
)
