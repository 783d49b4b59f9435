"""The laws of the house, read from its sources."""
