"""An example: one conversation that goes on, whichever process it is spoken to in.

    python -m chatbot.sessions talks.db ann
    python -m chatbot.sessions redis://localhost:6379 ann

Each line of standard input is answered as the next turn of the conversation of that key,
with the knowledge file that CHATBOT_FAQ names, or else the one that ships.
"""

from __future__ import annotations

import os
import sys

from chatbot.dialogue import Bot
from chatbot.errors import ChatbotError
from chatbot.sessions import Conversations, open_store


def main(arguments: list[str]) -> int:
    """Answer the lines of standard input; the exit status."""
    if len(arguments) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    name, key = arguments
    try:
        conversations = Conversations(open_store(name))
        bot = Bot.load(os.environ.get("CHATBOT_FAQ") or None)
        for line in sys.stdin:
            with conversations.turn(key) as turn:
                reply = bot.ask(line.rstrip("\n"), turn.session)
                sys.stdout.write(f"{reply.text}\n\n")
                sys.stdout.flush()  # before the turn ends: what was not shown was not said
                turn.session = reply.session
    except ChatbotError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
