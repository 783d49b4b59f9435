"""What is wrong with a configuration is said at once, by key, in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.configuration import BadConfiguration, load
from tests.configuration.conftest import Faults

TOKEN = '[telegram]\ntoken = "1:a"\n'


def test_all_faults_are_named_at_once(faults: Faults) -> None:
    found = faults(
        "[sla]\nverify_days = 0\n[calendar]\nhours = '16:00-08:00'\ncountry = 'QQ'\n[storage]\nurl = 'x'"
    )
    assert {key for key, _ in found} == {"telegram.token", "sla.verify_days", "calendar.hours", "storage.url"}


@pytest.mark.parametrize(
    ("text", "key", "sentence"),
    [
        ("[servce]\n", "servce", "this key is unknown; did you mean service?"),
        ("[sla]\nverify_day = 3", "sla.verify_day", "this key is unknown; did you mean verify_days?"),
        (
            "[sla.resolve_days]\naspirasy = 3",
            "sla.resolve_days.aspirasy",
            "this key is unknown; did you mean aspirasi?",
        ),
        ("[groups]\npupr = -1", "groups.pupr", "must match ^[A-Z0-9_]{2,20}$"),
        ("[groups]\nPUPRR = -1", "groups.PUPRR", "no OPD has this code; did you mean PUPR?"),
        ("[groups]\nPUPR = 1", "groups.PUPR", "must be less than 0"),
        ("[people]\nheads = { XX = [1] }", "people.heads.XX", "no OPD has this code"),
        ("[people]\nadmins = [1, 'ani']", "people.admins.1", "must be a whole number"),
        ("[people]\nadmins = [1, 1]", "people.admins", "the same entry stands here twice"),
        ("[people]\nadmin_chat = 5", "people.admin_chat", "must be less than 0"),
        (
            "[service]\ntimezone = 'Asia/Sangatta'",
            "service.timezone",
            "'Asia/Sangatta' is not a time zone such as Asia/Makassar",
        ),
        ("[service]\nlanguages = ['id', 'jv']", "service.languages", "jv has no folder of words"),
        ("[routing]\nofficers = 'all'", "routing.officers", "must be 'members' or 'registered'"),
        ("[routing]\nverify_first = 'perhaps'", "routing.verify_first", "must be true or false"),
        (
            "[reminders]\nafter = 'P1W'",
            "reminders.after",
            "'P1W' is not an ISO 8601 duration such as P1D, PT30M or P2Y",
        ),
        ("[reminders]\nevery = 'PT0S'", "reminders.every", "the duration must be longer than nothing"),
        (
            "[reminders]\nevery = 'P1M'",
            "reminders.every",
            "here only working days (P1D) or clock time (PT4H) are possible, not months or both",
        ),
        ("[calendar]\nworkdays = [8]", "calendar.workdays.0", "must be less than or equal to 7"),
        ("[calendar]\ncountry = 'QQ'", "calendar.country", "no public holidays are known for this country"),
        ("[limits]\nattachments = -1", "limits.attachments", "must be greater than or equal to 0"),
        ("[http]\nlisten = '8081'", "http.listen", "'8081' is not an address such as 127.0.0.1:8081"),
        (
            "[policy]\nboundaries = '/nowhere'",
            "policy.boundaries",
            "nowhere: cannot be read: No such file or directory",
        ),
        ("[storage]\nkey_file = '/'", "storage.key_file", "/ cannot be read as a file"),
        ("sla = 3", "sla", "must be a section with keys of its own"),
    ],
)
def test_a_fault_is_named_by_its_key(faults: Faults, text: str, key: str, sentence: str) -> None:
    assert faults(text + "\n" + TOKEN) == [(key, sentence)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "telegram.token"),
        ("[telegram]\ntoken = 'secret'", "telegram.token"),
        ("[telegram]\ntoken = '1:a'\ntoken_file = 'x'", "telegram.token"),
        ("[telegram]\ntoken_file = '/nowhere'", "telegram.token_file"),
        ("[telegram]\ntoken = '1:a'\napi_base_url = 'http://example.org'", "telegram.api_base_url"),
        ("[telegram]\ntoken = '1:a'\napi_base_url = 'https://user:pw@example.org'", "telegram.api_base_url"),
        ("[telegram]\ntoken = '1:a'\nreceive = 'push'", "telegram.receive"),
    ],
)
def test_access_to_telegram_must_be_sound(faults: Faults, text: str, key: str) -> None:
    assert [key for key, _ in faults(text)] == [key]


def test_plain_http_is_for_this_machine() -> None:
    settings = load(
        None, {"ADUAN_TELEGRAM__TOKEN": "1:a", "ADUAN_TELEGRAM__API_BASE_URL": "http://127.0.0.1:80/"}
    )
    assert settings.telegram.api_base_url == "http://127.0.0.1:80"


def test_a_webhook_needs_an_address_and_a_secret(faults: Faults) -> None:
    why = 'is needed because telegram.receive = "webhook"'
    assert faults(TOKEN + "receive = 'webhook'") == [("webhook.url", why), ("webhook.secret", why)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[groups]\nINSPEKTORAT = -1\nPUPR = -1", "groups.PUPR"),
        ("[groups]\nINSPEKTORAT = -1\n[people]\nadmin_chat = -1", "people.admin_chat"),
        ("[groups]\nINSPEKTORAT = -1\n[people]\nsupervisor_chat = -1", "people.supervisor_chat"),
    ],
)
def test_the_group_of_inspektorat_is_nobody_elses(faults: Faults, text: str, key: str) -> None:
    said = "the group of INSPEKTORAT sees reports that accuse officials: use another group here"
    assert faults(TOKEN + text) == [(key, said)]


@pytest.mark.parametrize("codes", [("DPPPA", "PUPR"), ("PUPR", "DPPPA")])
def test_a_keeper_of_sensitive_reports_shared_its_group_with_any_office(
    faults: Faults, codes: tuple[str, str]
) -> None:
    text = "[groups]\n" + "\n".join(f"{code} = -1" for code in codes)
    said = "the group of DPPPA sees sensitive reports: use another"
    assert faults(TOKEN + text) == [("groups.PUPR", said)]


def test_several_offices_may_share_a_group() -> None:
    settings = load(None, {"ADUAN_TELEGRAM__TOKEN": "1:a", "ADUAN_GROUPS": '{"PUPR": -1, "PERKIM": -1}'})
    assert settings.groups == {"PUPR": -1, "PERKIM": -1}


@pytest.mark.parametrize(
    ("name", "value", "key", "sentence"),
    [
        (
            "ADUAN_SERVCE__NAME",
            "x",
            "servce.name",
            "this key is unknown; did you mean service? (set by ADUAN_SERVCE__NAME)",
        ),
        (
            "ADUAN_SLA__VERIFY_DAY",
            "3",
            "sla.verify_day",
            "this key is unknown; did you mean verify_days? (set by ADUAN_SLA__VERIFY_DAY)",
        ),
        (
            "ADUAN_SLA__VERIFY_DAYS__X",
            "3",
            "sla.verify_days.x",
            "this key is unknown (set by ADUAN_SLA__VERIFY_DAYS__X)",
        ),
        (
            "ADUAN_PEOPLE__ADMINS",
            "1,2",
            "people.admins",
            'must be JSON such as [1, 2] or {"CODE": 1} (set by ADUAN_PEOPLE__ADMINS)',
        ),
        ("ADUAN_SLA__VERIFY_DAYS", "three", "sla.verify_days", "must be a whole number"),
    ],
)
def test_a_fault_in_the_environment_names_the_key(
    faults: Faults, name: str, value: str, key: str, sentence: str
) -> None:
    assert faults(**{name: value}) == [(key, sentence)]


def test_a_slip_in_the_file_is_named_by_line(faults: Faults) -> None:
    ((key, sentence),) = faults("[telegram]\ntoken = 1:a\n")
    assert key.endswith("config.toml")
    assert (
        sentence
        == "is not valid TOML: Expected newline or end of document after a statement (at line 2, column 10)"
    )


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match=r"nowhere.toml: cannot be read: No such file or directory$"):
        load(tmp_path / "nowhere.toml", {})


def test_a_token_file_that_others_can_read_is_refused(faults: Faults, tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text("1:abc")
    secret.chmod(0o644)
    said = f"others can read or change {secret}: run chmod 600 on it"
    assert faults(f"[telegram]\ntoken_file = '{secret}'") == [("telegram.token_file", said)]


def test_a_regency_without_its_files_is_named(faults: Faults, tmp_path: Path) -> None:
    found = faults(TOKEN + f"[policy]\ndirectory = '{tmp_path}'\n[groups]\nPUPR = -1")
    assert found == [
        ("policy.directory", f"{name}: cannot be read: No such file or directory")
        for name in ("opd.toml", "categories.toml", "places.csv")
    ]


def test_no_fault_repeats_a_secret(faults: Faults) -> None:
    found = faults("[telegram]\ntoken = 'hush hush'\n[webhook]\nsecret = 'hush!'\n")
    assert [key for key, sentence in found if "hush" not in sentence] == ["telegram.token", "webhook.secret"]
