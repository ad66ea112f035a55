"""A knowledge file as git has it in a revision, with all that it includes."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from typing import Final

from chatbot.errors import KnowledgeError, KnowledgeNotReadable
from chatbot.knowledge import Knowledge, printable, shown

MOST_BYTES: Final = 10_000_000
"""Of a file that may be included; larger ones are no knowledge."""
_INCLUDE: Final = b"include"
_OF_A_HOOK: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What git sets for its hooks; the repository is that of the file, whoever calls."""


class NotInRevision(KnowledgeNotReadable):
    """The revision is there, and has no such file."""


def load_revision(revision: str, path: str) -> Knowledge:
    """The knowledge of a ``revision``: ``HEAD~1`` of the file ``path``, ``HEAD~1:other.yaml``.

    A file that was renamed since is found by the name it had. A name after the colon leads from the
    top of the repository, or from the working folder if it begins with ``./`` or ``../``.

    Raises :class:`~chatbot.errors.KnowledgeNotReadable` without git, a repository, the revision or
    the file that it names; :class:`NotInRevision` where it does not have ``path``; and
    :class:`~chatbot.errors.KnowledgeError` with everything that is wrong in it.
    """
    name, _, named = revision.partition(":")
    folder = os.path.dirname(os.path.realpath(path))
    git = _Git(revision, folder)
    top = os.fsdecode(git.run("there is no git repository", "rev-parse", "--show-toplevel"))
    git.folder = top = os.path.realpath(top.removesuffix("\n"))
    if not name or name.startswith("-"):
        raise git.refused("is no revision; write REV or REV:FILE, for example HEAD~1")
    what = ("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    commit = git.run("git knows no such revision", *what).decode("ascii").strip()
    if named.startswith(("./", "../")):
        named = _from_top(named, top)
    file = named or _name_before(git, commit, _from_top(path, top))
    with tempfile.TemporaryDirectory(prefix="chatbot-") as written:
        written = os.path.realpath(written)
        _write(git, commit, file, written)
        return _loaded(os.path.join(written, *file.split("/")), written, name)


def name_in_repository(path: str) -> str:
    """The file's path from the root of the git repository it is in; else as it was named."""
    folder = os.path.dirname(os.path.abspath(path))
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return path.replace(os.sep, "/")
        folder = parent
    return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")


class _Git:
    """Runs git; its errors name the revision as it was given."""

    def __init__(self, revision: str, folder: str) -> None:
        self.revision = printable(revision)
        self.folder = folder
        self._environment = {k: v for k, v in os.environ.items() if k not in _OF_A_HOOK}
        self._environment["GIT_TERMINAL_PROMPT"] = "0"

    def refused(self, why: str) -> KnowledgeNotReadable:
        """What is raised where it cannot go on."""
        return KnowledgeNotReadable(self.revision, why)

    def use_index(self, path: str) -> None:
        """Have what follows use an index of its own, and leave that of the repository alone."""
        self._environment["GIT_INDEX_FILE"] = path

    def run(self, why: str, *arguments: str, typed: bytes = b"") -> bytes:
        """What git prints; refuses with ``why`` if it fails."""
        command = ["git", "-C", self.folder, *arguments]
        try:
            done = subprocess.run(
                command, input=typed, capture_output=True, env=self._environment, check=False
            )
        except FileNotFoundError:
            missing = "is no file, and git, which may know it as a revision, is not there"
            raise self.refused(missing) from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").partition("\n")[0]
            raise self.refused(f"is no file, and {why}{said and f' ({said})'}")
        return done.stdout


def _from_top(path: str, top: str) -> str:
    """A path as git names it, from the top of the repository."""
    return os.path.relpath(os.path.realpath(path), top).replace(os.sep, "/")


def _name_before(git: _Git, commit: str, file: str) -> str:
    """The name in a commit of a file as it is now: another one if git sees that it was renamed.

    Raises :class:`NotInRevision` where the commit does not have it.
    """
    if git.run("git cannot list its files", "ls-tree", "-z", commit, "--", file):
        return file
    options = ("-M", "-z", "--name-status", "--diff-filter=R", commit)
    renamed = iter(git.run("git cannot compare it", "diff-index", *options).split(b"\0"))
    for _, before, now in zip(renamed, renamed, renamed, strict=False):  # the last part is empty
        if now == os.fsencode(file):
            return os.fsdecode(before)
    hint = f"if it had another name, write {git.revision}:NAME"
    raise NotInRevision(git.revision, f"there is no file {shown(file)} in it; {hint}")


def _write(git: _Git, commit: str, file: str, folder: str) -> None:
    """Write the file into a folder, and all that are beside and below it if it includes any."""
    above, _, _ = file.rpartition("/")
    beside = ("--", f"{above}/") if above else ()
    listed = git.run("git cannot list its files", "ls-tree", "-r", "-l", "-z", commit, *beside)
    sizes = dict(map(_sized, filter(None, listed.split(b"\0"))))
    if os.fsencode(file) not in sizes:
        raise KnowledgeNotReadable(git.revision, f"there is no file {shown(file)} in it")
    with tempfile.TemporaryDirectory(prefix="chatbot-") as aside:
        git.use_index(os.path.join(aside, "index"))
        git.run("git cannot read it", "read-tree", commit)
        _check_out(git, [os.fsencode(file)], folder)
        with open(os.path.join(folder, *file.split("/")), "rb") as main:
            includes = _INCLUDE in main.read(MOST_BYTES)
        if includes:
            _check_out(git, [name for name, size in sizes.items() if size <= MOST_BYTES], folder)


def _sized(row: bytes) -> tuple[bytes, int]:
    """Name and size of one file in git's list: mode, type, id and size, a tab, the name."""
    about, _, name = row.partition(b"\t")
    size = about.split()[-1]
    return name, int(size) if size.isdigit() else 0


def _check_out(git: _Git, names: Sequence[bytes], folder: str) -> None:
    options = ("-f", "-q", "-z", "--stdin", f"--prefix={folder}{os.sep}")
    git.run("git cannot write it out", "checkout-index", *options, typed=b"\0".join([*names, b""]))


def _loaded(path: str, folder: str, revision: str) -> Knowledge:
    """The knowledge at ``path``, as if each of its files had the name that git has for it."""

    def name_of(written: str) -> str:
        return written.replace(f"{folder}{os.sep}", f"{printable(revision)}:")

    try:
        knowledge = Knowledge.load(path)
    except KnowledgeError as error:
        problems = (p._replace(path=name_of(p.path), what=name_of(p.what)) for p in error.problems)
        raise KnowledgeError(tuple(problems)) from None
    except KnowledgeNotReadable as error:
        raise KnowledgeNotReadable(name_of(error.path), error.why) from None
    entries = tuple(one._replace(path=name_of(one.path)) for one in knowledge.entries)
    return knowledge._replace(path=name_of(knowledge.path), entries=entries)
