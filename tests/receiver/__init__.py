"""The receiver: what comes in, in which order it is handled, and what becomes of what cannot be."""
