"""What a report is beside what it is about: accusations, victims, danger, despair, another's business."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.understanding import Found

Read = Callable[[str], Found]


@pytest.mark.parametrize(
    "text",
    [
        "kepala desa kami memotong BLT 100 ribu per orang",
        "petugas minta uang rokok baru mau proses surat saya",
        "oknum pegawai dinas pungli waktu urus izin",
        "the village head asked me for extra money without a receipt",
        "kades korupsi dana desa, sudah lapor polisi tapi diam",
        "the village head of Kaliorang takes 100 thousand from every aid payment",
        "the officer at the district office demanded money for a land letter",
    ],
)
def test_an_accusation_of_an_official_is_oversight_and_sensitive(read: Read, text: str) -> None:
    assert (read(text).oversight.raised, read(text).sensitive.raised) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "kantor desa tutup jam 10 pagi",
        "gaji karyawan perusahaan dipotong terus",
        "cara lapor pungli gimana ya min, aman kah?",
        "kepala desa belum memperbaiki jalan kami",
        "the officer took 3 weeks to answer my letter",
    ],
)
def test_no_accusation_is_no_oversight(read: Read, text: str) -> None:
    assert not read(text).oversight


def test_the_police_have_another_overseer(read: Read) -> None:
    found = read("polisi minta uang damai 200rb waktu tilang di simpang")
    assert (found.oversight.raised, found.sensitive.raised) == (False, True)


@pytest.mark.parametrize(
    "text", ["istri saya dipukul suaminya", "anak tetangga dicabuli", "saya korban kdrt"]
)
def test_victims_make_a_report_sensitive(read: Read, text: str) -> None:
    assert read(text).sensitive


@pytest.mark.parametrize(
    "text",
    [
        "rumah tetangga kebakaran tolong damkar cepat",
        "banjir sudah sedada, nenek saya belum dievakuasi",
        "ada ular kobra masuk kamar anak saya",
        "kecelakaan barusan korban tergeletak di jalan",
        "there is a fire in the market please send help",
        "suami saya bawa parang mau bunuh saya",
    ],
)
def test_danger_now_is_an_emergency(read: Read, text: str) -> None:
    assert read(text).emergency


@pytest.mark.parametrize(
    "text",
    [
        "usul pos damkar di kecamatan kami",
        "nomor damkar berapa ya",
        "sampah menumpuk di pasar",
        "tolong cepat ya pak",
        "segera pak, tolong",
        "jalan poros depan pasar berlubang parah, tolong cepat ya pak",
        "korban banjir bulan lalu belum dapat bantuan",
    ],
)
def test_no_danger_is_no_emergency(read: Read, text: str) -> None:
    assert not read(text).emergency


@pytest.mark.parametrize(
    "text",
    [
        "saya mau bunuh diri",
        "capek hidup, mau mati aja rasanya",
        "I want to kill myself",
        "lebih baik aku mati",
    ],
)
def test_someone_who_speaks_of_ending_their_life_is_heard(read: Read, text: str) -> None:
    found = read(text)
    assert (bool(found.despair), bool(found.emergency), bool(found.sensitive)) == (True, True, True)


@pytest.mark.parametrize(
    "text", ["mau mati lampu lagi kah", "air mati terus", "mesin mati", "tanaman mati semua"]
)
def test_things_that_die_are_no_despair(read: Read, text: str) -> None:
    assert not read(text).despair


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("listrik padam terus dari PLN, kulkas rusak", "PLN"),
        ("atap kelas SMK negeri bocor semua", "DISDIKBUD_KALTIM"),
        ("jalan nasional amblas dekat jembatan", "BBPJN"),
        ("sertifikat tanah PTSL belum terbit", "BPN"),
        ("sinyal telkomsel hilang total", "OPERATOR_SELULER"),
        ("saya mau mengadu ke ombudsman saja", "OMBUDSMAN"),
        ("motor saya dicuri semalam", "POLRES"),
        ("sampah menumpuk di pasar", None),
        ("jln poros sangatta - bengalon hancur, truk nyangkut", "BBPJN"),
        ("jalan poros depan pasar berlubang parah, sudah dua motor jatuh", None),
        ("poros kaliorang hancur min, truk nyangkut", None),
    ],
)
def test_another_bodys_business_is_named(read: Read, text: str, body: str | None) -> None:
    found = read(text).body
    assert (found.value if found else None) == body


def test_a_complaint_about_the_office_that_would_receive_it_is_found(read: Read) -> None:
    against = read("Dinas Lingkungan Hidup menutup nutupi limbah pabrik dan mengancam warga yang melapor")
    assert against.against_office


@pytest.mark.parametrize(
    "text", ["limbah pabrik, mohon Dinas Lingkungan Hidup turun", "perusahaan mengancam warga, limbah"]
)
def test_an_office_that_is_only_asked_is_not_complained_about(read: Read, text: str) -> None:
    assert not read(text).against_office
