"""Every broken build can be made of the tree as it is; ``make mutants`` shows that each is caught."""

from __future__ import annotations

import ast

import pytest

from tests.mutants.__main__ import ROOT
from tests.mutants.table import MUTANTS, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_it_breaks_the_present_code_and_is_code_still(mutant: Mutant) -> None:
    source = (ROOT / mutant.file).read_text(encoding="utf-8")
    broken = mutant.applied(source)
    assert broken != source
    ast.parse(broken)
    assert [test for test in mutant.tests if not (ROOT / test.partition("::")[0]).exists()] == []


def test_a_change_that_does_not_fit_is_an_error() -> None:
    with pytest.raises(LookupError, match="0 times"):
        Mutant("a", "b", "c.py", (("old", "new"),), ()).applied("nothing of the kind")
