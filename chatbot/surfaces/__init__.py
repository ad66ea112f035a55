"""Ways in: they ask the bot and show its reply; they never score, rank or word."""
