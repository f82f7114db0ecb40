"""The server alone: a small preview on disk, real requests, exact answers."""

from __future__ import annotations

import errno
import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.serve import files
from generator.serve.files import Shelf
from generator.serve.hub import Hub
from generator.serve.inject import loosened, with_reload
from generator.serve.server import PreviewServer, open_server

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
PAGE = (
    "<!doctype html><html><head>"
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    "<title>Tin tốt</title></head><body><p>Chào</p></body></html>"
).encode()
VIDEO = bytes(range(256)) * 40


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "output"
    tree = {
        "web/ngoc-ha/index.html": PAGE,
        "web/ngoc-ha/404.html": PAGE.replace(b"Ch\xc3\xa0o", b"Kh\xc3\xb4ng c\xc3\xb3"),
        "web/ngoc-ha/media/a/video-16x9.mp4": VIDEO,
        "web/ngoc-ha/tin/họp tổ.ics": b"BEGIN:VCALENDAR",
        "proof/index.html": PAGE,
        "manifest.json": b"{}",
    }
    for name, data in tree.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    (tmp_path / "secret.html").write_bytes(b"secret")
    return root


@pytest.fixture
def faults() -> list[str]:
    return []


@pytest.fixture
def server(root: Path, faults: list[str]) -> Iterator[PreviewServer]:
    shelf = Shelf(root)
    server = open_server(0, shelf, Hub(shelf.look), lambda: PAGE, faults.append)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.hub.close()
    server.shutdown()
    server.server_close()
    assert faults == []


def ask(
    server: PreviewServer, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    connection.close()
    return found


def test_it_listens_on_this_computer_alone(server) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8765", 200),
        ("LOCALHOST:1", 200),
        ("127.0.0.1:8765", 200),
        ("[::1]", 200),
        ("[::1]:8765", 200),
        ("", 403),
        ("evil.example", 403),
        ("evil.example:8765", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost:80@evil.example", 403),
        ("192.168.1.5", 403),
    ],
)
def test_only_a_browser_that_means_this_computer_is_answered(server, host, status) -> None:
    for path in ("/web/ngoc-ha/index.html", "/"):
        got, _headers, body = ask(server, path, Host=host)
        assert got == status
        assert (b"Ch\xc3\xa0o" in body) == (status == 200)


@pytest.mark.parametrize(
    "path",
    [
        "/web/../../secret.html",
        "/web/ngoc-ha/../../../secret.html",
        "/web/%2e%2e/%2e%2e/secret.html",
        "/web/..%2f..%2fsecret.html",
        "/web/..%5c..%5csecret.html",
        "/web//etc/passwd",
        "//etc/passwd",
        "/etc/passwd",
        "/manifest.json",
        "/web/ngoc-ha/index.html%00.png",
        "/web/ngoc-ha/index.html::$DATA",
        "/web/C:/Windows/win.ini",
        "/web/ngoc-ha/.index.html.7.tintot-tmp",
        "/web",
        "/web/",
        "/web/ngoc-ha/media/",
        "/_tintot/../server.py",
        "/_tintot/index.html",
    ],
)
def test_nothing_else_on_the_disk_can_be_read(server, path) -> None:
    status, _headers, body = ask(server, path)
    assert status == 404
    assert b"secret" not in body
    assert b"root:" not in body


def test_a_link_that_leads_out_is_not_followed(server, root) -> None:
    try:
        (root / "web" / "out.html").symlink_to(root.parent / "secret.html")
    except OSError:
        pytest.skip("this system lets no ordinary user make links")
    assert ask(server, "/web/out.html")[0] == 404


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("assets/site.js", "text/javascript; charset=utf-8"),
        ("assets/a.woff2", "font/woff2"),
        ("assets/a.svg", "image/svg+xml"),
        ("a.vtt", "text/vtt; charset=utf-8"),
        ("a.ics", "text/calendar; charset=utf-8"),
        ("a.webmanifest", "application/manifest+json; charset=utf-8"),
        ("a.mp4", "video/mp4"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("unknown.bin", "application/octet-stream"),
    ],
)
def test_every_file_has_its_type(name, expected) -> None:
    assert files.content_type(f"/web/ngoc-ha/{name}") == expected


def test_an_address_may_have_letters_of_any_kind(server) -> None:
    status, headers, body = ask(server, "/web/ngoc-ha/tin/h%E1%BB%8Dp%20t%E1%BB%95.ics?x=1")
    assert (status, body) == (200, b"BEGIN:VCALENDAR")
    assert headers["content-type"].startswith("text/calendar")


def test_nothing_is_kept_by_a_cache_or_read_by_another_site(server) -> None:
    _status, headers, _body = ask(server, "/web/ngoc-ha/media/a/video-16x9.mp4")
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("wanted", "status", "part"),
    [
        ("bytes=0-99", 206, slice(0, 100)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-10", 206, slice(-10, None)),
        ("bytes=10200-99999", 206, slice(10200, None)),
        ("bytes=0-0", 206, slice(0, 1)),
        ("bytes=0-1,5-6", 200, slice(None)),
        ("bytes=9-3", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
    ],
)
def test_a_part_of_a_video_can_be_asked_for(server, wanted, status, part) -> None:
    got, headers, body = ask(server, "/web/ngoc-ha/media/a/video-16x9.mp4", Range=wanted)
    assert got == status
    assert body == VIDEO[part]
    if status == 206:
        start = range(len(VIDEO))[part].start
        assert headers["content-range"] == f"bytes {start}-{start + len(body) - 1}/{len(VIDEO)}"


@pytest.mark.parametrize("wanted", ["bytes=99999-", "bytes=10240-10250", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(server, wanted) -> None:
    status, headers, _body = ask(server, "/web/ngoc-ha/media/a/video-16x9.mp4", Range=wanted)
    assert (status, headers["content-range"]) == (416, f"bytes */{len(VIDEO)}")


def test_a_head_has_the_length_and_no_body(server) -> None:
    status, headers, body = ask(server, "/web/ngoc-ha/media/a/video-16x9.mp4", "HEAD")
    assert (status, headers["content-length"], body) == (200, str(len(VIDEO)), b"")


def test_a_video_that_is_replaced_meanwhile_ends_early(root) -> None:
    path = root / "web/ngoc-ha/media/a/video-16x9.mp4"
    known = files.signature(path)
    path.write_bytes(VIDEO + b"more")
    with pytest.raises(files.ChangedFileError):
        next(files.pieces(path, range(10), known))


def test_nothing_is_written_by_a_request(server) -> None:
    assert ask(server, "/web/ngoc-ha/index.html", "POST")[0] == 501
    assert ask(server, "/web/ngoc-ha/index.html", "PUT")[0] == 501


def test_a_folder_leads_to_its_index(server) -> None:
    status, headers, _body = ask(server, "/web/ngoc-ha/")
    assert (status, headers["location"]) == (302, "/web/ngoc-ha/index.html")


def test_a_lost_address_shows_the_wards_own_page(server) -> None:
    status, _headers, body = ask(server, "/web/ngoc-ha/tin/none.html")
    assert status == 404
    assert "Không có" in body.decode()
    assert b"/_tintot/reload.js" in body


def test_pages_get_the_script_and_may_listen_and_nothing_else_changes(server, root) -> None:
    body = ask(server, "/web/ngoc-ha/index.html")[2].decode()
    script = f'<script src="/_tintot/reload.js" data-since="{server.hub.since()}" defer></script>'
    assert script in body
    assert f"{POLICY}; connect-src 'self'" in body
    plain = body.replace(script, "").replace("; connect-src 'self'", "")
    assert plain.encode() == PAGE
    assert (root / "web/ngoc-ha/index.html").read_bytes() == PAGE


@pytest.mark.parametrize(
    ("policy", "served"),
    [
        (
            "style-src 'sha256-x'; img-src data:",
            "style-src 'sha256-x' 'self'; img-src data:; script-src 'self'; connect-src 'self'",
        ),
        (
            "script-src 'none'; connect-src 'self'",
            "script-src 'self'; connect-src 'self'; style-src 'self'",
        ),
        ("", "script-src 'self'; style-src 'self'; connect-src 'self'"),
    ],
)
def test_a_policy_is_loosened_for_this_server_alone(policy, served) -> None:
    assert loosened(policy) == served


def test_a_page_without_head_or_policy_is_left_alone() -> None:
    assert with_reload(b"<p>x</p>", "a-0") == b"<p>x</p>"


def test_the_proof_stays_while_a_build_makes_it_anew(server, root) -> None:
    before = ask(server, "/proof/index.html")[2]
    (root / "proof/index.html").unlink()
    status, _headers, body = ask(server, "/proof/index.html")
    assert (status, body) == (200, before)


def test_a_busy_port_leads_to_the_next_one(server, root) -> None:
    shelf = Shelf(root)
    port = server.server_port
    other = open_server(port, shelf, Hub(shelf.look), lambda: b"", print)
    try:
        assert port < other.server_port < port + 20
    finally:
        other.server_close()


def test_a_port_that_cannot_be_had_is_an_error(root, monkeypatch) -> None:
    def refuse(self: object) -> None:
        raise OSError(errno.ENETDOWN, "down")

    monkeypatch.setattr(PreviewServer, "server_bind", refuse)
    shelf = Shelf(root)
    with pytest.raises(OSError, match="down"):
        open_server(8765, shelf, Hub(shelf.look), lambda: b"", print)


def test_a_browser_that_goes_away_is_no_fault(server) -> None:
    # The fixture asserts that no fault was noted.
    with socket.create_connection(("127.0.0.1", server.server_port)) as stream:
        stream.sendall(b"GET /_tintot/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert stream.recv(100).startswith(b"HTTP/1.1 200")
    for _ in range(3):
        server.hub.work("pages")
    assert ask(server, "/")[0] == 200


def test_events_tell_what_changed_since_a_page_was_loaded(server, root) -> None:
    since = server.hub.since()
    ask(server, "/web/ngoc-ha/index.html")
    ask(server, "/proof/index.html")
    (root / "web/ngoc-ha/index.html").write_bytes(PAGE + b" ")
    assert server.hub.refresh() == ("/web/ngoc-ha/index.html",)
    stream = server.hub.events(since)
    assert b"event: words" in next(stream)
    told = next(stream).decode()
    assert '{"all": false, "changed": ["/web/ngoc-ha/index.html"]}' in told
    assert "event: ok" in told


def test_what_changes_while_a_page_is_read_counts_as_changed_after_it(server, root) -> None:
    path = root / "web/ngoc-ha/index.html"
    read = server.shelf.page

    def slowly(address: str) -> bytes | None:
        page = read(address)
        path.write_bytes(PAGE + b" ")
        server.hub.refresh()
        return page

    server.shelf = SlowShelf(server.shelf, slowly)
    body = ask(server, "/web/ngoc-ha/index.html")[2].decode()
    since = body.partition('data-since="')[2].partition('"')[0]
    stream = server.hub.events(since)
    next(stream)
    assert b'"changed": ["/web/ngoc-ha/index.html"]' in next(stream)


class SlowShelf:
    def __init__(self, shelf: Shelf, page: Callable[[str], bytes | None]) -> None:
        self.shelf, self.page = shelf, page

    def __getattr__(self, name: str) -> object:
        return getattr(self.shelf, name)


@pytest.mark.parametrize("since", ["", "other-0", "x", "-1"])
def test_a_page_of_an_earlier_server_is_loaded_anew(server, since) -> None:
    stream = server.hub.events(since)
    next(stream)
    assert b'"all": true' in next(stream)


def test_a_page_that_vanishes_or_appears_counts_as_changed(server, root) -> None:
    ask(server, "/web/ngoc-ha/index.html")
    ask(server, "/web/ngoc-ha/tin/new.html")
    (root / "web/ngoc-ha/index.html").unlink()
    (root / "web/ngoc-ha/tin/new.html").write_bytes(PAGE)
    assert server.hub.refresh() == ("/web/ngoc-ha/index.html", "/web/ngoc-ha/tin/new.html")
    assert server.hub.refresh() == ()
