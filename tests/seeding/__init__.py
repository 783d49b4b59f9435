"""The made-up past."""
