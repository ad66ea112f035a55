"""Taking a knowledge file elsewhere: as a page, a table or data for other bots."""
