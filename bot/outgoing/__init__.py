"""What other software is told of tickets: signed, at least once, and never who reported or what was said."""
