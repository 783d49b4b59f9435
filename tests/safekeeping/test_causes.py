"""Every way in which a backup or a drill can fail has words for the admins."""

from __future__ import annotations

import pytest

from bot.configuration.locales import load_table
from bot.errors import AduanError, StorageDown
from bot.safekeeping import drill, keeping, restoring
from bot.safekeeping.causes import UNKNOWN, named
from bot.settings import LANGUAGES
from storage.backup import BadBackup
from storage.key_file import BadKey


def kinds(parent: type[BaseException]) -> list[type[BaseException]]:
    return [parent, *(kind for child in parent.__subclasses__() for kind in kinds(child))]


@pytest.mark.parametrize(
    "error",
    [
        *(kind("x") for kind in kinds(keeping.NotKept)[1:]),
        *(kind("x") for kind in kinds(drill.Failed)[1:]),
        keeping.BadBackupKey("x"),
        restoring.Damaged(["x"]),
        BadBackup("x"),
        BadKey("x"),
        StorageDown("x"),
        OSError(28, "No space left on device"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_is_known_to_fail_has_a_name_of_its_own(error: Exception) -> None:
    assert named(error) != UNKNOWN
    for language in LANGUAGES:
        assert f"safekeeping.cause.{named(error)}" in load_table(language)


def test_what_nobody_foresaw_is_in_the_log() -> None:
    assert named(AduanError("x")) == named(ZeroDivisionError()) == UNKNOWN
