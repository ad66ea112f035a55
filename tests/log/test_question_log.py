"""What the log keeps of a conversation, and that nothing ever waits for it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot import Bot, Knowledge, LogError, QuestionLog, Session
from chatbot.log import Turn, forget, purge, read_turns
from chatbot.log.writing import MOST_WAITING, UNREDACTED

KNOWLEDGE = Knowledge.from_dict(
    {
        "title": "Library",
        "entries": [
            {"id": "hours", "question": "When are you open?", "answer": "From nine."},
            {"id": "fines", "question": "What does a late book cost?", "answer": "Ten cents."},
            {"id": "card", "question": "What does a lost card cost?", "answer": "Two."},
        ],
    }
)
DAY = 24 * 60 * 60


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "questions.db")


@pytest.fixture
def log(path: str) -> Iterator[QuestionLog]:
    log = QuestionLog(path)
    yield log
    log.close()


@pytest.fixture
def bot(log: QuestionLog) -> Bot:
    return Bot(KNOWLEDGE, log=log)


def turns(log: QuestionLog) -> list[Turn]:
    assert log.flush()
    return list(read_turns(log.path))


def turn(number: int, age: float = 0) -> Turn:
    """Some turn that was so many seconds ago."""
    return Turn(f"reply{number}", time.time() - age, "talk", f"question {number}", "answer")


def test_a_turn_is_kept_with_what_became_of_it(bot: Bot, log: QuestionLog) -> None:
    before = time.time()
    reply = bot.ask("when are you open")
    (kept,) = turns(log)
    assert before <= kept.time <= time.time()
    assert kept == Turn(
        id=reply.id,
        time=kept.time,
        session=reply.session.id,
        question="when are you open",
        kind="answer",
        entry="hours",
        confidence=reply.confidence,
        language="en",
        version=kept.version,
    )


def test_a_decline_is_kept_with_its_reason(bot: Bot, log: QuestionLog) -> None:
    reply = bot.ask("how do I bake bread")
    (kept,) = turns(log)
    assert (kept.kind, kept.reason) == ("decline", reply.reason)


def test_what_comes_nearest_is_kept_where_there_is_no_answer(bot: Bot, log: QuestionLog) -> None:
    bot.ask("what does it cost")
    (kept,) = turns(log)
    assert {kept.entry, kept.runner_up} == {"fines", "card"}
    assert kept.confidence >= kept.runner_up_confidence > 0


def test_what_was_picked_is_kept_with_the_question(bot: Bot, log: QuestionLog) -> None:
    first = bot.ask("what does it cost")
    assert first.kind == "clarify"
    bot.ask("2", first.session)
    asked, picked = turns(log)
    assert (asked.offered, asked.picked) == ("|".join(first.entry_ids), first.entry_ids[1])
    assert (picked.question, picked.context, picked.picked) == ("2", "picked", "")
    assert asked.stands_alone
    assert not picked.stands_alone


def test_a_pick_by_a_button_counts_as_well(bot: Bot, log: QuestionLog) -> None:
    first = bot.ask("what does it cost")
    bot.answer("card", first.session)
    assert turns(log)[0].picked == "card"


def test_the_turns_of_a_conversation_have_one_random_session(bot: Bot, log: QuestionLog) -> None:
    first = bot.ask("when are you open")
    stored = Session.from_json(first.session.to_json())
    second, other = bot.ask("and a lost card?", stored), bot.ask("when are you open")
    assert first.session.id == second.session.id != other.session.id
    assert [one.session for one in turns(log)] == [first.session.id] * 2 + [other.session.id]


def test_without_a_log_a_conversation_has_no_id() -> None:
    assert Bot(KNOWLEDGE).ask("when are you open").session.id == ""


def test_feedback_is_kept_whichever_comes_first(bot: Bot, log: QuestionLog) -> None:
    reply = bot.ask("when are you open")
    bot.feedback(reply.id, -1)
    bot.feedback(reply.id, 1)
    assert turns(log)[0].feedback == 1


def test_feedback_is_good_or_bad(bot: Bot) -> None:
    with pytest.raises(ValueError, match="feedback is 1 or -1, not 5"):
        bot.feedback("x", 5)


def test_feedback_without_a_log_is_nothing() -> None:
    Bot(KNOWLEDGE).feedback("x", 1)


def test_explaining_and_matching_are_no_questions(bot: Bot, log: QuestionLog) -> None:
    bot.explain("when are you open")
    bot.match("when are you open")
    bot.ask("hi")
    assert [one.kind for one in turns(log)] == ["smalltalk"]


def test_the_version_changes_with_the_knowledge_and_not_with_its_name(path: str) -> None:
    log = QuestionLog(path)
    changed = KNOWLEDGE._replace(title="Other")
    for knowledge in (KNOWLEDGE, KNOWLEDGE._replace(path="elsewhere.yaml"), changed):
        Bot(knowledge, log=log).ask("hi")
    one, same, other = (one.version for one in turns(log))
    assert one == same != other


def test_what_is_personal_is_redacted_and_the_owner_may_redact_more(path: str) -> None:
    log = QuestionLog(path, redact=lambda text: text.replace("Ann", "[name]"))
    Bot(KNOWLEDGE, log=log).ask("I am Ann, ann@example.org")
    assert turns(log)[0].question == "I am [name], [email]"
    log.close()
    assert b"example.org" not in Path(path).read_bytes()


def test_a_question_that_cannot_be_redacted_is_not_kept(path: str) -> None:
    log = QuestionLog(path, redact=lambda text: text[1_000])
    Bot(KNOWLEDGE, log=log).ask("hi")
    assert turns(log)[0].question == UNREDACTED


@pytest.mark.parametrize("question", ["\ud800 lone", "nul \0 inside", "x" * 5_000, ""])
def test_anything_that_can_be_typed_can_be_kept(bot: Bot, log: QuestionLog, question: str) -> None:
    bot.ask(question)
    assert len(turns(log)[0].question) <= 1_000


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
def test_only_its_owner_can_read_it(bot: Bot, log: QuestionLog) -> None:
    bot.ask("hi")
    assert log.flush()
    beside = Path(log.path).parent.iterdir()
    assert {stat.S_IMODE(one.stat().st_mode) for one in beside} == {0o600}


def test_it_can_be_switched_off_by_whoever_runs_it(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHATBOT_LOG", "off")
    log = QuestionLog(path)
    Bot(KNOWLEDGE, log=log).ask("hi")
    assert log.flush()
    assert not os.path.exists(path)


def test_a_file_that_another_process_has_locked_delays_nothing_and_loses_nothing(
    bot: Bot, log: QuestionLog
) -> None:
    bot.ask("hi")
    assert log.flush()
    blocker = sqlite3.connect(log.path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    assert bot.ask("when are you open").kind == "answer"
    assert not log.flush(timeout=0.05)
    blocker.execute("COMMIT")
    blocker.close()
    assert len(turns(log)) == 2
    assert log.trouble == ""


def test_what_waits_is_bounded(path: str) -> None:
    Path(path).mkdir()  # so that it can never be written
    log = QuestionLog(path)
    for number in range(2 * MOST_WAITING):
        log.add(turn(number))
    assert MOST_WAITING <= log.lost + MOST_WAITING <= 2 * MOST_WAITING
    assert log.lost > 0
    assert log.trouble == f"{path}: Is a directory"


def test_another_sort_of_file_stays_as_it_is(path: str) -> None:
    Path(path).write_text("title: My FAQ\n", encoding="utf-8")
    log = QuestionLog(path)
    assert Bot(KNOWLEDGE, log=log).ask("when are you open").kind == "answer"
    log.close()
    assert log.trouble == f"{path}: is no log of chatbot's; name another file"
    assert Path(path).read_text(encoding="utf-8") == "title: My FAQ\n"


def test_another_database_stays_as_it_is(path: str) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE turns (mine)")
    other.commit()
    other.close()
    with pytest.raises(LogError, match="is no log of chatbot's"):
        list(read_turns(path))


FULL_DISK = """
import resource, sys
from chatbot import Bot, QuestionLog
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
log = QuestionLog(sys.argv[1])
print(Bot.load(log=log).ask("who is kims best friend").kind)
log.flush(2.0)
print(log.trouble != "")
"""


@pytest.mark.skipif(os.name != "posix", reason="limits are POSIX's")
def test_a_full_disk_breaks_no_reply(path: str) -> None:
    code = f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n{FULL_DISK}"
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "answer\nTrue\n"


def _ask_some(path: str, start: int) -> None:
    log = QuestionLog(path)
    for number in range(start, start + 50):
        log.add(turn(number))
    assert log.flush(20.0)


def test_several_processes_write_to_one_file(path: str) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_ask_some, args=(path, 50 * n)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert len(list(read_turns(path))) == 150


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # a server may do just this
def test_a_process_that_was_forked_writes_too(log: QuestionLog) -> None:
    log.add(turn(1))
    assert log.flush()
    child = os.fork()
    if not child:
        log.add(turn(2))
        os._exit(0 if log.flush() else 1)
    assert os.waitpid(child, 0)[1] == 0
    log.add(turn(3))
    assert [one.id for one in turns(log)] == ["reply1", "reply2", "reply3"]


def test_what_is_old_is_deleted(path: str) -> None:
    first = QuestionLog(path)
    first.add(turn(1, age=20 * DAY))
    first.add(turn(2))
    first.close()
    second = QuestionLog(path, days=10)
    second.add(turn(3))
    assert [one.id for one in turns(second)] == ["reply2", "reply3"]


def test_a_conversation_can_be_forgotten(bot: Bot, log: QuestionLog) -> None:
    talk = bot.ask("when are you open on my wedding day")
    bot.feedback(talk.id, 1)
    other = bot.ask("what does a lost card cost")
    assert log.flush()
    assert forget(log.path, talk.session.id) == 1
    assert forget(log.path, "nobody") == 0
    assert [one.session for one in read_turns(log.path)] == [other.session.id]
    log.close()
    written = b"".join(one.read_bytes() for one in Path(log.path).parent.iterdir())
    assert b"wedding" not in written


def test_all_can_be_purged(bot: Bot, log: QuestionLog) -> None:
    bot.ask("hi")
    assert log.flush()
    assert purge(log.path, 30) == 0
    assert purge(log.path, 0) == 1


READ = """
import os, sys
from chatbot.log import forget, read_rejected, read_turns
from chatbot.errors import LogError
if not os.geteuid():
    os.setuid(65534)  # who may write nowhere here; root may write everywhere
print(*(one.question for one in read_turns(sys.argv[1])), len(read_rejected(sys.argv[1])))
try:
    forget(sys.argv[1], "talk")
except LogError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
@pytest.mark.parametrize("is_written", [False, True])
def test_a_log_that_can_only_be_read_is_read(is_written: bool) -> None:
    folder = tempfile.mkdtemp(prefix="log#?% ", dir="/tmp")  # one that every user can look into
    path = os.path.join(folder, "questions.db")
    log = QuestionLog(path)
    log.add(turn(1))
    assert log.flush()
    if not is_written:
        log.close()  # which also takes the journal away
    for name in os.listdir(folder):
        os.chmod(os.path.join(folder, name), 0o444)
    os.chmod(folder, 0o555)
    try:
        done = subprocess.run(
            [sys.executable, "-c", READ, path], capture_output=True, text=True, timeout=60
        )
        assert done.stderr == ""
        said = f"{path}: attempt to write a readonly database"
        assert done.stdout == f"question 1 0\n{said}\n"
    finally:
        os.chmod(folder, 0o700)
        log.close()
        shutil.rmtree(folder)


def test_a_file_that_is_not_there_is_one_line(path: str) -> None:
    with pytest.raises(LogError, match=r"questions\.db: No such file or directory$"):
        list(read_turns(path))


FAQ = """\
title: Library
settings: {log: questions.db, log_days: 30}
entries:
  - {id: hours, question: When are you open?, answer: From nine.}
"""


def test_a_knowledge_file_may_name_its_log(tmp_path: Path) -> None:
    faq = tmp_path / "faq.yaml"
    faq.write_text(FAQ, encoding="utf-8")
    bot = Bot.load(faq)
    bot.ask("when are you open")
    assert bot.log is not None
    assert bot.log.path == str(tmp_path / "questions.db")
    assert [one.entry for one in turns(bot.log)] == ["hours"]


def test_it_is_off_by_default(tmp_path: Path) -> None:
    faq = tmp_path / "faq.yaml"
    faq.write_text(FAQ.replace("log: questions.db, ", ""), encoding="utf-8")
    assert Bot.load(faq).log is None
    assert Bot(Knowledge.load(faq)).log is None
