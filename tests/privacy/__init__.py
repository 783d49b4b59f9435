"""Rights over one's data, how long it is kept, and that what is erased is gone."""
