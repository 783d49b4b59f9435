"""Telegram in: each handler reads an update, calls one service and returns what to say."""
