"""From a path to what a bot works with: compiled before, found in the cache, or made now."""

from __future__ import annotations

import os
from errno import EEXIST
from typing import Final, NamedTuple
from zlib import crc32

from chatbot.dialogue.smalltalk import Smalltalk, pack_smalltalk
from chatbot.errors import KnowledgeNotReadable
from chatbot.files import cache_folder, fingerprint, zipped
from chatbot.knowledge import Inclusion, Knowledge, content_of, demand, file_in, includes_the_same
from chatbot.language import Language
from chatbot.matching import (
    PARAMETERS,
    Compiled,
    Matcher,
    Progress,
    TextCache,
    pack_matcher,
    silent,
)
from chatbot.storage import (
    Cache,
    Packer,
    Sections,
    Unusable,
    digest,
    is_container,
    is_wanted,
    open_container,
    read_container,
    write_container,
)
from chatbot.version import __version__

COMPILED: Final = "faq.compiled"
"""The knowledge that ships, compiled, beside the file itself in an installed package."""


class Loaded(NamedTuple):
    """A knowledge, and what was compiled of it."""

    knowledge: Knowledge
    packed: Sections


class Compilation(NamedTuple):
    """A compiled file."""

    path: str
    knowledge: Knowledge
    """What was compiled."""
    fingerprint: str
    """Of all that was packed of the knowledge, warnings and names of files too, and the version."""


def load(
    path: str | os.PathLike[str] | None, language: str | None = None, *, cached: bool = True
) -> Loaded:
    """The knowledge at ``path``, a knowledge file or a compiled one; without a path what ships.

    Of files in several languages it is the one in ``language``.

    Raises :class:`~chatbot.errors.KnowledgeError` and
    :class:`~chatbot.errors.KnowledgeNotReadable`, as :meth:`Knowledge.load` does, the latter for a
    compiled file too that is damaged or of another version.
    """
    name = shipped_path() if path is None else file_in(os.fsdecode(path), language)
    if path is None:
        loaded = _load_shipped(cached)
    elif is_container(name):
        loaded = _open(name)
    else:
        loaded = _load(name, cached)
    demand(language, loaded.knowledge.language, name)
    return loaded


def compile_to(
    source: str, target: str, progress: Progress = silent, language: str | None = None
) -> None:
    """Compile the knowledge file ``source`` into the file ``target``.

    Of several source files, one for each language, it is the one in ``language``. ``progress`` is
    told how many entries are read, and of how many.

    Raises what :meth:`Knowledge.load` raises, and OSError that names ``target``: FileExistsError
    where anything but a compiled file is there, which stays as it is.
    """
    if os.path.lexists(target) and not is_container(target):
        what = "is there already and is no compiled file; name another"
        raise FileExistsError(EEXIST, what, target)
    source = file_in(source, language)
    content = content_of(source)
    packed = pack(Knowledge.load(source, language, content), progress)
    write_container(target, _made_from(content), packed.buffers)


def as_compiled(
    path: str | None, aside: str, language: str | None = None, *, cached: bool = True
) -> Compilation:
    """A compiled file of the knowledge at ``path``: that itself, or ``aside``, written now.

    Raises what :func:`load` raises, and OSError that names ``aside``.
    """
    loaded = load(path, language, cached=cached)
    checksum = 0
    for name, said in loaded.packed.buffers.items():
        if name.startswith("knowledge/"):
            checksum = crc32(said, checksum)
    packed_as = f"{__version__} {checksum:08x}"
    if path is not None and is_container(named := file_in(path, language)):
        return Compilation(named, loaded.knowledge, packed_as)
    write_container(aside, _made_from(b""), loaded.packed.buffers)
    return Compilation(aside, loaded.knowledge, packed_as)


def version_of(knowledge: Knowledge) -> str:
    """Twelve characters that are other ones if anything that the knowledge says is different.

    In which files it stands, and what was warned of there, makes no difference.
    """
    from hashlib import sha256  # not needed where nothing is kept

    out, version = Packer(), sha256()
    knowledge._replace(warnings=(), included=(), inclusion=Inclusion()).pack(out)
    for part in out.buffers.values():
        version.update(part)
    return version.hexdigest()[:12]


def _load(path: str, cached: bool) -> Loaded:
    """A knowledge file, as the cache has it, or compiled now and kept there."""
    content = content_of(path)
    if not (cached and is_wanted()):
        return _compiled(Knowledge.load(path, content=content))
    cache = Cache(os.path.join(cache_folder(), "compiled"))
    thing = os.path.realpath(path)
    key = f"{digest(content)} {__version__} {fingerprint()} {PARAMETERS}"
    packed = cache.get(thing, key)
    if packed is not None and includes_the_same((kept := _unpacked(packed, path)).knowledge):
        return kept
    loaded = _compiled(Knowledge.load(path, content=content))
    cache.put(thing, key, loaded.packed.buffers)
    return loaded


def _load_shipped(cached: bool) -> Loaded:
    """The knowledge that ships, compiled when the package was built if that is whole and right."""
    path = shipped_path()
    compiled = os.path.join(os.path.dirname(path), COMPILED)
    try:
        data = zipped(compiled)
        made_from, packed = read_container(data) if data else open_container(compiled)
    except (OSError, Unusable):
        return _load(path, cached)
    if made_from != _made_from(content_of(path)):
        return _load(path, cached)
    return _unpacked(packed, path)


def _open(path: str) -> Loaded:
    """A compiled file that was named."""
    try:
        made_from, packed = open_container(path)
        if made_from.get("version") != __version__:
            raise Unusable(f"was compiled by chatbot {made_from.get('version')}")
        loaded = _unpacked(packed, path)
        _try_out(loaded)
    except Unusable as error:
        raise KnowledgeNotReadable(path, f"{error}; compile it again") from error
    except OSError as error:
        raise KnowledgeNotReadable(path, error.strerror or "cannot be read") from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise KnowledgeNotReadable(path, "is damaged; compile it again") from error
    return loaded


def _try_out(loaded: Loaded) -> None:
    """Open all that a bot opens, which fails where anything is missing."""
    language = Language.open(loaded.packed.part("language"))
    Matcher(loaded.knowledge, compiled=Compiled(language, loaded.packed.part("matcher")))
    Smalltalk(loaded.knowledge, language, loaded.packed.part("smalltalk"))


def _compiled(knowledge: Knowledge) -> Loaded:
    return Loaded(knowledge, pack(knowledge).sections())


def pack(
    knowledge: Knowledge, progress: Progress = silent, text_cache: TextCache | None = None
) -> Packer:
    """A knowledge and all that a bot works with, laid out flat.

    Texts that ``text_cache`` has are not read again, and the others are kept there.
    """
    language, out = Language.load(knowledge.language), Packer()
    language.pack(out.part("language"))
    knowledge.pack(out.part("knowledge"))
    pack_matcher(knowledge, language, PARAMETERS, out.part("matcher"), progress, text_cache)
    pack_smalltalk(knowledge, language, out.part("smalltalk"))
    return out


def _unpacked(packed: Sections, path: str) -> Loaded:
    return Loaded(Knowledge.open(packed.part("knowledge"), path), packed)


def _made_from(content: bytes) -> dict[str, object]:
    """What a compiled file says it was made from: with what, and from which file."""
    return {"version": __version__, "size": len(content), "crc32": crc32(content)}


def shipped_path() -> str:
    """The knowledge file in the package, or the one beside the package in a checkout."""
    package = os.path.dirname(os.path.dirname(__file__))
    inside, beside = (os.path.join(one, "faq.yaml") for one in (package, os.path.dirname(package)))
    # In a zip neither exists.
    return beside if os.path.exists(beside) and not os.path.exists(inside) else inside
