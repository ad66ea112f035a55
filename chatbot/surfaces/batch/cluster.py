"""Workers on a Dask cluster: one that runs, or one started on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from functools import partial
from importlib import import_module
from typing import Any

from chatbot.errors import BatchError, MissingExtra
from chatbot.surfaces.batch.answering import Answered, Source, answer
from chatbot.surfaces.batch.processes import Bundle

PATIENCE = 600
"""Seconds in which a block has to be answered."""
CONNECTING = 20
"""Seconds in which a scheduler and a first worker have to be there."""


class Cluster:
    """Workers of a Dask scheduler; what one of them leaves undone when it dies, another does."""

    def __init__(
        self, address: str, source: Source, header: Sequence[str] | None, number: int
    ) -> None:
        """Take the scheduler at ``address``; without one start ``number`` workers here.

        Raises :class:`~chatbot.errors.MissingExtra` without the library, and
        :class:`~chatbot.errors.BatchError` where nobody is there.
        """
        try:
            distributed: Any = import_module("distributed")
        except ModuleNotFoundError:
            raise MissingExtra("cluster", "chatbot batch --cluster") from None
        _keep_quiet()
        self._as_completed = distributed.as_completed
        self._failures: Any = (OSError, CancelledError, distributed.KilledWorker)
        self._answer = partial(answer, source, header)
        self._own = None if address else _started(distributed, number)
        try:
            self._client: Any = distributed.Client(self._own or address, timeout=CONNECTING)
            self._client.wait_for_workers(1, timeout=CONNECTING)
        except (OSError, ValueError) as error:
            name = address or "the local cluster"
            what = f"no Dask scheduler with workers is there ({type(error).__name__})"
            raise BatchError(f"{name}: {what}") from None
        self.number = sum(self._client.nthreads().values())
        """How many bundles are answered at the same time."""

    def answers(self, bundles: Sequence[Bundle]) -> Iterator[tuple[int, list[Answered]]]:
        """What each bundle came to with its place, in whatever order that is there."""
        futures = self._client.map(self._answer, bundles, pure=False)
        places = {future.key: place for place, future in enumerate(futures)}
        try:
            for future, answered in self._as_completed(
                futures, with_results=True, timeout=PATIENCE
            ):
                yield places[future.key], answered
        except self._failures as error:
            what = f"the cluster failed ({type(error).__name__})"
            raise BatchError(f"{what}; start again to go on") from None

    def close(self) -> None:
        """Leave the cluster, and end it if it was started here."""
        self._client.close()
        if self._own is not None:
            self._own.close()


def _started(distributed: Any, number: int) -> Any:
    free = "127.0.0.1:0"  # without one it asks for port 8787, and warns where that is taken
    return distributed.LocalCluster(n_workers=number, threads_per_worker=1, dashboard_address=free)


def _keep_quiet() -> None:
    """What the library logs of lost workers is no message for people."""
    import logging

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
