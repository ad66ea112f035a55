"""What every test shares: the same examples each time, and coverage only where it is cheap."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

from chatbot import Bot
from tests.redis_server import running_redis

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("long", deadline=None, max_examples=1_000)
settings.load_profile("ci")

TESTS = Path(__file__).parent
os.environ["CHATBOT_CACHE"] = "off"  # the user's own is no business of any test
# Letters alone, also where an encoder is installed: its model may be there, or not, or come late.
os.environ["CHATBOT_SEMANTIC"] = "off"
# A shell that runs the tests in the background has them, and the processes they start, ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
# They run the same lines again and again, which takes several times as long while they are counted,
# and other tests run every one of those lines; some compare times or count calls as well.
NOT_COUNTED = (
    "fuzz",
    "http/test_http_description.py",
    "knowledge/test_growth.py",
    "knowledge/test_untrusted_files.py",
    "matching/test_matching_properties.py",
    "patterns",
    "questions",
    "workshop/test_holding_out.py",
)


@pytest.fixture(scope="session")
def friends() -> Bot:
    """The bot of the knowledge that ships."""
    return Bot.load()


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Redis."""
    with running_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


def is_counted(item: pytest.Item) -> bool:
    """Whether the lines that a test runs count as covered; those of a property do not."""
    return not (
        is_hypothesis_test(getattr(item, "obj", None))
        or any(item.path.is_relative_to(TESTS / place) for place in NOT_COUNTED)
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Take the tracer of pytest-cov away while a test runs that is not counted.

    The mark ``no_cover`` would not do: in a worker of pytest-xdist, pytest-cov then goes on with
    the tracer of an outer measurement, which it has started by mistake.
    """
    if is_counted(item) or not item.config.pluginmanager.hasplugin("_cov"):
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
