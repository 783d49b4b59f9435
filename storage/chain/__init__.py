"""A chain over the history that only the key can write: what is changed, missing or added breaks it."""

from __future__ import annotations

from storage.chain.beginning import start
from storage.chain.checking import Verdict, check, look
from storage.chain.guards import guard
from storage.chain.strand import Strand
from storage.chain.writing import BadHead, begin, code_of

__all__ = ["BadHead", "Strand", "Verdict", "begin", "check", "code_of", "guard", "look", "start"]
