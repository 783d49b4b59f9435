"""Makes the model that the bot ships from texts of the team's own, and measures it."""
