"""Usual answers are data: every fault is named, and the pack that comes along has none."""

from __future__ import annotations

import pytest

from bot.policy import BadPolicy, Policy, parse_policy
from tests.rules.test_policy import CATEGORIES, OFFICES, PLACES

GOOD = """
[[template]]
id = "on_site"
verb = "reply"
label = "Akan kami cek"
label_en = "We will look"
text = "{opd} akan memeriksa {number}."
text_en = "{opd} will look at {number}."
"""


def parsed(text: str) -> Policy:
    return parse_policy(OFFICES, CATEGORIES, PLACES, text)


def test_a_template_is_offered_for_its_verb_only() -> None:
    policy = parsed(GOOD)
    assert [one.id for one in policy.templates_for("reply")] == ["on_site"]
    assert policy.templates_for("resolve") == []


def test_a_regency_needs_no_templates() -> None:
    assert parse_policy(OFFICES, CATEGORIES, PLACES).templates == {}


@pytest.mark.parametrize("verb", ["reply", "ask", "resolve"])
def test_the_kutim_pack_has_three_to_five_for_each(kutim: Policy, verb: str) -> None:
    assert 3 <= len(kutim.templates_for(verb)) <= 5


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("{opd} akan", "{dinas} akan", "templates.toml, [[template]] 1, text: may name {number}, {opd} only"),
        ("{opd} akan", "{opd akan", "templates.toml, [[template]] 1, text: cannot be filled"),
        ('"reply"', '"return"', "templates.toml, [[template]] 1, verb: "),
        ("label_en", "label_fr", "templates.toml, [[template]] 1, label_fr: "),
        ("[[template]]", "[[templat]]", "templates.toml, templat: "),
        (GOOD, GOOD + GOOD, "templates.toml, on_site, id: stands here 2 times"),
    ],
)
def test_a_fault_is_named_by_row_and_key(was: str, now: str, fault: str) -> None:
    with pytest.raises(BadPolicy) as caught:
        parsed(GOOD.replace(was, now))
    assert any(fault in str(one) for one in caught.value.faults), caught.value
