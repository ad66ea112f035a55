"""What every test shares: Hypothesis runs the same examples each time, without a deadline."""

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci")
