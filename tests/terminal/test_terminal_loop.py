from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from chatbot.surfaces.terminal.conversation import Conversation, LineDropped
from chatbot.surfaces.terminal.loop import Screen, converse
from chatbot.surfaces.terminal.output import Block, Output, render

HINT = "Ctrl-C once more, Ctrl-D or /quit leaves."


def typing(events: Iterable[str | BaseException | type[BaseException]]) -> Callable[[], str]:
    """A reader that returns the strings and raises the exceptions, one after the other."""
    coming = iter(events)

    def read() -> str:
        event = next(coming)
        if isinstance(event, str):
            return event
        raise event

    return read


def shown(conversation: Conversation, *events: str | type[BaseException]) -> list[str]:
    """The first line of everything shown until the chat is left; events may not run out."""
    lines: list[str] = []
    converse(
        conversation,
        typing(events),
        lambda output: lines.append(render(output, 80, color=False).split("\n")[0]),
    )
    return lines


def test_it_answers_until_one_leaves(conversation: Conversation) -> None:
    assert shown(conversation, "hello", "/quit") == ["Good day!", ""]
    assert shown(conversation, "hello", "exit") == ["Good day!", ""]
    assert shown(conversation, "hello", EOFError) == ["Good day!"]


def test_ctrl_c_twice_running_leaves_and_the_first_says_so(conversation: Conversation) -> None:
    assert shown(conversation, KeyboardInterrupt, KeyboardInterrupt) == [HINT]


@pytest.mark.parametrize("between", ["hello", "", LineDropped])
def test_anything_between_two_ctrl_c_starts_anew(
    conversation: Conversation, between: str | type[BaseException]
) -> None:
    events = (KeyboardInterrupt, between, KeyboardInterrupt, EOFError)
    assert shown(conversation, *events).count(HINT) == 2


def test_ctrl_c_during_an_answer_goes_back_to_the_prompt(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(question: str) -> Output:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(conversation, "ask", interrupted)
        assert shown(conversation, "hello", EOFError) == [HINT]


@pytest.mark.parametrize(
    ("color", "text"),
    [
        (False, "Head\n  1  one\n     two\n"),
        (True, "\x1b[1mHead\x1b[0m\n\x1b[36m  1  \x1b[0mone\n     two\n"),
    ],
)
def test_colour_adds_to_the_text_and_changes_nothing_of_it(color: bool, text: str) -> None:
    output = Output((Block("Head", "heading"), Block("one two", label="1", indent=2)))
    assert render(output, 10, color=color) == text


def test_nothing_that_a_terminal_would_act_on_is_shown() -> None:
    block = Block("\x1b[2Jone\x07\r\ntwo\u202e\x9b31m", label="1")
    assert render(Output((block,)), 80, color=False) == "1  one\n   two\n"


def test_a_problem_with_the_history_is_told_once_after_the_answer(
    conversation: Conversation,
) -> None:
    conversation.history.path = "/dev/null/history"
    first, second = (
        render(conversation.step(line), 200, color=False) for line in ("hello", "/source")
    )
    assert first == (
        "Good day!\n\n/dev/null/history: Not a directory; from here on, questions are not kept\n"
    )
    assert second == "The last reply names no source.\n"


def test_all_settings_are_listed(conversation: Conversation) -> None:
    conversation.step("hello")
    text = render(conversation.step("/settings"), 400, color=False)
    assert text == (
        "knowledge    library.yaml\n"
        "sureness     balanced\n"
        "suggestions  3\n"
        "semantic     off\n"
        f"history      {conversation.history.path} (2 lines)\n"
        "toolbar      on\n"
        "vi           off\n"
        "color        off\n"
        "/settings toolbar|vi|color on|off switches; the rest is the author's.\n"
    )


def test_a_plain_screen_is_never_cleared(
    conversation: Conversation, capsys: pytest.CaptureFixture[str]
) -> None:
    Screen(conversation.preferences, plain=True).show(conversation.step("/clear"))
    assert capsys.readouterr().out == "A new conversation.\n\n"
