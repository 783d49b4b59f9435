"""/privasi: what is kept of someone, and all that they can do about it."""

from bot.intake.privacy.choosing import chosen
from bot.intake.privacy.pages import page
from bot.intake.privacy.petitioning import heard

__all__ = ["chosen", "heard", "page"]
