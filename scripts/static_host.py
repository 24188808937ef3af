"""A static host on loopback: compresses what is text, and counts what it sends."""

from __future__ import annotations

import gzip
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

_TEXT = frozenset({".html", ".js", ".css", ".json", ".svg", ".geojson", ".map"})
_FIRST_RESULT = "/premier-resultat"


@cache
def _sent(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.compress(content, 6, mtime=0) if path.suffix in _TEXT else content


class Host:
    """Serves a folder at `url` while it is entered; a page tells it when its first result is there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.sent, self.sent_before_first = folder, 0, 0
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                """Answer with a file, an index, or nothing."""
                host.answer(self)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Host:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def forget(self) -> None:
        """Count from nothing again."""
        self.sent = self.sent_before_first = 0

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        address = unquote(urlsplit(request.path).path)
        if address == _FIRST_RESULT:
            self.sent_before_first = self.sent
            request.send_response(204)
            request.end_headers()
            return
        path = self.folder / address.lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        content = _sent(path) if path.is_file() else b""
        request.send_response(200 if path.is_file() else 404)
        request.send_header("Content-Type", guess_type(path)[0] or "application/octet-stream")
        request.send_header("Content-Length", str(len(content)))
        if path.suffix in _TEXT and content:
            request.send_header("Content-Encoding", "gzip")
        request.end_headers()
        # Headers are left out: those of a real host are another matter.
        self.sent += len(content)
        try:
            request.wfile.write(content)
        except ConnectionError:
            request.close_connection = True
