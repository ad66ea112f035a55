"""Whether links still answer."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from chatbot.libraries import one_line

LONGEST_WAIT: Final = 10.0
"""Seconds for which one link is waited for."""
_AT_ONCE: Final = 8
_SCHEMES: Final = ("http://", "https://")
_NO_HEAD: Final = (403, 405, 501)
"""What servers say that answer only those who want to read."""


def dead_links(links: Collection[str]) -> dict[str, str]:
    """The links that do not answer, each with why: a status of 400 or more, or no connection.

    Only http and https; of any others nothing is said.
    """
    tried = sorted(link for link in links if link.startswith(_SCHEMES))
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        found = zip(tried, threads.map(_trouble, tried), strict=True)
        return {link: why for link, why in found if why}


def _trouble(link: str) -> str:
    """Why a link does not answer; empty if it does."""
    try:
        why = _ask(link, "HEAD")
        return _ask(link, "GET") if why in map(str, _NO_HEAD) else why
    except (OSError, ValueError) as error:
        return one_line(error)


def _ask(link: str, method: str) -> str:
    request = Request(link, method=method, headers={"User-Agent": "chatbot"})
    try:
        with build_opener(_OnTheWeb).open(request, timeout=LONGEST_WAIT):
            return ""
    except HTTPError as error:
        error.close()
        return str(error.code)
    except URLError as error:
        return str(error.reason)


class _OnTheWeb(HTTPRedirectHandler):
    """Follows links to other pages of the web, and to nothing else."""

    def redirect_request(self, *arguments: Any) -> Request | None:
        """As in the library, which passes ``newurl`` last."""
        if not str(arguments[-1]).startswith(_SCHEMES):
            return None
        return super().redirect_request(*arguments)
