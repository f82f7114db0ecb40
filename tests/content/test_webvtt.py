"""Captions beside a recording: read with their places, approved with the message."""

from __future__ import annotations

import codecs

import pytest
from content_kit import FILE, HEAD, NOW, Load, Loaded, message
from recording_kit import sound, tone

from generator.content.approval import approve
from generator.content.model import Caption
from generator.diagnostics import Severity

VOICE = "content/media/v.wav"
VTT = f"{VOICE}.vtt"
FACTS = 'author = "A"\nlicence = "CC BY 4.0"\n'
GOOD = """\
WEBVTT - Lời đọc

NOTE ghi chú
cho người đọc

1
00:00.000 --> 00:01.500 line:80%
Mỗi ngày một tin tốt

00:00:01.500 --> 00:00:02.900
<v Lan>Mỗi tuần</v>
một câu chuyện &amp; hơn thế
"""


def load_with(load: Load, captions: str | bytes | None, facts: str = FACTS) -> Loaded:
    files: dict[str, str | bytes] = {VOICE: sound(tone(3.0)), f"{VOICE}.toml": facts}
    if captions is not None:
        files[VTT] = captions
    return load({FILE: message(f"{HEAD}voice: media/v.wav\n"), **files})


def captions_of(found: Loaded) -> tuple[Caption, ...]:
    voice = found.draft().voice
    assert voice is not None
    return voice.captions


@pytest.mark.parametrize(
    "data",
    [
        GOOD,
        codecs.BOM_UTF8 + GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("ố", "o\u0302\u0301"),
        GOOD.replace("NOTE ghi chú\ncho người đọc", "STYLE\n::cue { color: red }"),
        GOOD.replace("WEBVTT - Lời đọc\n\nNOTE ghi chú\ncho người đọc\n\n1\n", "WEBVTT\n"),
    ],
    ids=["plain", "windows", "decomposed", "style", "tight"],
)
def test_captions_are_read(load: Load, data: str | bytes) -> None:
    found = load_with(load, data)
    assert found.report.findings == []
    assert captions_of(found) == (
        Caption(0.0, 1.5, "Mỗi ngày một tin tốt"),
        Caption(1.5, 2.9, "Mỗi tuần một câu chuyện & hơn thế"),
    )


@pytest.mark.parametrize(
    ("text", "code", "line", "hint"),
    [
        ("1\n00:00:00,000 --> 00:00:01,000\nA\n", "captions-no-header", 1, "SRT"),
        ("Lời đọc\n", "captions-no-header", 1, "WEBVTT"),
        ("WEBVTT\n\n00:00,500 --> 00:01.000\nA\n", "captions-bad-time", 3, "00:00.500"),
        ("WEBVTT\n\n0:01 --> 0:02\nA\n", "captions-bad-time", 3, "00:01.000"),
        ("WEBVTT\n\n00:01.000 -->\nA\n", "captions-bad-time", 3, "00:03.500"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nA\n", "captions-bad-time", 3, "00:03.500"),
        ("WEBVTT\n\nA\nB\nC\n", "captions-no-time", 3, "-->"),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n00:00.000 --> 00:00.500\nB\n",
            "captions-order",
            6,
            "thời gian",
        ),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nA\nVui 😀\n", "missing-letter", 5, "biểu tượng"),
        (f"WEBVTT\n\n00:01.000 --> 00:02.000\n{'A ' * 90}\n", "captions-too-long", 4, "chia"),
    ],
)
def test_faults_are_errors_with_their_line(
    load: Load, text: str, code: str, line: int, hint: str
) -> None:
    found = load_with(load, text)
    finding = found.find(code)
    assert finding.severity is Severity.ERROR
    assert finding.span is not None
    assert (finding.span.file, finding.span.line) == (VTT, line)
    assert hint in finding.hint
    assert found.entry().draft is None


def test_of_two_at_once_the_first_ends_early(load: Load) -> None:
    found = load_with(load, "WEBVTT\n\n00:00.000 --> 00:02.000\nA\n\n00:01.000 --> 00:02.500\nB\n")
    finding = found.find("captions-overlap")
    assert finding.severity is Severity.WARNING
    assert finding.span is not None
    assert finding.span.line == 6
    assert captions_of(found) == (Caption(0.0, 1.0, "A"), Caption(1.0, 2.5, "B"))


def test_captions_of_another_recording_are_noticed(load: Load) -> None:
    found = load_with(load, "WEBVTT\n\n00:00.000 --> 00:09.000\nA\n")
    assert found.codes() == ["captions-past-end"]


def test_a_voice_without_captions_is_told_how_to_write_them(load: Load) -> None:
    finding = load_with(load, None).find("no-captions")
    assert finding.severity is Severity.WARNING
    assert f"{VTT}" in finding.hint
    assert "WEBVTT" in finding.hint


@pytest.mark.parametrize("speech", ["none", "on-screen"])
def test_no_captions_where_the_facts_say_why(load: Load, speech: str) -> None:
    assert load_with(load, None, f'{FACTS}speech = "{speech}"\n').report.findings == []


def test_a_wrong_word_about_speech(load: Load) -> None:
    found = load_with(load, None, f'{FACTS}speech = "onscreen"\n')
    assert "on-screen" in found.find("unknown-speech").hint


def test_captions_under_a_near_name_are_found(load: Load) -> None:
    files = {VOICE: sound(tone(3.0)), f"{VOICE}.toml": FACTS, "content/media/v.vtt": GOOD}
    found = load({FILE: message(f"{HEAD}voice: media/v.wav\n"), **files})
    assert "content/media/v.vtt" in found.find("no-captions").hint
    assert VTT in found.find("no-captions").hint


def test_captions_are_approved_and_filed_with_the_message(load: Load) -> None:
    found = load_with(load, GOOD)
    known = found.library.campaign
    from generator.content.library import read_known  # noqa: PLC0415
    from generator.diagnostics import Report  # noqa: PLC0415

    campaign, names = read_known(found.world, Report())
    assert campaign == known
    done = approve(found.world, FILE, "Người duyệt", campaign, names)
    assert done.message is not None
    writes = dict(done.writes)
    base = f"records/approved/tin/{done.message.hash}"
    assert writes[f"{base}/media/v.wav.vtt"] == GOOD.encode()
    world = dict(found.world.tree)
    world.update(writes)
    # The approved form says the approved words, whatever stands beside the recording now.
    changed = load({**world, VTT: GOOD.replace("tin tốt", "tin xấu")}, NOW)
    assert changed.codes() == ["changed-after-approval"]
    live, draft = changed.live().voice, changed.draft().voice
    assert live is not None
    assert draft is not None
    assert live.captions[0].text == "Mỗi ngày một tin tốt"
    assert draft.captions[0].text == "Mỗi ngày một tin xấu"
    gone = load({k: v for k, v in world.items() if k != VTT}, NOW)
    assert "changed-after-approval" in gone.codes()
