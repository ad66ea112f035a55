"""From what was named (a file, a folder, an archive) to documents, each within limits."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from chatbot.errors import SourceError
from chatbot.knowledge import FORBIDDEN, printable
from chatbot.workshop.importing.encodings import LONGEST_PROBE, Encoding, encoding_of
from chatbot.workshop.importing.found import Found, Place

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_BYTES = 10_000_000
"""Of one document."""
MOST_TOTAL = 100_000_000
"""Of all documents of a folder or an archive, unpacked."""
MOST_DOCUMENTS = 10_000
"""In a folder or an archive."""
ARCHIVES = (".zip",)
_MOST_NAMED = 10
"""Characters named that were removed; a file of another sort has thousands."""
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """One file, or one member of an archive."""

    name: str
    """How it is named to people."""
    data: bytes
    group: str
    """The folder or archive it came in: what may refer to one another; else its own name."""

    @property
    def suffix(self) -> str:
        """What the name ends in, ``.md``."""
        return PurePosixPath(self.name.lower()).suffix

    def text(self, found: Found, encoding: str = "") -> str:
        """The text, with ``\\n`` as line ends; characters no answer may hold are noted and gone.

        Raises :class:`~chatbot.errors.SourceError` where it is no text.
        """
        text = _LINE_ENDS.sub("\n", self._decoded(encoding))
        bad = list(islice(FORBIDDEN.finditer(text), _MOST_NAMED))
        for each in bad:
            line = text.count("\n", 0, each.start()) + 1
            found.note(Place(self.name, line), f"character U+{ord(each[0]):04X} removed")
        return FORBIDDEN.sub("", text) if bad else text

    def _decoded(self, encoding: str) -> str:
        told = encoding_of(self.data[:LONGEST_PROBE])
        if told.mark:
            return self.data[told.mark :].decode(told.name, errors="replace")
        encoding = encoding or self._said(told)
        try:
            return self.data.decode(encoding)
        except LookupError:
            what = f"there is no encoding {encoding!r}; name another with --encoding"
            raise SourceError(self.name, what) from None
        except UnicodeDecodeError as error:
            line = self.data[: error.start].count(b"\n") + 1
            byte = f"byte 0x{self.data[error.start]:02X} is not {encoding.upper()}"
            what = f"{byte}; save the file as UTF-8, or say --encoding, such as cp1252"
            raise SourceError(self.name, what, line) from None

    def _said(self, told: Encoding) -> str:
        """The encoding that a page in HTML names, unless its bytes tell of another."""
        said = _CHARSET.search(self.data[:LONGEST_PROBE])
        return said[1].decode() if said and told.name == "utf-8" else told.name


def documents(path: str, found: Found) -> Iterator[Document]:
    """The documents at ``path``, in order of their names; what is left out is noted.

    Raises :class:`~chatbot.errors.SourceError` for what cannot be read at all.
    """
    if os.path.isdir(path):
        yield from _in_folder(path, found)
        return
    document = Document(printable(path), _read(path), printable(path))
    yield from expanded(document, found)


def expanded(document: Document, found: Found) -> Iterator[Document]:
    """The document, or what an archive holds."""
    if document.suffix in ARCHIVES:
        yield from _in_archive(document, found)
    else:
        yield document


def _in_folder(path: str, found: Found) -> Iterator[Document]:
    count = total = 0
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            whole = os.path.join(folder, name)
            try:
                document = Document(printable(whole), _read(whole), printable(path))
            except SourceError as error:
                found.note(Place(printable(whole)), f"not read: {error.what}")
                continue
            count, total = count + 1, total + len(document.data)
            if count > MOST_DOCUMENTS or total > MOST_TOTAL:
                what = f"has more than {MOST_DOCUMENTS:,} files or {MOST_TOTAL // 1_000_000} MB"
                raise SourceError(printable(path), f"{what}; name a folder with less in it")
            yield from expanded(document, found)


def _read(path: str) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise SourceError(printable(path), "is no regular file; name a file or a folder")
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no file can have this name"
        raise SourceError(printable(path), printable(why), is_missing=True) from None
    if len(data) > MOST_BYTES:
        what = f"is larger than {MOST_BYTES // 1_000_000} MB; split it"
        raise SourceError(printable(path), what)
    return data


def opened(name: str, data: bytes) -> ZipFile:
    """An archive that unpacks to no more than may be read.

    Raises :class:`~chatbot.errors.SourceError` where it is broken or unpacks to too much.
    """
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile

    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError) as error:
        raise SourceError(name, f"is no archive that can be read ({error})") from None
    members = archive.infolist()
    if len(members) > MOST_DOCUMENTS or sum(one.file_size for one in members) > MOST_TOTAL:
        what = f"unpacks to more than {MOST_DOCUMENTS:,} files or {MOST_TOTAL // 1_000_000} MB"
        raise SourceError(name, f"{what}; unpack it and name what is wanted")
    return archive


def _in_archive(document: Document, found: Found) -> Iterator[Document]:
    archive = opened(document.name, document.data)
    for member in sorted(archive.infolist(), key=lambda one: one.filename):
        if member.is_dir():
            continue
        name = f"{document.name}/{printable(member.filename)}"
        fault = _fault(member)
        if fault:
            found.note(Place(name), f"not read: {fault}")
            continue
        data = _unpacked(archive, member)
        if data is None:
            found.note(Place(name), "not read: it is damaged, or larger than it says")
        else:
            yield Document(name, data, document.name)


def _fault(member: ZipInfo) -> str:
    """Why a member of an archive is not read; empty where it is."""
    parts = re.split(r"[/\\]", member.filename)
    if ".." in parts or not parts[0] or ":" in parts[0]:
        return "its name leads out of the archive"
    if member.flag_bits & 1:
        return "it is encrypted"
    if member.file_size > MOST_BYTES:
        return f"it is larger than {MOST_BYTES // 1_000_000} MB"
    if PurePosixPath(member.filename.lower()).suffix in ARCHIVES:
        return "it is an archive in an archive; unpack it"
    return ""


def _unpacked(archive: ZipFile, member: ZipInfo) -> bytes | None:
    """What a member holds; None where it cannot be unpacked to the size it names."""
    from zipfile import BadZipFile
    from zlib import error as ZlibError

    try:
        with archive.open(member) as file:
            data = file.read(member.file_size + 1)
    except (BadZipFile, ZlibError, NotImplementedError, EOFError, OSError, ValueError):
        return None
    return data if len(data) == member.file_size else None
