"""The deep links of a pack: what they fill in, and what is wrong with them."""

from __future__ import annotations

import pytest

from bot.policy import BadPolicy, Link, Policy, parse_links

NAMED = '[[link]]\nslug = "a"\nlabel = "A"\n'


def test_a_link_has_a_label_and_what_is_known(kutim: Policy) -> None:
    text = '[[link]]\nslug = "pkm-1_a"\nlabel = "Puskesmas"\nkecamatan = "64.08.04"\ncategory = "puskesmas"'
    made = Link(slug="pkm-1_a", label="Puskesmas", kecamatan="64.08.04", category="puskesmas")
    assert parse_links(text, kutim) == {"pkm-1_a": made}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[link]]\nslug = "A"\nlabel = "x"', "links.toml, [[link]] 1, slug: must match ^[a-z0-9_-]{1,64}$"),
        ('[[link]]\nslug = "a"', "links.toml, [[link]] 1, label: this is missing"),
        (NAMED + 'opds = "PUPR"', "links.toml, [[link]] 1, opds: this key is unknown; did you mean opd?"),
        (NAMED + 'kecamatan = "64.99.01"', "links.toml, a, kecamatan: 64.99.01 is not known"),
        (NAMED + 'category = "jalanan"', "links.toml, a, category: jalanan is not known"),
        (NAMED + 'opd = "PUPRR"', "links.toml, a, opd: PUPRR is not known"),
        (
            NAMED + 'desa = "64.08.09.2001"',
            "links.toml, a, desa: 64.08.09.2001 is not in the kecamatan of this link",
        ),
        (NAMED + 'category = "jalan"\nopd = "DLH"', "links.toml, a, opd: DLH does not answer for jalan"),
        (NAMED + NAMED, "links.toml, a, slug: stands here 2 times"),
    ],
)
def test_what_is_wrong_is_said_by_link_and_key(kutim: Policy, text: str, fault: str) -> None:
    with pytest.raises(BadPolicy) as caught:
        parse_links(text, kutim)
    assert list(map(str, caught.value.faults)) == [fault]
