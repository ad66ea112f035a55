"""Keys in, messages out: every key of the prompt, without a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from chatbot.surfaces.terminal.conversation import Conversation, LineDropped
from chatbot.surfaces.terminal.prompt import Prompt
from chatbot.surfaces.terminal.signals import EndBySignal

UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
TAB, SHIFT_TAB, ENTER, ESCAPE = "\t", "\x1b[Z", "\r", "\x1b"
ALT_ENTER = ESCAPE + ENTER
PASTED = "\x1b[200~{}\x1b[201~"


def ctrl(letter: str) -> str:
    return chr(ord(letter) - ord("a") + 1)


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


@pytest.fixture
def remembered(conversation: Conversation) -> Conversation:
    conversation.history.lines[:] = ["who lends films", "when is tea", "who lends maps", "bye"]
    return conversation


def read(conversation: Conversation, keyboard: PipeInput, *keys: str) -> str:
    """What is sent after the keys; each argument arrives as one piece."""
    for piece in keys:
        keyboard.send_text(piece)
    return Prompt(conversation, EndBySignal()).read()


def test_enter_sends_what_stands_on_the_line(
    conversation: Conversation, keyboard: PipeInput
) -> None:
    assert read(conversation, keyboard, "hello", ENTER) == "hello"


def test_enter_in_the_middle_of_the_line_sends_all_of_it(
    conversation: Conversation, keyboard: PipeInput
) -> None:
    assert read(conversation, keyboard, "hello", LEFT * 3, ENTER) == "hello"


def test_enter_never_takes_a_completion_that_only_shows(
    conversation: Conversation, keyboard: PipeInput
) -> None:
    assert read(conversation, keyboard, "when is", ENTER) == "when is"


@pytest.mark.parametrize("vi", [False, True])
@pytest.mark.parametrize("key", [ALT_ENTER, ctrl("j")])
def test_alt_enter_and_ctrl_j_begin_a_new_line(
    conversation: Conversation, keyboard: PipeInput, key: str, vi: bool
) -> None:
    conversation.preferences.vi = vi
    assert read(conversation, keyboard, f"one{key}two{ENTER}") == "one\ntwo"


def test_a_pasted_block_is_one_message(conversation: Conversation, keyboard: PipeInput) -> None:
    block = PASTED.format("one\r\ntwo\rthree\n")
    assert read(conversation, keyboard, block, ENTER) == "one\ntwo\nthree"


def test_tab_takes_the_first_completion_and_then_the_next(
    conversation: Conversation, keyboard: PipeInput
) -> None:
    assert read(conversation, keyboard, "/s", TAB, ENTER) == "/source"
    assert read(conversation, keyboard, "/s", TAB, TAB, ENTER) == "/save "


def test_shift_tab_goes_back(conversation: Conversation, keyboard: PipeInput) -> None:
    assert read(conversation, keyboard, "/s", TAB, TAB, SHIFT_TAB, ENTER) == "/source"


def test_tab_makes_a_question_of_some_of_its_words(
    conversation: Conversation, keyboard: PipeInput
) -> None:
    assert read(conversation, keyboard, "open lib", TAB, ENTER) == "When is the library open?"


def test_up_walks_back_through_the_history_and_down_returns(
    remembered: Conversation, keyboard: PipeInput
) -> None:
    assert read(remembered, keyboard, UP, ENTER) == "bye"
    assert read(remembered, keyboard, UP * 3, DOWN, ENTER) == "who lends maps"
    assert read(remembered, keyboard, UP * 99, ENTER) == "who lends films"
    assert read(remembered, keyboard, UP * 2, DOWN * 2, "hi", ENTER) == "hi"


def test_up_finds_only_what_begins_as_typed(remembered: Conversation, keyboard: PipeInput) -> None:
    assert read(remembered, keyboard, "who", UP, ENTER) == "who lends maps"
    assert read(remembered, keyboard, "who", UP * 2, ENTER) == "who lends films"
    assert read(remembered, keyboard, "who", UP * 2, DOWN, ENTER) == "who lends maps"
    assert read(remembered, keyboard, "zebra", UP, ENTER) == "zebra"


def test_up_moves_within_a_message_of_several_lines_first(
    remembered: Conversation, keyboard: PipeInput
) -> None:
    typed = f"one{ctrl('j')}two{UP}X{ENTER}"
    assert read(remembered, keyboard, typed) == "oneX\ntwo"


@pytest.mark.parametrize("key", [RIGHT, ctrl("e"), ctrl("f")])
def test_the_suggestion_from_the_history_can_be_taken(
    remembered: Conversation, keyboard: PipeInput, key: str
) -> None:
    prompt = Prompt(remembered, EndBySignal())
    shown = prompt.session.default_buffer.on_suggestion_set
    shown += lambda _: keyboard.send_text(key + ENTER)
    keyboard.send_text("when is t")
    assert prompt.read() == "when is tea"


@pytest.mark.parametrize(
    ("keys", "sent"),
    [
        (ENTER, "when"),
        (DOWN + ENTER, "When is the library open?"),
        (TAB + ENTER, "When is the library open?"),
        (DOWN + UP + ENTER, "when"),
        (UP + ENTER, "when is tea"),
    ],
)
def test_a_menu_shows_while_typing_and_takes_no_key_by_surprise(
    remembered: Conversation, keyboard: PipeInput, keys: str, sent: str
) -> None:
    prompt = Prompt(remembered, EndBySignal())
    shown = prompt.session.default_buffer.on_completions_changed

    def press(buffer: Buffer) -> None:
        if buffer.complete_state and buffer.complete_state.completions:
            shown.remove_handler(press)
            keyboard.send_text(keys)

    shown += press
    keyboard.send_text("when")
    assert prompt.read() == sent


@pytest.mark.parametrize("vi", [False, True])
def test_ctrl_r_searches_the_history_and_enter_sends_what_it_found(
    remembered: Conversation, keyboard: PipeInput, vi: bool
) -> None:
    remembered.preferences.vi = vi
    search = f"{ctrl('r')}LENDS{ctrl('r')}"
    assert read(remembered, keyboard, search, ENTER) == "who lends films"


def test_ctrl_c_drops_a_line_with_something_on_it(
    conversation: Conversation, keyboard: PipeInput
) -> None:
    with pytest.raises(LineDropped):
        read(conversation, keyboard, "hello", ctrl("c"))


def test_ctrl_c_on_an_empty_line_interrupts(
    conversation: Conversation, keyboard: PipeInput
) -> None:
    with pytest.raises(KeyboardInterrupt):
        read(conversation, keyboard, ctrl("c"))


def test_ctrl_c_leaves_a_search_and_keeps_the_line(
    remembered: Conversation, keyboard: PipeInput
) -> None:
    keys = f"hi{ctrl('r')}tea{ctrl('c')}"
    assert read(remembered, keyboard, keys, ENTER) == "hi"


def test_ctrl_d_leaves_on_an_empty_line_and_deletes_on_others(
    conversation: Conversation, keyboard: PipeInput
) -> None:
    assert read(conversation, keyboard, "hello", LEFT, ctrl("d"), ENTER) == "hell"
    with pytest.raises(EOFError):
        read(conversation, keyboard, ctrl("d"))


def test_emacs_keys_edit(conversation: Conversation, keyboard: PipeInput) -> None:
    typed = f"two three{ctrl('a')}one {ctrl('e')}{ctrl('w')}four{ENTER}"
    assert read(conversation, keyboard, typed) == "one two four"


def test_vi_keys_edit(conversation: Conversation, keyboard: PipeInput) -> None:
    conversation.preferences.vi = True
    assert read(conversation, keyboard, "one two", f"{ESCAPE}0dwA!", ENTER) == "two!"


def test_editing_keys_can_be_switched_between_two_messages(
    conversation: Conversation, keyboard: PipeInput
) -> None:
    prompt = Prompt(conversation, EndBySignal())
    keyboard.send_text(f"ab{ctrl('a')}x{ENTER}")
    assert prompt.read() == "xab"
    conversation.step("/settings vi on")
    keyboard.send_text(f"ab{ESCAPE}0ix{ENTER}")
    assert prompt.read() == "xab"


def test_what_was_said_can_be_called_back(conversation: Conversation, keyboard: PipeInput) -> None:
    prompt = Prompt(conversation, EndBySignal())
    keyboard.send_text(f"first{ENTER}")
    conversation.step(prompt.read())
    keyboard.send_text(f" secret{ENTER}")
    conversation.step(prompt.read())
    keyboard.send_text(UP + ENTER)
    assert prompt.read() == "first"
