"""Clients that send or read slowly, each on a socket of its own, as any network has them."""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

# Of small buffers the kernel takes little ahead of a client that does not read.
_BUFFER = 4096
_PATIENCE_SECONDS = 120
# A server asks for a body of which it has not read anything yet.
_CONTINUE = b"100 Continue"

Kind = Callable[[Mapping[str, str]], tuple[bytes, bytes]]


def _post(path: str, content_type: str, part: bytes, **headers: str) -> tuple[bytes, bytes]:
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Content-Type: {content_type}",
        "Content-Length: 60000",
    ]
    lines += ["Expect: 100-continue", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + part, _CONTINUE


def _upload(path: str, session: str) -> tuple[bytes, bytes]:
    form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n\xff\xd8'
    cookie = f"csrftoken={'c' * 32}; sessionid={session}"
    return _post(path, "multipart/form-data; boundary=x", form, Cookie=cookie)


# Of each kind: the request as far as it is sent, and what the client reads before it stops.
KINDS: dict[str, Kind] = {
    "half a comment": lambda at: _post(at["comments"], "application/json", b'{"name": "Lang'),
    "half a challenge": lambda at: _post("/api/v1/comments/challenge/", "application/json", b"{"),
    "half an upload": lambda at: _upload("/admin/images/multiple/add/", at["session"]),
    "half a log-in": lambda at: _upload("/admin/login/", ""),
    "half a header": lambda at: (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-", b""),
    "a reader of a large file": lambda at: (
        f"GET {at['download']} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode(),
        b"\r\n\r\n",
    ),
}


@contextmanager
def connected(
    port: int, kinds: Mapping[str, Kind], at: Mapping[str, str], *, each: int, tls: bool = False
) -> Iterator[None]:
    """Keep `each` clients of these kinds connected; all have come as far as they will."""
    with ExitStack() as connections:
        for kind in kinds.values():
            request, answer = kind(at)
            for _client in range(each):
                client = connections.enter_context(_connect(port, tls=tls))
                client.sendall(request)
                seen = b""
                while answer not in seen:
                    part = client.recv(1024)
                    assert part, f"closed after {seen!r}"
                    seen += part
        yield


def _connect(port: int, *, tls: bool) -> socket.socket:
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
    client.settimeout(_PATIENCE_SECONDS)
    client.connect(("127.0.0.1", port))
    return unverified().wrap_socket(client) if tls else client


def unverified() -> ssl.SSLContext:
    """Return a context for servers whose certificate nobody has signed."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
