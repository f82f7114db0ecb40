"""No bytes at all make loading or approving raise, and the other message always loads."""

from __future__ import annotations

from pathlib import Path

from content_kit import BASE, FILE, NOW, OTHER, message
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.approval import approve
from generator.content.library import load_library, read_known
from generator.diagnostics import Report
from generator.world import MemoryWorld

WHOLE = message(
    'title: "Tin"\nslogan: Khẩu hiệu\nkind: event\npublish: 2026-11-20\nexpire: 2026-12-31\n'
    "source: Nguồn\nwindows: [{days: [mon], from: 06:30, to: 22:00}]\npoints:\n  - Một\n  - Hai\n"
    "event: {start: 2026-12-01 08:30, where: Nhà}\neasy: |\n  Dòng.\naliases: [cu]\n"
    "approved: {by: A, on: 2026-11-19, hash: 0123456789abcdef}\nimage: media/a.png\n",
    "# Đầu\n\n<b onclick='x'>a</b> [x](javascript:y)\n",
).encode()
PIECES = [
    b"---", b"\n", b"\r", b":", b": ", b"- ", b"[", b"]", b"{", b"}", b'"', b"'", b"|", b">",
    b"&a ", b"*a", b"!!x ", b"#", b"\t", b"\x00", b"\xff", b"\xef\xbb\xbf", b"<script>",
    b"](", b"![", "“".encode(), "ễ".encode(), "\u202e".encode(), "\u2028".encode(), b"31/02/2026",
    b"? ", b"<<: ", b"%YAML 9.9\n", b"...\n", b"0001-01-01", b"9999-12-31", b"\xed\xa0\x80", b"\\",
]  # fmt: skip
mutations = st.lists(
    st.tuples(
        st.integers(0, len(WHOLE)),
        st.integers(0, 12),
        st.sampled_from(PIECES) | st.binary(max_size=6),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip
quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _survives(data: bytes, cache: Path, path: str = FILE) -> None:
    world = MemoryWorld({**BASE, path: data}, NOW, cache)
    library, report = load_library(world)
    report.render()
    assert any(e.id == "tin-khac" and e.draft for e in library.entries) or path != FILE
    if path == FILE:
        done = approve(world, FILE, "A", *read_known(world, Report()))
        assert (done.message is None) == (not done.writes)


@quick
@given(mutations)
def test_mutations_of_a_valid_file(cache: Path, changes: list[tuple[int, int, bytes]]) -> None:
    data = WHOLE
    for at, cut, piece in changes:
        data = data[:at] + piece + data[at + cut :]
    _survives(data, cache)


@quick
@given(st.binary(max_size=200))
def test_random_bytes(cache: Path, data: bytes) -> None:
    _survives(data, cache)
    _survives(b"---\n" + data + b"\n---\n" + data, cache)


@quick
@given(st.text(max_size=200))
def test_random_text_in_a_head(cache: Path, text: str) -> None:
    data = WHOLE.replace("Khẩu hiệu".encode(), text.encode("utf-8", "surrogatepass"))
    _survives(data, cache)


@quick
@given(st.binary(max_size=80), st.sampled_from(["campaign", "places", "contacts", "wards/ba-dinh"]))
def test_tables(cache: Path, data: bytes, name: str) -> None:
    _survives(data, cache, f"content/{name}.toml")
    _survives(b'[a]\nname = "x"\n' + data, cache, f"content/{name}.toml")


@quick
@given(st.binary(max_size=80), st.sampled_from(["published.csv", "approved/tin/log.csv"]))
def test_records(cache: Path, data: bytes, name: str) -> None:
    _survives(data, cache, f"records/{name}")
    _survives(data, cache, "content/wards.csv")
    assert OTHER in BASE
