"""Attacks: who reports stays hidden, only who may act acts, nothing forged or broken gets anywhere."""
