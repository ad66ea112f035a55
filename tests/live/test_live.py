"""A bot that follows its file, however the file is saved, and whatever becomes of it."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot import Bot, KnowledgeNotReadable, Live, QuestionLog
from chatbot.live import Status
from tests.live.conftest import FAILS, faq, until

Follow = Callable[..., Live]
ASKED = "when are you open"


@pytest.fixture(params=["watchfiles", "polling"])
def watching(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes are seen by watchfiles, or without it."""
    if request.param == "polling":
        monkeypatch.setitem(sys.modules, "watchfiles", None)
    else:
        pytest.importorskip("watchfiles", reason="needs the extra watch")


def test_it_answers_as_a_bot_does(follow: Follow, path: Path) -> None:
    live, bot = follow(watch=False), Bot.load(path)
    assert live.ask(ASKED).text == bot.ask(ASKED).text
    assert live.answer("card").text == "Yes 1."
    assert live.match("card")[0].entry_id == "card"
    assert live.explain(ASKED).reply.entry_ids == ("hours",)
    assert [entry.id for entry in live.entries()] == ["hours", "card"]
    assert live.entry("card") == bot.entry("card")
    assert live.without_log().ask(ASKED).text == bot.ask(ASKED).text
    assert (live.knowledge, live.log, live.encoder) == (bot.knowledge, None, None)
    live.feedback("r", 1)


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def by_rename(path: Path, text: str) -> None:
    aside = path.with_name("faq.yaml~")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


def by_moving_the_old_one_away(path: Path, text: str) -> None:
    path.rename(path.with_name("faq.bak"))
    path.write_text(text, encoding="utf-8")


def by_another_link(path: Path, text: str) -> None:
    """As a mounted ConfigMap is: a link is put in the place of one that led elsewhere."""
    real = path.with_name("real.txt")
    real.write_text(text, encoding="utf-8")
    link = path.with_name("link")
    link.symlink_to(real)
    link.replace(path)


@pytest.mark.parametrize("save", [in_place, by_rename, by_moving_the_old_one_away, by_another_link])
def test_a_file_is_read_again_however_it_is_saved(
    save: Callable[[Path, str], None], watching: None, follow: Follow, path: Path
) -> None:
    live = follow()
    save(path, faq(2))
    until(lambda: live.ask(ASKED).text == "From nine 2.")
    assert (live.status.problem, live.status.reloads) == ("", 1)


def test_files_that_are_included_are_followed_and_new_ones_seen(
    watching: None, follow: Follow, path: Path
) -> None:
    more = path.parent / "more"
    more.mkdir()
    entry = "entries:\n  - {{id: {0}, question: Where is the {0}?, answer: {1}.}}\n"
    (more / "a.yaml").write_text(entry.format("lift", "Left"), encoding="utf-8")
    in_place(path, faq(1).replace("entries:", "include: [more/*.yaml]\nentries:"))
    live = follow()
    (more / "a.yaml").write_text(entry.format("lift", "Right"), encoding="utf-8")
    until(lambda: live.answer("lift").text == "Right.")
    (more / "b.yaml").write_text(entry.format("stairs", "Up"), encoding="utf-8")
    until(lambda: live.entry("stairs"))
    (more / "b.yaml").write_text("entries: [", encoding="utf-8")
    until(lambda: live.status.problem)
    assert live.status.problem.startswith(f"{more / 'b.yaml'}:2:1:")
    assert live.answer("stairs").text == "Up."
    (more / "b.yaml").unlink()
    until(lambda: live.entry("stairs") is None)


def test_a_broken_include_that_was_never_read_is_followed_until_it_is_right(
    watching: None, follow: Follow, path: Path
) -> None:
    live = follow()
    (path.parent / "new.txt").write_text("entries: [", encoding="utf-8")
    in_place(path, faq(2).replace("entries:", "include: [new.txt]\nentries:"))
    until(lambda: "new.txt" in live.status.problem)
    assert live.ask(ASKED).text == "From nine 1."
    right = "entries: [{id: lift, question: Where is the lift?, answer: Left.}]\n"
    (path.parent / "new.txt").write_text(right, encoding="utf-8")
    until(lambda: live.entry("lift"))


def test_a_file_that_is_gone_is_waited_for(watching: None, follow: Follow, path: Path) -> None:
    live = follow()
    path.unlink()
    until(lambda: live.status.problem)
    assert live.status.problem == f"{path}: No such file or directory"
    assert live.ask(ASKED).text == "From nine 1."
    in_place(path, faq(1))
    until(lambda: not live.status.problem)
    assert (live.status.reloads, live.status.refused) == (0, 1)
    os.rename(path.parent, path.parent.with_name("away"))
    until(lambda: live.status.problem)
    path.parent.mkdir()
    in_place(path, faq(3))
    until(lambda: live.ask(ASKED).text == "From nine 3.")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (faq(2, FAILS), ':4: hours: "do zebras sing" was declined instead (off_topic)'),
        (faq(2)[:60], ":"),
        ("", ":1:1: the file is empty"),
        ("title: [", ":2:1: a bracket above is never closed"),
        ("\0", ":1:1: character U+0000 is not allowed"),
    ],
)
def test_what_fails_does_not_answer_and_is_said(
    text: str, why: str, follow: Follow, path: Path
) -> None:
    live = follow(watch=False)
    in_place(path, text)
    assert not live.reload()
    assert live.ask(ASKED).text == "From nine 1."
    assert f"{path}{why}" in live.status.problem
    assert (live.status.refused, live.status.reloads) == (1, 0)
    in_place(path, faq(2))
    assert live.reload()
    assert live.ask(ASKED).text == "From nine 2."


def test_a_file_that_is_being_written_is_not_read(follow: Follow, path: Path) -> None:
    """Its first half is valid knowledge, with entries missing."""
    live = follow(interval=0.01)
    versions = list[int]()
    live.on_reload(lambda _: versions.append(len(live.entries())))
    half, rest = faq(2).split("  - {id: card")
    with path.open("w", encoding="utf-8") as file:
        for line in f"{half.replace('    see_also: [card]', '')}  - {{id: card{rest}".splitlines():
            file.write(f"{line}\n")
            file.flush()
            threading.Event().wait(0.03)
    until(lambda: live.ask(ASKED).text == "From nine 2.")
    assert versions == [2]


def test_many_problems_are_cut_short(follow: Follow, path: Path) -> None:
    live = follow(watch=False)
    in_place(path, faq(1) + "".join(f"k{number}: 1\n" for number in range(9)))
    live.reload()
    *named, more = live.status.problem.splitlines()
    assert (len(named), more) == (5, "and 4 more")


def test_whatever_goes_wrong_the_old_version_answers(path: Path) -> None:
    def load(given: object) -> Bot:
        if broken:
            raise broken[0]
        return Bot.load(path)

    broken = list[Exception]()
    with Live(path, load, watch=False) as live:
        for error in (OSError(28, "No space left"), RuntimeError("a\nb"), MemoryError()):
            broken[:] = [error]
            assert not live.reload()
            assert live.status.problem.isprintable()
            assert type(error).__name__ in live.status.problem
        assert live.ask(ASKED).text == "From nine 1."
        assert live.status.refused == 3


def test_a_first_version_that_cannot_be_used_is_an_error(path: Path) -> None:
    path.unlink()
    with pytest.raises(KnowledgeNotReadable):
        Live(path)


@pytest.mark.parametrize("interval", [0, -1, float("nan")])
def test_an_interval_that_would_never_let_it_rest_is_refused(path: Path, interval: float) -> None:
    with pytest.raises(ValueError, match="interval must be seconds above 0"):
        Live(path, interval=interval)


def test_it_goes_back_and_forth_between_two_versions(follow: Follow, path: Path) -> None:
    live = follow()
    assert not live.previous()
    in_place(path, faq(2))
    until(lambda: live.status.reloads)
    assert live.previous()
    assert live.ask(ASKED).text == "From nine 1."
    assert live.previous()
    assert live.ask(ASKED).text == "From nine 2."
    assert live.previous()
    in_place(path, faq(3))
    until(lambda: live.ask(ASKED).text == "From nine 3.")


def test_with_a_log_nothing_may_be_wrong_that_was_right(
    follow: Follow, path: Path, tmp_path: Path
) -> None:
    log = QuestionLog(tmp_path / "q.db")
    live = follow(load=lambda given: Bot.load(given, log=log), watch=False)
    for _ in range(3):
        reply = live.ask("tell me your opening hours")
    live.feedback(reply.id, 1)
    assert log.flush()
    moved = faq(2).replace("also_asked: [opening hours]", "also_asked: [hello]")
    in_place(
        path,
        moved.replace("When are you open?", "When do zebras wake?").replace("[are you open]", "[]"),
    )
    assert not live.reload()
    assert "“tell me your opening hours” was right (hours), and gets: " in live.status.problem
    in_place(path, faq(3))
    assert live.reload()
    assert " 4 reworded; " in live.status.effect
    in_place(path, faq(3).replace("opening hours", "zebra stripes"))
    assert live.reload(), "what is taken out on purpose is no reason to refuse the file"
    log.flush()
    from chatbot.log import read_turns

    assert len(list(read_turns(log.path))) == 3  # what was tried is not kept


def test_whoever_is_told_cannot_break_it(follow: Follow, path: Path) -> None:
    live, told = follow(watch=False), list[Status]()

    def raise_it(_: Status) -> None:
        raise ValueError

    live.on_reload(raise_it)
    live.on_reload(told.append)
    in_place(path, faq(2))
    assert live.reload()
    in_place(path, "")
    assert not live.reload()
    assert [(one.reloads, one.refused) for one in told] == [(1, 0), (1, 1)]


def test_nothing_happens_without_a_change_or_after_the_end(follow: Follow, path: Path) -> None:
    live = follow()
    (path.parent / "notes.txt").write_text("x", encoding="utf-8")
    (path.parent / ".hidden.yaml").write_text("x", encoding="utf-8")
    live.close()
    in_place(path, faq(2))
    assert live.ask(ASKED).text == "From nine 1."
    assert (live.status.reloads, live.status.refused) == (0, 0)
    assert live.reload()


def test_a_bot_that_nobody_has_any_more_ends_its_thread(path: Path) -> None:
    def number() -> int:
        return sum(thread.name == "live" for thread in threading.enumerate())

    before = number()
    live = Live(path, interval=0.01)
    assert number() == before + 1
    del live
    gc.collect()
    until(lambda: number() == before)


def test_each_reply_is_of_one_version(follow: Follow, path: Path) -> None:
    live, stop, seen = follow(watch=False), threading.Event(), list[tuple[str, ...]]()

    def ask() -> None:
        while not stop.is_set():
            reply = live.ask(ASKED)
            seen.append((reply.text[-2], *(text[-2] for text in reply.suggestions)))

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for thread in asking:
        thread.start()
    for version in range(2, 8):
        in_place(path, faq(version))
        assert live.reload()
    stop.set()
    for thread in asking:
        thread.join()
    assert all(len(set(versions)) == 1 for versions in seen)
    assert len(set(seen)) > 1
