"""What admins do: route, put away, merge, block, bind groups, register officers and look after the closed."""

from bot.desk.admin.service import Admins

__all__ = ["Admins"]
