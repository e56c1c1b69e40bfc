"""A shared cache that records the purges that it gets: a real server on this machine, for tests of the purgers."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Purge:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any

    @property
    def tags(self) -> list[str]:
        """Return the tags of a request, in whichever of the three formats it has."""
        if "xkey-purge" in self.headers:
            return self.headers["xkey-purge"].split(" ")
        tags: list[str] = self.body.get("tags") or self.body.get("surrogate_keys")
        return tags


@dataclass
class Recorder:
    """A cache that answers with `status` and `answer`, and keeps the requests; those that succeeded in `purged` too."""

    url: str = ""
    status: int = 200
    answer: dict[str, Any] = field(default_factory=lambda: {"success": True})
    requests: list[Purge] = field(default_factory=list)
    purged: list[Purge] = field(default_factory=list)

    @property
    def tags(self) -> list[str]:
        """Return every tag that was purged, in order."""
        return [tag for purge in self.purged for tag in purge.tags]


@contextmanager
def recorder() -> Iterator[Recorder]:
    """Run one for the duration of the block."""
    kept = Recorder()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            purge = Purge(self.command, self.path, headers, json.loads(body) if body else None)
            kept.requests.append(purge)
            if kept.status == 200 and kept.answer.get("success"):
                kept.purged.append(purge)
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
