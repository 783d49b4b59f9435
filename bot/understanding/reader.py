"""The one plain entry: text in, what was found out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from bot.policy import Policy
from bot.tickets.status import Kind
from bot.understanding.dates import day_mentioned
from bot.understanding.features import Spellings, words
from bot.understanding.found import Flag, Found, Guess, likeliest
from bot.understanding.greetings import is_greeting
from bot.understanding.heard import heard_in
from bot.understanding.judging import Judge, Likely
from bot.understanding.landmarks import landmark_in
from bot.understanding.model import Model
from bot.understanding.personal import personal_in
from bot.understanding.signs import Shown, Signs
from bot.understanding.whereabouts import whereabouts

_PROPOSED_AT_MOST: Final = 3
_WORTH_PROPOSING: Final = 0.04
_SAYS_SOMETHING: Final = 0.12
"""Where even the best category is less likely, the text says nothing of any."""

_ASKED: Final = 1.5
"""What it weighs that somebody says that they want to know."""

_NONE: Final = Guess("", 0.0)
_KINDS: Final = tuple(Kind)
_NO_REPORT: Final = "bukan_laporan"
_KEYWORDS: Final = 0.5
"""What the regency's own keywords weigh, where it has categories that the model was not taught."""

Probabilities = Mapping[str, float]
Understand = Callable[[str, date], Found]
"""What a text written on a day says about a report."""


def not_at_all(_text: str, _today: date) -> Found:
    """For those to whom nobody writes."""
    return Found()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that reading takes and that is loaded once: plain spellings, signs, and what was learnt."""

    spellings: Spellings
    signs: Signs
    model: Model


class Reader:
    """Understands texts. Pure, quick and never failing, whatever the text is."""

    def __init__(self, knowledge: Knowledge, policy: Policy, detect: Callable[[str], str | None]) -> None:
        self._knowledge = knowledge
        self.policy = policy
        self._detect = detect
        self._untaught = policy.categories.keys() - set(knowledge.model.heads["category"].labels)
        self._judge = Judge(policy, knowledge.model.heads)

    def understand(self, text: str, today: date) -> Found:
        """What ``text``, written ``today``, says about a report."""
        said, heard = words(text, self._knowledge.spellings), heard_in(text)
        likely: Likely = self._knowledge.model.weigh(said)
        shown = self._knowledge.signs.read(" ".join(said))
        odds = self._odds(likely["category"], said)
        best = likeliest(odds, _PROPOSED_AT_MOST) or (_NONE,)
        mentions = self.policy.find_places(text)
        place = whereabouts(mentions, text)
        mentioned = day_mentioned(heard, today)
        says_nothing = not said or is_greeting(text)
        kind = Guess(Kind.PENGADUAN, 0.0) if says_nothing else self._kind(likely["kind"], shown)
        likely = self._calmly(likely, shown, said)
        verdict = self._judge.judge(likely, shown, best[0], kind, said, place.kecamatan)
        return Found(
            categories=() if shown.is_empty else _proposed(best),
            kecamatan=place.kecamatan,
            desa=place.desa,
            places=place.places,
            day=mentioned.day if mentioned else None,
            odds=MappingProxyType(odds),
            is_settled=best[0].sure >= self._knowledge.model.heads["category"].above,
            kind=kind,
            is_report=Flag(raised=False, sure=1.0) if says_nothing else self._is_report(likely["kind"]),
            place_sure=place.sure,
            landmark=landmark_in(text, heard, [(mention.start, mention.end) for mention in mentions]),
            body=verdict.body,
            oversight=verdict.oversight,
            sensitive=verdict.sensitive,
            emergency=verdict.emergency,
            despair=verdict.despair,
            against_office=verdict.against_office,
            personal=personal_in(text, heard),
            language=self._detect(text),
        )

    def _calmly(self, likely: Likely, shown: Shown, said: list[str]) -> Likely:
        """Danger has to show in the matter: not in words that only ask to hurry, unless signs speak of it."""
        model, signs = self._knowledge.model, self._knowledge.signs
        if shown.danger or likely["emergency"]["yes"] < model.heads["emergency"].above:
            return likely
        calm = signs.calm(said)
        return likely if len(calm) == len(said) else {**likely, "emergency": model.weigh(calm)["emergency"]}

    def _odds(self, likely: Probabilities, said: list[str]) -> dict[str, float]:
        """How likely every category of the regency is; of no words all are out of the question."""
        learnt = likely if said else {}
        odds = {id_: learnt.get(id_, 0.0) for id_ in self.policy.categories}
        return self._with_keywords(odds, said) if self._untaught else odds

    def _with_keywords(self, known: dict[str, float], said: list[str]) -> dict[str, float]:
        """For a category that the model was not taught its keywords speak; of all others it stays as sure."""
        named = self._untaught.intersection(self.policy.propose(" ".join(said))[:1])
        if not named:
            return known
        return {id_: (1 - _KEYWORDS) * sure + _KEYWORDS * (id_ in named) for id_, sure in known.items()}

    def _kind(self, likely: Probabilities, shown: Shown) -> Guess:
        """Of the three kinds of a ticket; whether it is a report at all is another question."""
        kinds = {kind: likely.get(kind, 0.0) for kind in _KINDS}
        kinds[Kind.INFORMASI] += _ASKED * shown.asks
        best = max(kinds, key=kinds.__getitem__)
        return Guess(best, kinds[best] / (sum(kinds.values()) or 1.0))

    def _is_report(self, likely: Probabilities) -> Flag:
        none = likely.get(_NO_REPORT, 0.0)
        best = max(likely, key=likely.__getitem__)
        return Flag(best != _NO_REPORT, none if best == _NO_REPORT else 1 - none)


def _proposed(best: tuple[Guess, ...]) -> tuple[str, ...]:
    if best[0].sure < _SAYS_SOMETHING:
        return ()
    return tuple([guess.value for guess in best if guess.sure >= _WORTH_PROPOSING])
