"""Telegram in: parse, call one service, return what to say."""

from __future__ import annotations

from aiogram import Router

from handlers.dispatch import Dispatch

__all__ = ["Dispatch", "routers"]


def routers() -> list[Router]:
    """Every router, in the order they are asked."""
    from handlers import admin, binding, blocked, days, group, private, reporter, supervisor

    return [
        admin.router,
        days.router,
        supervisor.router,
        binding.router,
        reporter.router,
        group.router,
        blocked.router,
        private.router,
    ]
