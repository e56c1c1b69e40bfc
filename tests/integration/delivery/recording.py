"""A cache that only notes what it is told: a real server on this machine, for tests of the purgers."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Told:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any

    @property
    def tags(self) -> list[str]:
        """This will return the tags of a request in any of the three ways of telling them."""
        if "xkey-purge" in self.headers:
            return self.headers["xkey-purge"].split(" ")
        tags: list[str] = self.body.get("tags") or self.body.get("surrogate_keys")
        return tags


@dataclass
class Recorder:
    """Answers with `status` and `answer`, and keeps what it was told while that was a success in `understood`."""

    url: str = ""
    status: int = 200
    answer: dict[str, Any] = field(default_factory=lambda: {"success": True})
    requests: list[Told] = field(default_factory=list)
    understood: list[Told] = field(default_factory=list)

    @property
    def tags(self) -> list[str]:
        """This will return every tag that was understood, in order."""
        return [tag for told in self.understood for tag in told.tags]


@contextmanager
def recorder() -> Iterator[Recorder]:
    """This will run one for as long as the block lasts."""
    kept = Recorder()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            told = Told(self.command, self.path, headers, json.loads(body) if body else None)
            kept.requests.append(told)
            if kept.status == 200 and kept.answer.get("success"):
                kept.understood.append(told)
            sent = json.dumps(kept.answer).encode()
            self.send_response(kept.status)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_PURGE = do_POST = answer  # noqa: N815

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
