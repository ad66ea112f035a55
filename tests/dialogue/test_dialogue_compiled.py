"""A compiled knowledge answers as its file does, and is refused or made anew if it is bad."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot import Bot, Knowledge, KnowledgeError, KnowledgeNotReadable, Session
from chatbot.dialogue import compile_to, loading, version_of
from chatbot.storage import MAGIC, Packer, open_container, write_container
from tests.encoders import LetterEncoder

TESTS = Path(__file__).parents[1]
SHIPPED = TESTS.parent / "faq.yaml"
FILES = [
    SHIPPED,
    *sorted((TESTS / "cases").glob("*.yaml"))[::8],
    *sorted((TESTS / "language").glob("*.yaml")),
]
NOTED = """\
title: The shop
entries:
  - {id: hours, question: When are you open?, answer: At nine., meta: {rooms: [a, {b: [c]}]}}
"""
SHOP = """\
title: The shop
entries:
  - {id: hours, question: When are you open?, answer: From nine to six.}
  - {id: returns, question: Can I return something?, answer: Within a month.}
"""


def questions(path: Path, bot: Bot) -> Iterator[str]:
    """Some of what the tests ask of a file, and what it asks itself, misspelt."""
    if path == SHIPPED:
        with (TESTS / "questions" / "kept.csv").open(encoding="utf-8", newline="") as file:
            yield from (row["question"] for row in [*csv.DictReader(file)][::30])
    for name in ("cases-a.csv", "cases-b.csv"):
        with (TESTS / "cases" / name).open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["file"] == path.name]
        yield from (turn for row in rows for turn in row["turns"].split(" / "))
    for entry in bot.knowledge.entries:
        yield from (text.replace("e", "", 1) for text in entry.phrasings[:2])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_replies_are_the_same_as_those_of_a_bot_built_now(path: Path, tmp_path: Path) -> None:
    compile_to(str(path), str(tmp_path / "compiled"))
    compiled, built = Bot.load(tmp_path / "compiled"), Bot(Knowledge.load(path))
    session: Session | None = None
    for question in dict.fromkeys(questions(path, built)):
        reply = compiled.ask(question, session)
        assert reply == built.ask(question, session)
        assert compiled.match(question) == built.match(question)
        session = reply.session


def test_a_reply_holds_the_values_of_json_that_its_text_has(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(NOTED)
    compile_to(str(tmp_path / "shop.yaml"), str(tmp_path / "compiled"))
    reply = Bot.load(tmp_path / "compiled").ask("When are you open?").as_dict()
    assert reply == json.loads(json.dumps(reply))


def test_the_knowledge_is_the_same() -> None:
    for path in FILES:
        loaded, out = Knowledge.load(path), Packer()
        loaded.pack(out)
        compiled = Knowledge.open(out.sections(), "")
        for name in Knowledge.__match_args__:
            assert name == "path" or getattr(compiled, name) == getattr(loaded, name)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
PHRASE = st.lists(TEXT, min_size=1, max_size=4).map(" ".join)
KNOWLEDGE: st.SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {
        "title": PHRASE,
        "entries": st.lists(
            st.fixed_dictionaries({"question": PHRASE, "answer": PHRASE}),
            min_size=1,
            max_size=4,
            unique_by=lambda entry: entry["question"],
        ),
    },
    optional={
        "language": st.sampled_from(["en", "de", "ru", "zh"]),
        "synonyms": st.lists(st.lists(PHRASE, min_size=2, max_size=3), max_size=2),
        "unanswered": st.lists(PHRASE, max_size=2),
        "contact": PHRASE,
    },
)


@settings(max_examples=settings().max_examples // 5)  # each builds two bots
@given(KNOWLEDGE, PHRASE)
def test_any_knowledge_comes_back_and_answers_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, object], question: str
) -> None:
    try:
        built = Bot(Knowledge.from_dict(data))
    except KnowledgeError:  # that it is wrong is another test's matter
        return
    compiled = unpacked(built.knowledge, tmp_path_factory.getbasetemp() / "any")
    for asked in (question, *(entry.question for entry in built.knowledge.entries)):
        assert compiled.ask(asked) == built.ask(asked)


def unpacked(knowledge: Knowledge, path: Path) -> Bot:
    """The bot of a knowledge that was laid out, written and read again."""
    packed = loading.pack(knowledge)
    write_container(str(path), {}, packed.buffers)
    _, sections = open_container(str(path))
    return Bot(Knowledge.open(sections.part("knowledge"), knowledge.path), packed=sections)


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    (tmp_path / "shop.yaml").write_text(SHOP, encoding="utf-8")
    compile_to(str(tmp_path / "shop.yaml"), str(tmp_path / "shop.compiled"))
    return tmp_path / "shop.compiled"


def test_it_is_told_how_many_entries_are_read(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    compile_to(str(SHIPPED), str(tmp_path / "compiled"), lambda *numbers: seen.append(numbers))
    total = seen[-1][1]
    assert seen == [(done, total) for done in range(total + 1)]


def test_a_compiled_file_needs_nothing_beside_it(compiled: Path) -> None:
    (compiled.parent / "shop.yaml").unlink()
    assert Bot.load(compiled).ask("when open?").text == "From nine to six."


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda whole: whole[:-5], "is damaged; compile it again"),
        (lambda whole: whole[:12], "is damaged; compile it again"),
        (lambda whole: whole[:-9] + b"!" + whole[-8:], "is damaged; compile it again"),
        (lambda whole: MAGIC + b"\xff" * 4 + whole[12:], "was compiled by another version"),
    ],
)
def test_a_bad_compiled_file_is_one_line(
    compiled: Path, spoil: Callable[[bytes], bytes], why: str
) -> None:
    compiled.write_bytes(spoil(compiled.read_bytes()))
    with pytest.raises(KnowledgeNotReadable, match=why) as raised:
        Bot.load(compiled)
    assert "\n" not in str(raised.value)


def test_a_compiled_file_of_another_version_is_refused(compiled: Path) -> None:
    made_from, sections = open_container(str(compiled))
    write_container(str(compiled), {**made_from, "version": "0.0.9"}, sections.buffers)
    with pytest.raises(KnowledgeNotReadable, match=r"by chatbot 0\.0\.9; compile it again"):
        Bot.load(compiled)


def test_an_array_too_few_is_a_damaged_file(compiled: Path) -> None:
    """Whatever is missing, with the checksums right."""
    made_from, sections = open_container(str(compiled))
    wanted = (name for name in sections.buffers if not name.startswith("smalltalk/matcher/"))
    for name in wanted:  # small talk is matched when it is first needed
        rest = {key: value for key, value in sections.buffers.items() if key != name}
        write_container(str(compiled), made_from, rest)
        with pytest.raises(KnowledgeNotReadable, match="is damaged; compile it again"):
            Bot.load(compiled)


@pytest.mark.parametrize("name", ["shop.yaml", "notes.txt", "link.compiled"])
def test_nothing_but_a_compiled_file_is_written_over(compiled: Path, name: str) -> None:
    shop, target = compiled.parent / "shop.yaml", compiled.parent / name
    (compiled.parent / "notes.txt").write_text("mine", encoding="utf-8")
    (compiled.parent / "link.compiled").symlink_to(shop)
    before = target.read_bytes()
    with pytest.raises(FileExistsError, match="is there already and is no compiled file") as raised:
        compile_to(str(shop), str(target))
    assert raised.value.filename == str(target)
    assert target.read_bytes() == before
    compile_to(str(shop), str(compiled))


def test_a_knowledge_file_is_wanted_where_a_compiled_one_is_named(compiled: Path) -> None:
    with pytest.raises(Exception, match="is compiled; name the file that it was made from"):
        Knowledge.load(compiled)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where compiled knowledge is kept."""
    monkeypatch.delenv("CHATBOT_CACHE")
    monkeypatch.setattr("chatbot.dialogue.loading.cache_folder", lambda: str(tmp_path))
    return tmp_path / "compiled"


def test_what_was_made_of_a_file_is_used_again(
    cache: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = compiled.with_suffix(".yaml")
    first = Bot.load(shop).ask("when open?")
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr("chatbot.dialogue.loading.pack", None)
    assert Bot.load(shop).ask("when open?") == first
    assert Bot.load(shop).knowledge.path == str(shop)


def test_a_file_that_was_changed_is_made_anew(cache: Path, compiled: Path) -> None:
    shop = compiled.with_suffix(".yaml")
    Bot.load(shop)
    shop.write_text(SHOP.replace("nine", "ten"), encoding="utf-8")
    assert Bot.load(shop).ask("when open?").text == "From ten to six."
    assert len(list(cache.iterdir())) == 1


def include(folder: Path, **answers: str) -> None:
    """Write a file about rooms, and one that it includes for each."""
    (folder / "rooms").mkdir(exist_ok=True)
    (folder / "all.yaml").write_text("title: Rooms\ninclude: [rooms/*.yaml]\n", encoding="utf-8")
    for name, answer in answers.items():
        text = f"entries:\n- question: Where is the {name}?\n  answer: {answer}\n"
        (folder / f"rooms/{name}.yaml").write_text(text, encoding="utf-8")


def test_what_was_made_of_several_files_is_used_while_all_are_the_same(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    include(tmp_path, office="Upstairs.", kitchen="Downstairs.")
    rooms = tmp_path / "all.yaml"
    Bot.load(rooms)
    with monkeypatch.context() as patched:
        patched.setattr("chatbot.dialogue.loading.pack", None)
        patched.chdir(tmp_path)
        assert Bot.load("all.yaml").ask("where is the office?").text == "Upstairs."
    include(tmp_path, office="In the attic.")
    assert Bot.load(rooms).ask("where is the office?").text == "In the attic."
    include(tmp_path, garage="Outside.")
    assert Bot.load(rooms).ask("where is the garage?").text == "Outside."
    (tmp_path / "rooms/office.yaml").unlink()
    assert [entry.id for entry in Bot.load(rooms).entries()] == [
        "where-is-the-garage",
        "where-is-the-kitchen",
    ]
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize(
    "spoil", [lambda whole: whole[:-7], lambda whole: b"", lambda whole: b"?" * 99]
)
def test_a_damaged_cache_is_made_anew(
    cache: Path, compiled: Path, spoil: Callable[[bytes], bytes]
) -> None:
    shop = compiled.with_suffix(".yaml")
    Bot.load(shop)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(spoil(whole))
    assert Bot.load(shop).ask("when open?").text == "From nine to six."
    assert kept.read_bytes() == whole


def test_a_knowledge_has_the_same_version_however_it_was_loaded(
    cache: Path, compiled: Path
) -> None:
    shop = compiled.with_suffix(".yaml")
    loaded = [Bot.load(shop, cache=False), Bot.load(shop), Bot.load(shop), Bot.load(compiled)]
    assert len({version_of(bot.knowledge) for bot in loaded}) == 1
    shop.write_text(SHOP.replace("nine", "ten"), encoding="utf-8")
    assert version_of(Bot.load(shop).knowledge) != version_of(loaded[0].knowledge)


def test_an_encoder_is_added_to_what_was_compiled(
    cache: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = Bot.load(compiled, audience="staff")
    monkeypatch.setattr("chatbot.matching.matcher.pack_matcher", None)
    encoder = LetterEncoder()
    with_encoder = bot.with_encoder(encoder)
    assert with_encoder.encoder is encoder
    assert with_encoder.ask("when open?").entry_ids == bot.ask("when open?").entry_ids


def test_nothing_is_kept_that_is_not_wanted(cache: Path, compiled: Path) -> None:
    Bot.load(compiled.with_suffix(".yaml"), cache=False)
    assert not cache.exists()


def test_what_ships_compiled_is_used_while_it_is_of_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(SHIPPED, tmp_path / "faq.yaml")
    monkeypatch.setattr("chatbot.dialogue.loading.shipped_path", lambda: str(tmp_path / "faq.yaml"))
    compile_to(str(SHIPPED), str(tmp_path / loading.COMPILED))
    with monkeypatch.context() as patched:
        patched.setattr("chatbot.dialogue.loading.pack", None)
        assert Bot.load().ask("who is kims best friend?").entry_ids == ("closest-friend",)
    (tmp_path / "faq.yaml").write_text(SHOP, encoding="utf-8")
    assert Bot.load().ask("when open?").text == "From nine to six."


def test_a_warm_start_reads_no_yaml(cache: Path, compiled: Path) -> None:
    code = (
        "import sys; from chatbot import Bot; Bot.load(sys.argv[1]).ask('when open?'); "
        "print(sorted({'yaml', 'tomllib', 'chatbot.knowledge.build'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(compiled)],
        env={**os.environ, "PYTHONPATH": str(TESTS.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_packing_the_same_gives_the_same_bytes() -> None:
    def bytes_of(packed: Packer) -> list[bytes]:
        return [one.tobytes() for one in packed.buffers.values()]

    knowledge = Knowledge.load(TESTS / "cases" / "bakery.yaml")
    assert bytes_of(loading.pack(knowledge)) == bytes_of(loading.pack(knowledge))
