"""Whether the bot does its work: what it notices of itself, whom it tells, and the pages that say so."""
