"""``aduan check`` names every fault by its key and never shows a traceback."""

from __future__ import annotations

from pathlib import Path

from tests.commandline.conftest import Aduan

TOKEN = '[telegram]\ntoken = "123:abc"\n'


def test_a_sound_configuration_passes(aduan: Aduan, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(TOKEN)
    checked = aduan("check")
    assert (checked.returncode, checked.stdout) == (0, "config.toml: no faults found\n")


def test_every_fault_is_named_at_once(aduan: Aduan, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        TOKEN + '[service]\nprefix = "kt"\n[sla]\nverify_days = 0\n[groups]\nPUPRR = -1\n'
    )
    checked = aduan("check")
    named = [line.partition(":")[0] for line in checked.stderr.splitlines()]
    assert (checked.returncode, sorted(named)) == (2, ["groups.PUPRR", "service.prefix", "sla.verify_days"])


def test_what_a_language_lacks_is_a_warning_and_no_fault(aduan: Aduan, tmp_path: Path) -> None:
    (tmp_path / "bahasa" / "jv").mkdir(parents=True)
    (tmp_path / "bahasa" / "jv" / "intake.toml").write_text('[language]\njv = "Basa Jawa"\n')
    own = '[service]\nlanguages = ["id", "jv"]\nlocales = "bahasa"\n'
    (tmp_path / "config.toml").write_text(TOKEN + own)
    checked = aduan("check")
    assert (checked.returncode, checked.stdout) == (0, "config.toml: no faults found\n")
    assert checked.stderr.startswith("warning: service.languages: jv: ")


def test_the_environment_is_enough(aduan: Aduan) -> None:
    assert aduan("check", ADUAN_TELEGRAM__TOKEN="123:abc").returncode == 0


def test_nothing_configured_says_what_is_missing(aduan: Aduan) -> None:
    checked = aduan("check")
    missing, token = checked.stderr.splitlines()
    assert checked.returncode == 2
    assert missing == "config.toml was not found: aduan init writes one"
    assert token.startswith("telegram.token: ")


def test_a_file_that_is_not_there_is_named(aduan: Aduan) -> None:
    checked = aduan("check", "--config", "elsewhere.toml")
    assert (checked.returncode, checked.stderr) == (
        2,
        "elsewhere.toml: cannot be read: No such file or directory\n",
    )


def test_check_starts_without_aiogram(aduan: Aduan, tmp_path: Path) -> None:
    """Importing it takes seconds."""
    (tmp_path / "config.toml").write_text(TOKEN)
    (tmp_path / "aiogram.py").write_text("raise SystemExit('aiogram was imported')")
    assert aduan("check", PYTHONPATH=f"{tmp_path}:{Path(__file__).parents[2]}").returncode == 0


def test_check_makes_nothing(aduan: Aduan, tmp_path: Path) -> None:
    aduan("check", ADUAN_TELEGRAM__TOKEN="123:abc")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_log_level_is_refused(aduan: Aduan) -> None:
    refused = aduan("run", ADUAN_TELEGRAM__TOKEN="123:abc", ADUAN_LOG_LEVEL="loud")
    assert refused.returncode == 2
    assert refused.stderr == "ADUAN_LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL\n"


def test_an_unknown_command_is_refused(aduan: Aduan) -> None:
    assert aduan("rum").returncode == 2
