"""What is done to the data while nobody works with them: a new key, and erasing what is too old."""
