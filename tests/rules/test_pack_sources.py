"""The Kutai Timur pack says what the material it was made from says."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.policy import PlaceKind, Policy

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the source material is not on this machine")


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_labels_and_responsibilities_are_unchanged(kutim: Policy) -> None:
    ours = {one.id: (one.label, one.sp4n, one.opd, one.sensitive) for one in kutim.categories.values()}
    theirs = {
        one["id"]: (one["label"], one["sp4n"], one["opd"], one["sensitif"])
        for one in toml("kategori.toml")["kategori"]
    }
    assert ours == theirs


def test_sp4n_knows_every_category_name(kutim: Policy) -> None:
    assert {one.sp4n for one in kutim.categories.values()} <= {
        row["kategori"] for row in rows("sp4n_kategori.csv")
    }


def test_offices_and_outside_bodies_are_all_there(kutim: Policy) -> None:
    theirs = toml("opd.toml")
    assert list(kutim.opds)[:40] == [one["kode"] for one in theirs["opd"]]
    assert list(kutim.bodies) == [one["kode"] for one in theirs["eksternal"]]
    assert [opd.name for opd in kutim.opds.values()][:40] == [one["nama"] for one in theirs["opd"]]


def test_places_have_their_official_codes_and_names(kutim: Policy) -> None:
    ours = {place.code: place.name for place in kutim.places if place.code}
    assert ours == {
        row["kode"]: row["nama"] for row in rows("kecamatan.csv") + rows("desa.csv") if row["kode"]
    }


def test_villages_lie_in_their_kecamatan(kutim: Policy) -> None:
    ours = {
        place.name: place.kecamatan
        for place in kutim.places
        if place.kind not in {PlaceKind.TOPONYM, PlaceKind.KECAMATAN}
    }
    assert ours == {row["nama"]: row["kecamatan_kode"] for row in rows("desa.csv")}
