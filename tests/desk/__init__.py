"""The officers' half: cards, verbs, proposals, groups."""
