"""Where a report is written as a page: never in place of a file that is no such page."""

from __future__ import annotations

import os
from errno import EEXIST, EINVAL, ENOENT

from chatbot.files import replace
from chatbot.surfaces.status import ANSWERED, READ_OR_WRITE_FAILED, complain_of


def make_sure_of(path: str, command: str) -> None:
    """Raise OSError now, before the work, if a page must not or cannot be written to ``path``."""
    from chatbot.workshop.pages import is_page

    if not path:
        raise OSError(EINVAL, "no file can have this name; name another", path)
    if not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        raise FileNotFoundError(ENOENT, "there is no such folder; name another file", path)
    if not os.path.exists(path):
        return
    if not os.path.isfile(path):
        raise OSError(EINVAL, "is no regular file; name another", path)
    if not is_page(path, command):
        what = f"is already there and no report of chatbot {command}; name another file"
        raise FileExistsError(EEXIST, what, path)


def write_page(path: str, page: str) -> int:
    """Write the page, whole or not at all; the exit status."""
    try:
        replace(path, page.encode("utf-8"))
    except OSError as error:  # told here, so that what is printed is not given up for it
        complain_of(error, path)
        return READ_OR_WRITE_FAILED
    return ANSWERED
