"""A plain web server: a ward's folder in, the folder served from the root and below /x/ out.

It compresses nothing, so that what is counted is what any server would send at most; an address
without a file is answered with the ward's 404.html. `?stay` serves a redirecting page without its
refresh, so that the page itself can be looked at.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SUBPATH = "/x/"
_REFRESH = re.compile(rb'<meta http-equiv="refresh"[^>]*>\n?')


class _Handler(SimpleHTTPRequestHandler):
    """Serves one folder at two addresses."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 - the base class reads it
        **SimpleHTTPRequestHandler.extensions_map,
        ".woff2": "font/woff2",
        ".ics": "text/calendar; charset=utf-8",
        ".vtt": "text/vtt; charset=utf-8",
        ".svg": "image/svg+xml",
    }

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        below = url.path[len(SUBPATH) - 1 :] if url.path.startswith(SUBPATH) else url.path
        path = Path(self.translate_path(below))
        if below.endswith("/"):
            path /= "index.html"
        status = 200 if path.is_file() else 404
        data = (path if status == 200 else Path(self.directory, "404.html")).read_bytes()
        if url.query == "stay":
            data = _REFRESH.sub(b"", data)
        self.send_response(status)
        kind = self.guess_type(path) if status == 200 else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "html" in kind else kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; gives "http://127.0.0.1:PORT"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
