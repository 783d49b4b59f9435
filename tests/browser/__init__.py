"""The demonstration in a real browser, as someone meets it who has never seen it."""
