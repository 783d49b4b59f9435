"""Settings come from a file and the environment; the environment wins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.configuration import load, load_policy
from bot.settings import Address, Settings, Span
from tests.configuration.conftest import Load

TOKEN = '[telegram]\ntoken = "1:file"\n'


def test_a_token_is_all_that_is_needed(loaded: Load) -> None:
    assert loaded(TOKEN) == Settings.model_validate({"telegram": {"token": "1:file"}})


def test_the_environment_alone_is_enough() -> None:
    assert load(None, {"ADUAN_TELEGRAM__TOKEN": "1:air"}).telegram.secret == "1:air"


def test_the_environment_wins(loaded: Load) -> None:
    settings = loaded(TOKEN + "[http]\nlisten = '127.0.0.1:1'", ADUAN_HTTP__LISTEN="[::1]:2", PATH="/bin")
    assert settings.http.listen == Address("::1", 2)


def test_lists_and_tables_come_as_json(loaded: Load) -> None:
    settings = loaded(
        TOKEN + "[groups]\nDLH = -1",
        ADUAN_PEOPLE__ADMINS="[1, 2]",
        ADUAN_PEOPLE__HEADS='{"PUPR": [3]}',
        ADUAN_GROUPS='{"PUPR": -2}',
    )
    assert (settings.people.admins, settings.people.heads["PUPR"], settings.groups) == (
        (1, 2),
        (3,),
        {"PUPR": -2},
    )


def test_a_single_entry_of_a_table_can_be_set(loaded: Load) -> None:
    settings = loaded(
        TOKEN + "[groups]\nDLH = -1",
        ADUAN_GROUPS__RSUD_KUDUNGGA="-2",
        ADUAN_PEOPLE__HEADS__PUPR="[3]",
        ADUAN_SLA__RESOLVE_DAYS__INFORMASI="7",
    )
    assert settings.groups == {"DLH": -1, "RSUD_KUDUNGGA": -2}
    assert settings.people.heads == {"PUPR": (3,)}
    assert settings.sla.resolve_days.informasi == 7


def test_variables_that_are_no_settings_are_left_alone(loaded: Load) -> None:
    assert loaded(TOKEN, ADUAN_LOG_LEVEL="DEBUG", ADUAN_FAILPOINT="x") == loaded(TOKEN)


def test_durations_are_iso_8601(loaded: Load) -> None:
    settings = loaded(TOKEN + "[reminders]\nafter = 'PT4H'\n[retention]\ntext = 'P5Y'")
    assert (settings.reminders.after, settings.retention.text) == (Span(seconds=14400), Span(months=60))


def test_the_token_is_read_from_its_file(loaded: Load, tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(" 1:abc\n")
    secret.chmod(0o600)
    assert loaded(f"[telegram]\ntoken_file = '{secret}'").telegram.secret == "1:abc"


def test_a_token_in_the_environment_replaces_a_token_file(loaded: Load) -> None:
    assert (
        loaded("[telegram]\ntoken_file = '/nowhere'", ADUAN_TELEGRAM__TOKEN="1:air").telegram.secret
        == "1:air"
    )


@pytest.mark.parametrize("shown", [str, repr, Settings.model_dump_json])
def test_secrets_are_never_shown(loaded: Load, shown: Callable[[Settings], str]) -> None:
    settings = loaded("[telegram]\ntoken = '1:hush'\n[webhook]\nsecret = 'hush-hush'")
    assert "hush" not in shown(settings)


def test_another_regency_is_a_directory(loaded: Load, tmp_path: Path) -> None:
    (tmp_path / "opd.toml").write_text(
        '[[opd]]\ncode = "KOMINFO"\nname = "Kominfo"\nkind = "dinas"\nrole = "desk"\n'
        '[[opd]]\ncode = "ITDA"\nname = "Inspektorat"\nkind = "inspektorat"\nrole = "oversight"\n'
    )
    (tmp_path / "categories.toml").write_text(
        '[[group]]\nid = "lain"\nlabel = "Lain"\nlabel_en = "Other"\n'
        '[[category]]\nid = "lain"\ngroup = "lain"\nlabel = "Lain"\nlabel_en = "Other"\n'
        'sp4n = "Topik Lainnya"\nopd = "KOMINFO"\n'
    )
    (tmp_path / "places.csv").write_text("kind,code,name,parent,aliases\nkecamatan,1.1,Satu,,\n")
    policy = load_policy(loaded(TOKEN + f"[policy]\ndirectory = '{tmp_path}'\n[groups]\nKEC_11 = -5"))
    assert policy.responsible("lain", None, oversight=True) == "ITDA"
