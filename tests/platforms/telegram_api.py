"""Telegram's side: a request class that answers in its place."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from telegram.request import BaseRequest, RequestData

TOKEN = "1:right"
ME = {"id": 1, "is_bot": True, "first_name": "FAQ", "username": "faq_bot"}
ANN = {"id": 7, "is_bot": False, "first_name": "Ann"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -100, "type": "supergroup", "title": "All"}


def failure(code: int, description: str, **parameters: Any) -> dict[str, Any]:
    """What is answered to a call that fails."""
    return {"error_code": code, "description": description, "parameters": parameters}


SAME = failure(400, "Bad Request: message is not modified: specified content is the same")
"""What is answered to an edit that changes nothing."""


class Local(BaseRequest):
    """Answers requests as Telegram does, and keeps what they say."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.texts: dict[int, str] = {}
        """What the messages of the bot say, by their numbers."""
        self.updates: list[dict[str, Any]] = []
        """What is handed out when the bot asks for news."""
        self.failing: list[tuple[str, dict[str, Any]]] = []
        """Calls that fail when they are made next: the method, and what is answered."""

    @property
    def read_timeout(self) -> float | None:
        return 5

    async def initialize(self) -> None:
        """Nothing is opened."""

    async def shutdown(self) -> None:
        """Nothing is open."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        token, called = url.split("/")[-2:]
        said: dict[str, Any] = request_data.parameters if request_data else {}
        if token != f"bot{TOKEN}":
            return 401, b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'
        failed = next((one for one in self.failing if one[0] == called), None)
        if failed:
            self.failing.remove(failed)
            return failed[1]["error_code"], json.dumps({"ok": False, **failed[1]}).encode()
        if called == "editMessageText" and said["text"] == self.texts.get(said["message_id"]):
            return 400, json.dumps({"ok": False, **SAME}).encode()
        if called != "getMe":
            self.calls.append((called, said))
        result: Any = True
        if called == "getMe":
            result = ME
        elif called == "getUpdates":
            await asyncio.sleep(0.01)  # Telegram, too, keeps the bot waiting for news
            result, self.updates = self.updates, []
        elif called in ("sendMessage", "editMessageText"):
            number = said.get("message_id", 1000 + len(self.calls))
            result = {"message_id": number, "date": 1, "from": ME, "text": said["text"]}
            self.texts[number] = said["text"]
            result["chat"] = {"id": said["chat_id"], "type": "private"}
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def said(self, called: str = "sendMessage") -> list[dict[str, Any]]:
        """What was called since the last time."""
        found = [said for name, said in self.calls if name == called]
        self.calls = [one for one in self.calls if one[0] != called]
        return found
