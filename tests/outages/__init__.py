"""What goes wrong between us and Telegram, and what people see of it."""
