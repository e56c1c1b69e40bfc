"""Every way in which a Redis can be away: a server that counts who connects, and fails as the state says."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

# What the server sends to each piece of a request; None: it says nothing and keeps the connection.
Reply = Callable[[bytes], bytes | None]


def _handshake_then(reply: bytes | None) -> Reply:
    def answer(piece: bytes) -> bytes | None:
        if b"HELLO" in piece:
            return b"%1\r\n+proto\r\n:3\r\n"
        is_handshake = any(word in piece for word in (b"CLIENT", b"SELECT", b"AUTH"))
        return b"+OK\r\n" * piece.count(b"*") if is_handshake else reply

    return answer


STATES: dict[str, Reply] = {
    "stopped: it connects and never answers": lambda piece: None,
    "stopped after the handshake": _handshake_then(None),
    "stopped in the middle of an answer": _handshake_then(b"$500\r\nhalf"),
    "closing every connection": lambda piece: b"",
    "closing after the handshake": _handshake_then(b""),
    "another service: a web server": lambda piece: b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "another service: random bytes": lambda piece: b"\x00\xff\x16\x03\r\n",
    "loading its data": lambda piece: b"-LOADING Redis is loading the dataset in memory\r\n",
    "asking for a password": lambda piece: b"-NOAUTH Authentication required.\r\n",
    "out of memory": _handshake_then(b"-OOM command not allowed when used memory > 'maxmemory'.\r\n"),
    "a replica": _handshake_then(b"-READONLY You can't write against a read only replica.\r\n"),
    "unable to save": _handshake_then(b"-MISCONF Redis is configured to save RDB snapshots\r\n"),
    "in a broken cluster": _handshake_then(b"-CLUSTERDOWN The cluster is down\r\n"),
}
# Where nothing listens.
NOWHERE = (
    "redis://127.0.0.1:1/0",
    "redis://name.invalid:6379/0",
    "rediss://127.0.0.1:1/0",
    "unix:///nowhere/redis.sock",
    "redis://user:password@127.0.0.1:1/0",
)


class FakeRedis:
    """A server on a port of its own. `connections` counts those that it accepted."""

    def __init__(self, reply: Reply) -> None:
        self._reply, self._clients = reply, list[socket.socket]()
        self.connections = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self._listening.getsockname()[1]}/0"
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        for one in (self._listening, *self._clients):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _address = self._listening.accept()
                self.connections += 1
                self._clients.append(client)
                threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := client.recv(65_536):
                reply = self._reply(piece)
                if reply == b"":
                    client.shutdown(socket.SHUT_RDWR)
                    return
                if reply:
                    client.sendall(reply)


@contextlib.contextmanager
def fake_redis(state: str) -> Iterator[FakeRedis]:
    """Run a server in a state."""
    server = FakeRedis(STATES[state])
    try:
        yield server
    finally:
        server.stop()
