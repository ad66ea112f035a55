"""Sessions in a Redis that is there already, which any number of machines may share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Final

from chatbot.errors import MissingExtra, SessionBusy, SessionStoreError
from chatbot.sessions.store import KEEP, LEASE, MOST_WAITING

if TYPE_CHECKING:
    from redis import Redis

PREFIX: Final = "chatbot"
LONGEST_WAIT: Final = 5.0
"""Seconds for which a call waits for the server."""

# A queue is a hash: place → until when it is kept. Places and times are microseconds of the
# server's clock, so that the clocks of those who ask need not agree.
_NOW = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local lease = tonumber(ARGV[1])
local function text(number) return string.format('%.0f', number) end
"""
_JOIN = f"""{_NOW}
local waiting, last = 0, 0
local queue = redis.call('HGETALL', KEYS[1])
for i = 1, #queue, 2 do
  if tonumber(queue[i + 1]) < now then
    redis.call('HDEL', KEYS[1], queue[i])
  else
    waiting = waiting + 1
    last = math.max(last, tonumber(queue[i]))
  end
end
if waiting >= {MOST_WAITING} then return 0 end
local place = math.max(now, last + 1)
redis.call('HSET', KEYS[1], text(place), text(now + lease))
redis.call('PEXPIRE', KEYS[1], text(lease / 500))
return place
"""
_IS_FIRST = f"""{_NOW}
local place = tonumber(ARGV[2])
if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[2], text(now + lease))
redis.call('PEXPIRE', KEYS[1], text(lease / 500))
local queue = redis.call('HGETALL', KEYS[1])
for i = 1, #queue, 2 do
  if tonumber(queue[i + 1]) >= now and tonumber(queue[i]) < place then return 0 end
end
return 1
"""
_LEAVE = """
if redis.call('HDEL', KEYS[1], ARGV[1]) == 1 and ARGV[2] ~= '' then
  redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
end
"""


class RedisSessionStore:
    """Keeps sessions in the Redis at ``url``, each for ``keep`` seconds after its last turn.

    Needs Redis 5 or newer, or Valkey. All keys begin with ``prefix``. Raises
    :class:`~chatbot.errors.MissingExtra` without the package ``redis``, and
    :class:`~chatbot.errors.SessionStoreError` if the address is none or nobody answers there.
    """

    in_memory: ClassVar[bool] = False

    def __init__(
        self, url: str, prefix: str = PREFIX, keep: float = KEEP, lease: float = LEASE
    ) -> None:
        try:
            from redis import Redis
        except ModuleNotFoundError:
            raise MissingExtra("redis", "sessions in Redis") from None
        self._prefix = prefix
        self._keep = str(int(keep * 1_000))
        self._lease = str(int(lease * 1_000_000))
        with self._errors():
            self._redis: Redis = Redis.from_url(
                url,
                decode_responses=True,
                socket_timeout=LONGEST_WAIT,
                socket_connect_timeout=LONGEST_WAIT,
            )
            self._redis.ping()
            self._join = self._redis.register_script(_JOIN)
            self._is_first = self._redis.register_script(_IS_FIRST)
            self._leave = self._redis.register_script(_LEAVE)

    def join(self, key: str) -> int:
        """As :meth:`SessionStore.join`."""
        with self._errors():
            place = int(self._join([self._queue(key)], [self._lease]))
        if not place:
            raise SessionBusy(key)
        return place

    def is_first(self, key: str, place: int) -> bool:
        """As :meth:`SessionStore.is_first`."""
        with self._errors():
            return bool(self._is_first([self._queue(key)], [self._lease, place]))

    def load(self, key: str) -> str | None:
        """As :meth:`SessionStore.load`."""
        with self._errors():
            session: Any = self._redis.get(self._session(key))
        return session if session is None else str(session)

    def leave(self, key: str, place: int, session: str | None) -> None:
        """As :meth:`SessionStore.leave`."""
        with self._errors():
            keys = [self._queue(key), self._session(key)]
            self._leave(keys, [place, session or "", self._keep])

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()

    # The braces make a cluster keep both in one place.
    def _queue(self, key: str) -> str:
        return f"{self._prefix}:{{{key}}}:queue"

    def _session(self, key: str) -> str:
        return f"{self._prefix}:{{{key}}}:session"

    @contextmanager
    def _errors(self) -> Iterator[None]:
        from redis import RedisError

        try:
            yield
        except (RedisError, ValueError) as error:
            why = str(error) or type(error).__name__
            raise SessionStoreError(f"Redis: {why}") from None
