"""Files that Telegram does not know yet: uploaded with the call that sends them."""

from __future__ import annotations

import pytest
from telegram import InputFile

from bot.errors import Rejected
from bot.notices import Media, Notice
from bot.protocols import Content, Letter
from bot.telegram.calls import call_for

SHEET = Notice(-1, "rekap", media=(Media("document", enclosure=5),))


def test_an_enclosure_goes_up_under_its_name() -> None:
    call = call_for(Letter(SHEET, contents={5: Content("rekap.xlsx", b"sheet")}))
    sent = call.parameters["document"]
    assert (call.method, call.parameters["caption"]) == ("sendDocument", "rekap")
    assert isinstance(sent, InputFile)
    assert (sent.filename, sent.input_file_content) == ("rekap.xlsx", b"sheet")


def test_an_enclosure_that_is_gone_is_never_sent() -> None:
    with pytest.raises(Rejected, match="the file is gone"):
        call_for(Letter(SHEET))


def test_a_notice_keeps_its_enclosure_in_the_outbox() -> None:
    assert Notice.from_json(SHEET.to_json()) == SHEET
