"""Captions: cues by speech or by scenes, their breaks and times, read back by a strict reader."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from html import unescape

import pytest

from generator.content.model import Caption
from generator.layout.captions import LINE_LETTERS, cue_texts, web_vtt
from generator.layout.display import DisplayList
from generator.layout.timeline import Scene, Timeline

PAGE = DisplayList(64, 36, "px", ())
SLOGAN = "Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp"
LONG = (
    "Không bấm vào đường dẫn lạ trong Messenger, Zalo. Gọi lại cho người gửi trước khi mở."
    " Không nhập mật khẩu, mã OTP vào trang lạ. Báo ngay cho công an phường khi nghi bị lừa."
)

_TIME = r"(\d\d):([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_TIME} --> {_TIME}")


def film(*scenes: tuple[str, int], speech: tuple[Caption, ...] = ()) -> Timeline:
    """A video at 30 fps: (says, seconds) of each scene."""
    made = tuple(
        Scene(f"s{number}", PAGE, (), seconds * 30, says)
        for number, (says, seconds) in enumerate(scenes)
    )
    return Timeline(64, 36, 30, 30, made, speech=speech)


def read(text: str) -> list[tuple[int, int, list[str]]]:
    """Read WebVTT as strictly as its syntax is written (W3C WebVTT 4.1): ms and lines of cues."""
    assert text.startswith("WEBVTT\n\n")
    assert text.endswith("\n")
    assert "\r" not in text
    found = []
    for block in text.removeprefix("WEBVTT\n\n").rstrip("\n").split("\n\n"):
        head, *lines = block.split("\n")
        if head.startswith("NOTE"):
            assert "-->" not in block
            continue
        times = _TIMES.fullmatch(head)
        assert times, head
        h, m, s, ms, h2, m2, s2, ms2 = map(int, times.groups())
        start = ((h * 60 + m) * 60 + s) * 1000 + ms
        end = ((h2 * 60 + m2) * 60 + s2) * 1000 + ms2
        assert start < end
        assert not found or start >= found[-1][0]
        assert lines
        for line in lines:
            assert line.strip()
            assert "-->" not in line
            assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", line)
        found.append((start, end, [unescape(line) for line in lines]))
    return found


def test_scenes_that_tell_the_same_are_one_cue() -> None:
    timeline = film(("", 1), (SLOGAN, 1), (SLOGAN, 3), ("", 1), ("Phường Ngọc Hà", 2))
    assert read(web_vtt(timeline)) == [
        (1000, 5000, ["Mỗi ngày một tin tốt –", "Mỗi tuần một câu chuyện đẹp"]),
        (6000, 8000, ["Phường Ngọc Hà"]),
    ]


def test_the_same_words_after_a_pause_are_told_again() -> None:
    assert [cue[:2] for cue in read(web_vtt(film(("A", 1), ("", 1), ("A", 1))))] == [
        (0, 1000),
        (2000, 3000),
    ]


def test_a_video_that_says_nothing_has_a_valid_file_without_cues() -> None:
    assert web_vtt(film(("", 2))) == "WEBVTT\n\nNOTE Language: vi\n"
    assert read(web_vtt(film((" ", 2)))) == []


def test_long_words_become_cues_that_share_the_time_by_their_letters() -> None:
    found = read(web_vtt(film(("", 2), (LONG, 10))))
    assert [start for start, _end, _lines in found[1:]] == [
        end for _start, end, _lines in found[:-1]
    ]
    assert (found[0][0], found[-1][1]) == (2000, 12_000)
    assert " ".join(line for *_times, lines in found for line in lines) == LONG
    for start, end, lines in found:
        assert len(lines) <= 2
        assert max(map(len, lines)) <= LINE_LETTERS
        letters = sum(map(len, lines)) / len(LONG)
        assert (end - start) / 10_000 == pytest.approx(letters, abs=0.02)


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Ngắn", [("Ngắn",)]),
        (SLOGAN, [("Mỗi ngày một tin tốt –", "Mỗi tuần một câu chuyện đẹp")]),
        (
            "Sai: “Thành phố cắt nước mười ngày.” Đúng: không có thông báo nào như vậy.",
            [("Sai: “Thành phố cắt nước mười ngày.”", "Đúng: không có thông báo nào như vậy.")],
        ),
        (LONG, [
            ("Không bấm vào đường dẫn", "lạ trong Messenger, Zalo."),
            ("Gọi lại cho người gửi trước khi mở.", "Không nhập mật khẩu, mã OTP vào trang lạ."),
            ("Báo ngay cho công an phường", "khi nghi bị lừa."),
        ]),
        ("x" * 60, [("x" * 60,)]),
    ],
)  # fmt: skip
def test_breaks_stand_where_the_sense_allows_them(text: str, cues: list[tuple[str, ...]]) -> None:
    assert list(cue_texts(text)) == cues


def test_speech_comes_first_and_scenes_tell_what_it_leaves_out() -> None:
    spoken = (Caption(0.5, 2.25, "Chào bà con."), Caption(2.25, 5.0, "Hôm nay có tin tốt."))
    timeline = film((SLOGAN, 6), ("Phường Ngọc Hà", 4), speech=spoken)
    assert read(web_vtt(timeline)) == [
        (500, 2250, ["Chào bà con."]),
        (2250, 5000, ["Hôm nay có tin tốt."]),
        (6000, 10_000, ["Phường Ngọc Hà"]),
    ]


def test_a_scene_only_partly_spoken_over_is_told_in_its_silence() -> None:
    timeline = film((SLOGAN, 4), ("Gọi 111", 4), speech=(Caption(0.0, 5.0, "Chào bà con."),))
    assert read(web_vtt(timeline))[-1] == (5000, 8000, ["Gọi 111"])


def test_speech_past_the_end_is_cut_there_and_empty_speech_is_passed_over() -> None:
    spoken = (Caption(1.0, 1.0, "nhanh"), Caption(1.0, 9.0, "Lời chào"), Caption(8.0, 9.0, "muộn"))
    assert read(web_vtt(film(("", 3), speech=spoken))) == [(1000, 3000, ["Lời chào"])]


def test_nothing_in_the_words_is_read_as_markup() -> None:
    text = "1 < 2 & 3 --> 4 <b>đậm</b> &amp;"
    vtt = web_vtt(film((text, 2)))
    assert read(vtt) == [(0, 2000, [text])]
    assert "1 &lt; 2 &amp; 3 --&gt; 4 &lt;b&gt;đậm&lt;/b&gt; &amp;amp;" in vtt


def test_frames_turn_into_the_nearest_milliseconds() -> None:
    scene = Scene("s", PAGE, (), 25, "A")
    vtt = web_vtt(Timeline(64, 36, 24, 25, (scene, Scene("t", PAGE, (), 25, "B"))))
    assert [cue[:2] for cue in read(vtt)] == [(0, 1042), (1042, 2083)]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium")
def test_a_browser_reads_the_same_cues() -> None:
    vtt = web_vtt(film((LONG, 9), ("1 < 2 & 3", 2), (SLOGAN, 4)))
    source = base64.b64encode(vtt.encode("utf-8")).decode("ascii")
    page = f"""<!doctype html><meta charset="utf-8"><body><video></video><script>
    const track = document.createElement("track");
    track.kind = "captions"; track.default = true;
    track.onload = () => document.body.textContent = JSON.stringify(
        [...track.track.cues].map(c => [c.startTime * 1000, c.endTime * 1000, c.text]));
    track.src = "data:text/vtt;base64,{source}";
    document.querySelector("video").append(track);
    </script>"""
    data = base64.b64encode(page.encode("utf-8")).decode("ascii")
    dumped = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000",
         "--dump-dom", f"data:text/html;base64,{data}"],
        capture_output=True, check=True, encoding="utf-8", timeout=60,
    ).stdout  # fmt: skip
    found = re.search(r"<body>(\[.*\])\s*</body>", dumped, re.DOTALL)
    assert found, dumped
    shown = [[s, e, unescape(text)] for s, e, text in json.loads(unescape(found[1]))]
    assert shown == [[s, e, "\n".join(lines)] for s, e, lines in read(vtt)]
