"""What spares looking for most patterns misses nothing that looking for all of them finds."""

from __future__ import annotations

import re
import tomllib
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import pins
from bot.pins import has_closed_link, pin_in
from bot.policy import Policy
from bot.policy.names import Names
from bot.understanding import dates, day_words, landmarks, personal
from bot.understanding.heard import Heard, heard_in
from bot.understanding.phrases import Phrases, any_of, openings
from tests.understanding.conftest import TODAY
from training import corpus

SIGNS: Final = {
    (table, name): phrases
    for table, lists in tomllib.loads((corpus.UNDERSTANDING / "signs.toml").read_text()).items()
    for name, phrases in lists.items()
    if table != "neutral"
}
SPOKEN: Final = sorted({word for one in corpus.examples()[::7] for word in one.text.split()})
JOINTS: Final = st.sampled_from([" ", " ", " ", ", ", ". ", "\n", "", "-"])


def texts_with(*patterns: str) -> st.SearchStrategy[str]:
    """Words that one of the patterns finds, as a rule, among others, in any case."""
    found = st.sampled_from(patterns).flatmap(lambda pattern: st.from_regex(pattern, alphabet=LETTERS))
    parts = st.lists(found | st.sampled_from(SPOKEN) | st.text(max_size=3), max_size=4)
    written = st.tuples(parts, JOINTS).map(lambda told: told[1].join(told[0]))
    return written | written.map(str.upper) | written.map(str.title)


LETTERS: Final = st.characters(codec="ascii") | st.sampled_from("ıİſ\u212aé’–°")
DAYS: Final = texts_with(
    r"(3|dua|se|limang) ?(hari|minggu|hr|esso) (yg )?(lalu|kemarin)", r"(sudah|tiap) (3|tiga|se)(hari|mgg)",
    r"(tgl )?\d{1,2}[/.-]\d{1,2}([/.-]\d{4})?", r"\d{1,2} (jan|[Aa]gt|desember)\.?( 20\d\d)?",
    r"(senin|jum'at|rabu) (kemarin|tadi)", "sejak (sabtu|monday)", "(kemarin|wingi|lusa kemarin|saiki|now)",
    "(hari ini|barusan|jam 3 tadi|sore ini|today)",
)  # fmt: skip
PLACES: Final = texts_with(
    r"(jl|dekat|gg\.|km|near the|in front of|Next to|depan) \w{2,6}( \d{1,2})?", "sangatta utara", "rt 15"
)
PERSONS: Final = texts_with(
    "(nama (lengkap )?saya|[Ss]aya|my name is|I am|i'm|hormat kami,?) (Bu )?[A-Z]\\w{2,6}( dari| from|,)?",
    r"(nik|08|62|rek bri|no kk) ?[\d .-]{6,20}", r"\w{1,5}@\w{1,5}\.id",
)  # fmt: skip
PINS: Final = texts_with(
    r"-?\d{1,2}[.,]\d{3,6}[,; ] ?\d{1,3}[.,]\d{3,6}", "[SN]? ?0°30'[SU]? [EB]? ?117°32'[TE]?",
    r"(https://)?(www\.)?(google\.(com|co\.id)/maps|maps\.app\.goo\.gl|osm\.org|waze\.com)[/?#]\w{0,5}",
    r"geo:-?\d\.\d{4},117\.5",
)  # fmt: skip


@settings(deadline=None)
@given(DAYS)
def test_no_day_is_missed_for_want_of_a_word(text: str) -> None:
    needed = frozenset(word for rule in dates.RULES for word in rule.needs)
    heard = heard_in(text)
    assert dates.day_mentioned(heard, TODAY) == dates.day_mentioned(Heard(heard.text, needed), TODAY)
    assert day_words.FIGURES.search(heard.text) or not day_words.DATED.search(heard.text)


@pytest.mark.parametrize("cue", [*landmarks.PLACES, "near", "near the", "in front of", "behind", "next to"])
def test_every_spot_is_found_by_its_word(cue: str) -> None:
    assert landmarks.landmark_in(f"{cue} mawar", heard_in(f"{cue} mawar"), ()) == f"{cue} mawar"


@given(PLACES)
def test_no_spot_is_missed_for_want_of_a_word(text: str) -> None:
    heard = heard_in(text)
    unspared = Heard(heard.text, frozenset(landmarks.CUES))
    assert landmarks.landmark_in(text, heard, ()) == landmarks.landmark_in(text, unspared, ())


@given(PERSONS)
def test_no_person_is_missed_for_want_of_a_word(text: str) -> None:
    unspared = Heard(text.lower(), frozenset(word for needs, _ in personal.NAMES for word in needs))
    assert personal.personal_in(text) == personal.personal_in(text, unspared)


@given(PINS)
def test_no_pin_is_missed_for_want_of_a_sign(text: str) -> None:
    spared = pin_in(text), has_closed_link(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins, "MAY_BE_LINK", re.compile(""))
        patch.setattr(pins, "MAY_BE_PAIR", re.compile(""))
        assert (pin_in(text), has_closed_link(text)) == spared


@given(st.sampled_from(sorted(SIGNS)).flatmap(lambda name: texts_with(*SIGNS[name])))
def test_no_sign_is_missed_for_the_word_it_begins_with(phrases: Phrases, text: str) -> None:
    said = " ".join(re.findall("[a-z]+|0", text.lower()))
    assert phrases.held(said) == {name for name, pattern in PLAIN.items() if pattern.search(said)}


@given(data=st.data())
def test_no_name_is_missed_for_the_word_it_begins_with(
    kutim: Policy, names: Names, unspared: Names, data: st.DataObject
) -> None:
    text = data.draw(texts_with(*(_misspelt(place.name) for place in kutim.places)))
    assert names.find(text) == unspared.find(text)


@pytest.mark.parametrize(
    ("phrase", "begins"),
    [
        ("camat", {"camat "}),
        ("kepala (desa|dusun)", {"kepala "}),
        ("camat(nya)?", {"camat"}),
        ("aniaya\\w*", {"aniaya"}),
        ("mark ?up", {"mark"}),
        ("oknum(?! polisi)", {"oknum"}),
        ("(saya|aku) (mau|ingin)", {"saya ", "aku "}),
        ("(nama )?saya", {"nama ", "saya "}),
        ("(be(g|k)al|rampok)an", {"be", "rampokan "}),
        ("lapor|lampu mati", {"lapor ", "lampu "}),
        ("tx?unai", {"t"}),
        ("(ab)+ c", {""}),
        ("\\w+ mati", {""}),
        ("[|)]a", {""}),
    ],
)
def test_what_a_phrase_begins_with(phrase: str, begins: set[str]) -> None:
    assert openings(phrase) == begins


@pytest.mark.parametrize("text", ["ſatu hari lalu", "sejak ſenin", "tadı pagi", "12 ſept", "KEMARİN"])
def test_letters_that_look_like_others_name_days_too(text: str) -> None:
    """Symptom: a text with a long s, which patterns take for an s, could not be read at all."""
    plain = text.translate(str.maketrans("ſıİ", "siI"))
    assert dates.date_in(text, TODAY) == dates.date_in(plain, TODAY)
    assert dates.day_mentioned(heard_in(text), TODAY) == dates.day_mentioned(heard_in(plain), TODAY)


PLAIN: Final = {name: any_of(phrases) for name, phrases in SIGNS.items()}


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases(SIGNS)


@pytest.fixture(scope="module")
def names(kutim: Policy) -> Names:
    return Names(kutim.places)


@pytest.fixture(scope="module")
def unspared(kutim: Policy) -> Names:
    """Looks for every name at every word."""
    names = Names(kutim.places)
    names._misses = lambda key: 0 * len(key)  # type: ignore[method-assign]
    return names


def _misspelt(name: str) -> str:
    """Matches the name with a letter or two amiss, after a word that announces it or not."""
    letters = [f"(?:{letter}|\\w?)" if at in {2, 4, 5} else letter for at, letter in enumerate(name)]
    return f"(?:(?:di|desa|sungai|ke) )?{''.join(letters)}"
