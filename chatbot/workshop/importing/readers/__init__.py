"""A reader for each format; all find the same: questions with their answers."""
