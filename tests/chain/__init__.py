"""The chain over the history: whole after all that we do, broken by all that others do."""
