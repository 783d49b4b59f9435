"""The bot watches over itself, and says so."""
