"""Workers on this machine: this process alone, or several that it starts."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chatbot.errors import BatchError
from chatbot.surfaces.batch.answering import Answered, Conversation, Source, answer

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

ATTEMPTS = 3
"""How often a block is tried when processes end before they have answered."""

Bundle = Sequence[Conversation]
"""Conversations that one process answers at a time."""


class Workers(Protocol):
    """What answers bundles."""

    number: int
    """How many bundles are answered at the same time."""

    def answers(self, bundles: Sequence[Bundle]) -> Iterator[tuple[int, list[Answered]]]:
        """What each bundle came to with its place, in whatever order that is there."""
        ...

    def close(self) -> None:
        """End them."""
        ...


def start(source: Source, header: Sequence[str] | None, number: int) -> Workers:
    """So many processes; one is this one."""
    return _Here(source, header) if number == 1 else _Processes(source, header, number)


class _Here:
    """This process."""

    number = 1

    def __init__(self, source: Source, header: Sequence[str] | None) -> None:
        self._answer = partial(answer, source, header)

    def answers(self, bundles: Sequence[Bundle]) -> Iterator[tuple[int, list[Answered]]]:
        return enumerate(map(self._answer, bundles))

    def close(self) -> None:
        pass


class _Processes:
    """Processes of this machine, started anew when one of them is killed."""

    def __init__(self, source: Source, header: Sequence[str] | None, number: int) -> None:
        self.number = number
        self._answer = partial(answer, source, header)
        self._pool = self._started()

    def answers(self, bundles: Sequence[Bundle]) -> Iterator[tuple[int, list[Answered]]]:
        from concurrent.futures import as_completed
        from concurrent.futures.process import BrokenProcessPool

        left = set(range(len(bundles)))
        for _ in range(ATTEMPTS):
            try:
                futures = {self._submitted(bundles[one]): one for one in left}
                for future in as_completed(futures):
                    answered = future.result()
                    left.remove(futures[future])
                    yield futures[future], answered
            except BrokenProcessPool:
                self._pool.shutdown(cancel_futures=True)
                self._pool = self._started()
            else:
                return
        raise BatchError(
            f"a process was ended from outside, {ATTEMPTS} times; start again to go on"
        )

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _submitted(self, bundle: Bundle) -> Future[list[Answered]]:
        """Submit a bundle.

        Raises:
            BrokenProcessPool: A process has ended. Where that happens while the pool starts
                another one, the pool itself raises that a pipe or its handle is closed.
        """
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self._pool.submit(self._answer, bundle)
        except OSError as error:
            if error.errno not in (None, errno.EPIPE):
                raise
            raise BrokenProcessPool(str(error)) from error

    def _started(self) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(self.number, get_context("spawn"), _begin)


def _begin() -> None:
    """Leave an interrupt to the process that started this one, and end when that ends."""
    import signal
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
