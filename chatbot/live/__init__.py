"""A bot that follows its file: another version answers once it has been tried."""

from chatbot.live.live import Live, Status
from chatbot.live.trying import Trial, try_out

__all__ = ["Live", "Status", "Trial", "try_out"]
