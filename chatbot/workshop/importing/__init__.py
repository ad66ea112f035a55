"""Bringing a FAQ from elsewhere into a knowledge file, and bringing it up to date again."""
