"""The preview's web server: requests from this computer in, pages, files and events out."""

from __future__ import annotations

import errno
import os
import socket
import socketserver
import sys
import traceback
from collections.abc import Callable, Iterable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from generator.serve import files
from generator.serve.files import Shelf
from generator.serve.hub import Hub
from generator.serve.inject import PREFIX, with_reload

HOST = "127.0.0.1"
DEFAULT_PORT = 8765
TRIES = 20
EVENTS = f"{PREFIX}events"
OWN_FILES = ("reload.js", "overlay.css", "index.css")
_OURS = {"localhost", "127.0.0.1", "[::1]"}
# Drafts must not leave this computer: not by a cache, not by a page of another site that embeds
# one of our scripts.
_GUARDS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}
_BUSY = {errno.EADDRINUSE, errno.EACCES, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)}


class PreviewServer(ThreadingHTTPServer):
    """Serves one preview to browsers on this computer.

    Args:
        shelf, hub: what is shown, and what changed.
        index: returns the page that lists all sites.
        fault: takes the traceback of an unexpected error.
    """

    daemon_threads = True
    request_queue_size = 64
    # On Windows this option would let two programs share a port without a word.
    allow_reuse_address = os.name != "nt"
    allow_reuse_port = False

    def __init__(
        self,
        port: int,
        shelf: Shelf,
        hub: Hub,
        index: Callable[[], bytes],
        fault: Callable[[str], None],
    ) -> None:
        self.shelf, self.hub, self.index, self.fault = shelf, hub, index, fault
        super().__init__((HOST, port), Handler)

    def server_bind(self) -> None:
        """Bind without asking the network for this computer's name, which may take seconds."""
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    @property
    def url(self) -> str:
        """Return the address of the index page."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in the base class
        """Keep unexpected errors; a browser that went away is none."""
        del request, client_address
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            self.fault(traceback.format_exc())


def open_server(
    port: int, shelf: Shelf, hub: Hub, index: Callable[[], bytes], fault: Callable[[str], None]
) -> PreviewServer:
    """Return a server on a port, or on the next free one.

    Raises:
        OSError: none of the ports that were tried is free.
    """
    last = port if port == 0 else min(port + TRIES - 1, 65_535)
    for number in range(port, last + 1):
        try:
            return PreviewServer(number, shelf, hub, index, fault)
        except OSError as problem:
            if problem.errno not in _BUSY or number == last:
                raise
    raise AssertionError("the loop returns or raises")


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: PreviewServer
    since = ""
    protocol_version = "HTTP/1.1"
    server_version = "tintot"
    # A connection that says nothing gives its thread back after this time (s).
    timeout = 60

    def version_string(self) -> str:
        """Return what the server calls itself, without versions."""
        return self.server_version

    def do_GET(self) -> None:
        """Answer a request."""
        if not self._from_here():
            self._text(HTTPStatus.FORBIDDEN, "403")
            return
        # Before anything is read: what changes while it is read counts as changed after it.
        self.since = self.server.hub.since()
        address = files.decoded(self.path)
        if address is None:
            self._text(HTTPStatus.BAD_REQUEST, "400")
        elif address == "/":
            self.server.hub.loaded("/")
            self._page(HTTPStatus.OK, self.server.index())
        elif address == EVENTS:
            self._events()
        elif address.startswith(PREFIX):
            self._own(address.removeprefix(PREFIX))
        else:
            self._file(address)

    do_HEAD = do_GET  # noqa: N815 - named by the base class

    def _from_here(self) -> bool:
        """Return whether the browser means this computer by name.

        A page of another site may let its own name point here (DNS rebinding); the browser then
        sends that name.
        """
        host = self.headers.get("Host", "")
        name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        if not name:
            name, port = host, ""
        return name.lower() in _OURS and (not port or port.isdigit())

    def _file(self, address: str) -> None:
        shelf, hub = self.server.shelf, self.server.hub
        hub.loaded(address)
        path = shelf.locate(address)
        home = f"{address.rstrip('/')}/index.html"
        if shelf.look(home) is not None:
            self._send(HTTPStatus.FOUND, {"Location": quote(home)})
        elif address.endswith(".html"):
            page = shelf.page(address)
            self._page(HTTPStatus.OK, page) if page is not None else self._lost(address)
        elif path is None or (known := files.signature(path)) is None:
            self._lost(address)
        else:
            self._part(address, known)

    def _part(self, address: str, known: tuple[int, int]) -> None:
        """Send a file, or as much of it as was asked for."""
        path, size = self.server.shelf.locate(address), known[1]
        assert path is not None, "asked for before"
        part = files.part_of(self.headers.get("Range", ""), size)
        headers = {"Content-Type": files.content_type(address), "Accept-Ranges": "bytes"}
        status = HTTPStatus.OK
        if part is not None:
            if not part:
                refused = {"Content-Range": f"bytes */{size}"}
                self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, refused)
                return
            status = HTTPStatus.PARTIAL_CONTENT
            headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
        wanted = range(size) if part is None else part
        try:
            self._send(status, headers, files.pieces(path, wanted, known), len(wanted))
        except (files.ChangedFileError, OSError):
            # Half of an answer is on its way: an end before its length is what says so.
            self.close_connection = True

    def _lost(self, address: str) -> None:
        page = self.server.shelf.lost(address) if address.endswith(".html") else None
        if page is None:
            self._text(HTTPStatus.NOT_FOUND, "404")
        else:
            self._page(HTTPStatus.NOT_FOUND, page)

    def _page(self, status: HTTPStatus, page: bytes) -> None:
        data = with_reload(page, self.since)
        self._send(status, {"Content-Type": files.TYPES[".html"]}, [data], len(data))

    def _text(self, status: HTTPStatus, text: str) -> None:
        """Send a page of one line, which renews itself like any other."""
        page = f"<!doctype html><html><head><title>{text}</title></head><body>{text}</body></html>"
        if status is HTTPStatus.NOT_FOUND:
            self._page(status, page.encode("utf-8"))
        else:
            data = page.encode("utf-8")
            self._send(status, {"Content-Type": files.TYPES[".html"]}, [data], len(data))

    def _own(self, name: str) -> None:
        if name not in OWN_FILES:
            self._text(HTTPStatus.NOT_FOUND, "404")
            return
        data = resources.files("generator.serve").joinpath("static", name).read_bytes()
        self._send(HTTPStatus.OK, {"Content-Type": files.content_type(name)}, [data], len(data))

    def _events(self) -> None:
        """Send events until the tab or the server goes away."""
        query = parse_qs(urlsplit(self.path).query)
        since = self.headers.get("Last-Event-ID") or query.get("since", [""])[0]
        self.close_connection = True
        self._send(HTTPStatus.OK, {"Content-Type": "text/event-stream; charset=utf-8"}, None)
        if self.command == "HEAD":
            return
        for message in self.server.hub.events(since):
            self.wfile.write(message)
            self.wfile.flush()

    def _send(
        self,
        status: HTTPStatus,
        headers: dict[str, str],
        body: Iterable[bytes] | None = (),
        length: int = 0,
    ) -> None:
        """Send head and body; without a body, the connection's end is the end of the answer."""
        self.send_response(status)
        for name, value in {**_GUARDS, **headers}.items():
            self.send_header(name, value)
        if body is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if self.command != "HEAD":
            for piece in body or ():
                self.wfile.write(piece)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
        """Say nothing: the terminal is for findings."""
