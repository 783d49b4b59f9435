"""Keys for other software: made, listed and revoked from the command line."""
