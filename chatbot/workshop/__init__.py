"""The author's tools: examining a knowledge file and measuring it."""
