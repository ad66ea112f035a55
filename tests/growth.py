"""How work grows with its input: counted calls, or the ratio of two process times."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from types import FrameType

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


def growth(small: Callable[[], object], large: Callable[[], object]) -> float:
    """How many times as long ``large`` takes: the least of some attempts, as others compute too."""
    return min(seconds(large) / seconds(small) for _ in range(ATTEMPTS))


def calls(action: Callable[[], object]) -> int:
    """How many functions are called, Python's own among them."""
    count = 0

    def tick(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count
