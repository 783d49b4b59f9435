"""What goes wrong between us and Telegram on an ordinary bad day."""

from __future__ import annotations

from simulator.faults import Trouble

MIX = {
    Trouble.RETRY: 0.02,
    Trouble.SERVER_ERROR: 0.01,
    Trouble.SLOW_AFTER: 0.01,
    Trouble.RESET_AFTER: 0.005,
    Trouble.RESET_BEFORE: 0.005,
}
"""How often each happens to a call in a long run."""
