"""How work grows with its input: counted calls, or the ratio of two process times."""

from __future__ import annotations

import cProfile
import gc
import time
from collections.abc import Callable

MOST_GROWTH = 3.0
"""Times the process time may grow when a file doubles; quadratic work makes it 4."""
ATTEMPTS = 3


def seconds(action: Callable[[], object]) -> float:
    """The process time that ``action`` takes."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        action()
        return time.process_time() - start
    finally:
        gc.enable()


def grows_too_much(small: Callable[[], object], large: Callable[[], object]) -> bool:
    """Whether ``large`` takes too many times as long at every attempt; others compute as well."""
    return all(seconds(large) > MOST_GROWTH * seconds(small) for _ in range(ATTEMPTS))


def calls(action: Callable[[], object]) -> int:
    """How many functions are called, Python's own among them."""
    profile = cProfile.Profile()
    profile.runcall(action)
    return sum(entry.callcount for entry in profile.getstats())
