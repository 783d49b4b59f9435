"""A Telegram on this machine: a strict Bot API server, people for tests and a browser chat."""
