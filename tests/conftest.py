"""What every test shares: the same examples each time, and coverage only where it is cheap."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci")

TESTS = Path(__file__).parent
# They ask the same lines to run again and again, which takes twice as long while they are counted,
# and other tests run every one of those lines; some compare times or count calls as well.
NOT_COUNTED = (
    "fuzz",
    "knowledge/test_growth.py",
    "knowledge/test_knowledge_properties.py",
    "knowledge/test_untrusted_files.py",
    "matching/test_matching_properties.py",
    "patterns",
    "questions",
    "workshop/test_holding_out.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stop counting the lines that run while the tests in :data:`NOT_COUNTED` do."""
    for item in items:
        if any(item.path.is_relative_to(TESTS / place) for place in NOT_COUNTED):
            item.add_marker(pytest.mark.no_cover)
