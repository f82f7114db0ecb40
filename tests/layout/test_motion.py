"""Videos as data: what comes when, what stands how long, what wards share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from motion_kit import (
    CHECK,
    EVENT,
    FORMATS,
    LONG,
    MESSAGES,
    NEWS,
    PICTURED,
    WARNING,
    texts,
    tracks,
)  # fmt: skip

from generator.layout.display import DisplayList, Group, TextRun
from generator.layout.formats import load_formats, load_themes
from generator.layout.motion import timeline
from generator.layout.motion_acts import GOP
from generator.layout.motion_parts import words as by_word
from generator.layout.script import Script
from generator.layout.surfaces import load_surfaces
from generator.layout.timeline import Keyframe, Scene, Timeline, Track
from generator.layout.wording import Wording
from generator.text.reading import reading_time
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]


def leaves(items: tuple[object, ...], seen: float, scene: Scene, frame: int) -> Iterator[object]:
    """What is fully seen at a frame, and None for what is seen in part."""
    for item in items:
        if not isinstance(item, Group):
            yield item if seen == 1 else None
            continue
        value = seen
        for track in tracks(scene, item.name):
            if track.prop in {"opacity", "clip_x"}:
                value *= track.at(frame)
        if value:
            yield from leaves(item.items, value, scene, frame)


def visible(scene: Scene, frame: int) -> list[object]:
    """Items that show at a frame, bottom first, words joined to what they say."""
    found = list(leaves(scene.display.items, 1, scene, frame))
    assert None not in found, (scene.name, frame, "something is seen in part")
    return found


def letters(items: list[object]) -> list[tuple[str, float, float]]:
    """Every letter where it stands, in no order."""
    return sorted(
        (c.text, round(run.x + c.x, 3), round(run.y, 3))
        for run in items
        if isinstance(run, TextRun)
        for c in run.clusters
        if not c.text.isspace()
    )


@pytest.mark.parametrize("words", MESSAGES, ids=lambda words: f"{words.kind}-{words.slogan[:5]}")
def test_every_video_is_a_loop_of_8_to_30_seconds(
    make_film: Callable[..., Timeline], words: Wording
) -> None:
    for fmt in FORMATS:
        video = make_film(words, fmt)
        assert video.seconds >= 8
        assert video.seconds <= 30 or words is LONG, (fmt, video.seconds)
        assert all(scene.frames % GOP == 0 for scene in video.scenes)
        first, last = video.scenes[0], video.scenes[-1]
        assert visible(first, 0) == visible(last, last.frames - 1), fmt


@pytest.mark.parametrize("words", MESSAGES, ids=lambda words: f"{words.kind}-{words.slogan[:5]}")
def test_one_scene_ends_as_the_next_begins(
    make_film: Callable[..., Timeline], words: Wording
) -> None:
    for fmt in (*FORMATS, "video-tiny"):
        for one, other in pairwise(make_film(words, fmt).scenes):
            names = {getattr(i, "name", "") for i in (*one.display.items, *other.display.items)}
            if names & {"picture", "marquee"}:
                continue  # one grows all the time, the other waits outside; both have their tests
            before, after = visible(one, one.frames - 1), visible(other, 0)
            assert letters(before) == letters(after), (fmt, one.name, other.name)


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_tag_of_samples_never_goes(make_film: Callable[..., Timeline], fmt: str) -> None:
    video = make_film(WARNING, fmt)
    if any("sample" in scene.name for scene in video.scenes):
        assert [scene for scene in video.scenes if "BẢN MẪU" in texts(scene)]
        return
    for scene in video.scenes:
        marks = [item for item in scene.display.items if getattr(item, "name", "") == "mark"]
        assert len(marks) == 1, scene.name
        assert not tracks(scene, "mark")
        assert scene.display.items[-1] == marks[0]


def test_only_the_second_half_of_the_closing_card_names_the_ward(
    make_film: Callable[..., Timeline],
) -> None:
    for fmt in FORMATS:
        site = replace(NEWS, url="https://phuong.example/x/tin/tin.html")
        here = make_film(site, fmt)
        there = make_film(
            replace(site, ward="Xã Sóc Sơn", url="https://x.example/tin/tin.html"), fmt
        )
        named = [s.name for s in here.scenes if any("Ngọc Hà" in t for t in texts(s))]
        assert named == ["closing-ward", "closing-hold", "return"]
        for one, other in zip(here.scenes, there.scenes, strict=True):
            assert (one == other) == (one.name not in named), (fmt, one.name)


def test_what_videos_share_ends_before_a_key_frame(make_film: Callable[..., Timeline]) -> None:
    for fmt in FORMATS:
        scenes = make_film(NEWS, fmt).scenes
        apart = [n for n, scene in enumerate(scenes) if scene.apart]
        assert [scenes[n - 1].name for n in apart] == ["opening-hold", "closing"]


def test_the_closing_card_names_source_and_code(make_film: Callable[..., Timeline]) -> None:
    with_site = replace(NEWS, url="https://phuong.example/x/tin/tin.html")
    for fmt in ("video-16x9", "video-9x16", "video-1x1", "video-apartment-p5"):
        (card,) = [s for s in make_film(with_site, fmt).scenes if s.name == "closing-hold"]
        said = " ".join(texts(card))
        assert "Nguồn: Kế hoạch 287/KH-UBND ngày 14/12/2021" in said, fmt
        assert "Phường Ngọc Hà" in said, fmt
        scanned = card.display.group("qr") is not None
        # Boards hang too far away; a telephone cannot scan what it plays itself, but a TV can.
        assert scanned == (fmt in {"video-16x9", "video-9x16"}), fmt


def test_words_come_in_reading_order_and_rise_a_third(make_film: Callable[..., Timeline]) -> None:
    (scene,) = [s for s in make_film().scenes if s.name == "slogan"]
    slogan = scene.display.group("slogan")
    assert slogan is not None
    parts = [item for item in slogan.items if isinstance(item, Group)]
    said = [DisplayList(0, 0, "px", (part,)).texts()[0] for part in parts]
    assert [run.text for run in said] == (
        ["Mỗi", "ngày", "một", "tin", "tốt –", "Mỗi", "tuần", "một", "câu", "chuyện", "đẹp"]
    )
    starts = []
    for part in parts:
        (fade,) = tracks(scene, part.name, "opacity")
        (rise,) = tracks(scene, part.name, "dy")
        assert (fade.keys[0].value, fade.keys[-1].value) == (0.0, 1.0)
        assert rise.keys[0].value == pytest.approx(said[0].size / 3, rel=0.1)
        assert rise.keys[-1].value == 0.0
        starts.append(fade.keys[0].frame)
    assert starts == sorted(set(starts))
    (rule,) = tracks(scene, "rule")
    assert rule.prop == "clip_x"
    assert rule.keys[0].frame > starts[-1]


def test_words_come_when_the_words_before_are_gone(make_film: Callable[..., Timeline]) -> None:
    for words, fmt in ((WARNING, "video-16x9"), (CHECK, "video-9x16"), (EVENT, "video-1x1")):
        for scene in make_film(words, fmt).scenes:
            gone = [t.keys[-1].frame for t in scene.tracks if t.group.startswith("out/")]
            come = [
                t.keys[0].frame
                for t in scene.tracks
                if t.prop == "dy" and not t.group.startswith("out/")
            ]
            if gone and come:
                assert min(come) >= max(gone), scene.name


def test_words_stand_where_their_line_had_them(make_world: MakeWorld) -> None:
    world = make_world()
    themes, surfaces = load_themes(world), load_surfaces(world)
    fmt = load_formats(world)["video-16x9"]
    video = timeline(Script(NEWS, "Tin Tốt"), fmt, themes["tin-tot"], surfaces, world)
    slogan = next(s for s in video.scenes if s.name == "slogan-hold").display.group("slogan")
    assert slogan is not None
    apart = DisplayList(0, 0, "px", (by_word(slogan, world),))
    whole = DisplayList(0, 0, "px", (slogan,))
    assert letters(list(apart.texts())) == letters(list(whole.texts()))
    for run in apart.texts():
        left, top, right, bottom = run.ink
        assert -run.size * 0.2 < left < right < run.width + run.size * 0.2
        assert top < 0
        assert bottom > -run.size * 0.4


def test_a_page_is_in_view_as_long_as_it_takes_to_read(make_film: Callable[..., Timeline]) -> None:
    video = make_film()
    for says, scenes in groupby(video.scenes, key=lambda scene: scene.says):
        told = list(scenes)
        if told[0].name in {"closing-ward", "opening"} or not says:
            continue
        begins = min(t.keys[0].frame for t in told[0].tracks if t.prop == "dy")
        seen = sum(scene.frames for scene in told) - begins
        assert seen >= reading_time(says) * video.fps, says
        assert told[1].frames >= 2 * video.fps, "it stands for two seconds"


def test_a_long_slogan_runs_through_a_strip(make_film: Callable[..., Timeline]) -> None:
    video = make_film(LONG, "video-lintel-rgb")
    (scene,) = [s for s in video.scenes if s.display.group("marquee")]
    (line,) = [run for run in scene.display.texts() if run.size > 30]
    assert line.text == LONG.slogan
    (runs,) = tracks(scene, "marquee", "dx")
    first, last = runs.keys
    step = (first.value - last.value) / (last.frame - first.frame)
    assert first.easing == "linear"
    assert step == int(step) >= 1, "whole px, so that letters stay sharp"
    assert line.box[0] + runs.at(0) >= 640, "it begins beyond the right end"
    assert line.box[2] + runs.at(scene.frames - 1) <= 0, "and ends beyond the left one"
    in_view = sum(c.isalnum() for c in LONG.slogan) * 640 / line.width
    assert step * video.fps <= 640 / (in_view / 6), "a passer-by can read it"


def test_points_come_one_after_another_in_one_size(make_film: Callable[..., Timeline]) -> None:
    for fmt in FORMATS:
        held = [
            s
            for s in make_film(WARNING, fmt).scenes
            if s.name.startswith("point-") and "hold" in s.name
        ]
        groups = [s.display.group("point") for s in held]
        lines = [DisplayList(0, 0, "px", (g,)).texts() for g in groups if g is not None]
        said = [" ".join(run.text for run in one) for one in lines]
        assert said == list(WARNING.points), fmt
        assert len({round(run.size, 3) for one in lines for run in one}) == 1, fmt
        figures = [s.display.group("number") for s in held]
        assert all(figures), fmt


def test_a_point_too_long_for_a_small_board_takes_several_pages(
    make_film: Callable[..., Timeline],
) -> None:
    long = "Không đưa mã OTP, mật khẩu, số thẻ, ảnh giấy tờ cho bất kỳ ai, kể cả người xưng công an"
    video = make_film(replace(WARNING, points=(long,)), "video-tiny")
    held = [s for s in video.scenes if s.name.startswith("point-1-") and s.name.endswith("-hold")]
    assert len(held) > 1
    groups = [scene.display.group("point") for scene in held]
    lines = DisplayList(0, 0, "px", tuple(g for g in groups if g is not None)).texts()
    assert " ".join(run.text for run in lines) == long
    assert min(run.size for run in lines) >= 11


def test_a_claim_is_struck_after_it_was_said_and_then_the_fact_comes(
    make_film: Callable[..., Timeline],
) -> None:
    for fmt in ("video-16x9", "video-9x16", "video-apartment-p5", "video-wide-rgb"):
        video = make_film(CHECK, fmt)
        names = [scene.name for scene in video.scenes]
        assert names.index("claim") < names.index("fact")
        scene = video.scenes[names.index("claim")]
        (stroke,) = tracks(scene, "claim/rest")
        assert stroke.prop == "clip_x"
        words = [t for t in scene.tracks if t.group.startswith("claim/") and t.prop == "opacity"]
        assert stroke.keys[0].frame >= max(t.keys[-1].frame for t in words) - 3
        for page in (s for s in video.scenes if s.display.group("claim") is not None):
            assert "fact" not in {getattr(item, "name", "") for item in page.display.items}


def test_a_picture_slowly_comes_nearer_until_it_is_gone(make_film: Callable[..., Timeline]) -> None:
    for fmt in ("video-16x9", "video-9x16", "video-1x1", "video-apartment-p5"):
        video = make_film(PICTURED, fmt)
        sizes = []
        for scene in video.scenes:
            grows = [t for t in scene.tracks if t.group.endswith("picture/image")]
            for track in grows:
                assert track.prop == "scale"
                assert all(key.easing == "linear" for key in track.keys[:-1])
                sizes.append((track.keys[0].value, track.keys[-1].value))
        assert len(sizes) == 3, "while it comes, stands and goes"
        assert sizes[0][0] == 1.0
        assert all(a[1] == pytest.approx(b[0]) for a, b in pairwise(sizes))
        assert 1.02 < sizes[-1][1] < 1.12


def test_nothing_changes_faster_than_a_third_of_a_second(
    make_film: Callable[..., Timeline],
) -> None:
    for words in MESSAGES:
        for fmt in FORMATS:
            for scene in make_film(words, fmt).scenes:
                for track in scene.tracks:
                    if track.prop == "opacity":
                        length = track.keys[-1].frame - track.keys[0].frame
                        assert length >= 10, (fmt, scene.name, track.group)


def test_every_video_opens_with_the_campaign(make_film: Callable[..., Timeline]) -> None:
    for fmt in FORMATS:
        opening, held = make_film(fmt=fmt).scenes[:2]
        assert (opening.name, held.name) == ("opening", "opening-hold")
        assert "Tin Tốt" in texts(held)
        assert held.display.group("seal") is not None, fmt
        rings = [t.keys[0].frame for t in opening.tracks if t.group.startswith("motif/")]
        assert rings == sorted(rings), "its rings open from the middle outwards"
        assert len(rings) >= 4


def test_the_poster_shows_the_message_built(make_film: Callable[..., Timeline]) -> None:
    for words, name in ((NEWS, "slogan-hold"), (CHECK, "fact-hold"), (PICTURED, "slogan-hold")):
        video = make_film(words)
        passed = 0
        for scene in video.scenes:
            if scene.name == name:
                break
            passed += scene.frames
        assert video.poster == passed


def test_scenes_say_what_captions_tell(make_film: Callable[..., Timeline]) -> None:
    said = list(dict.fromkeys(scene.says for scene in make_film(WARNING).scenes if scene.says))
    assert said == [
        "Tin Tốt",
        WARNING.slogan,
        *WARNING.points,
        "Phường Ngọc Hà. Nguồn: Kế hoạch 287/KH-UBND ngày 14/12/2021",
    ]
    told = [scene.says for scene in make_film(CHECK).scenes]
    assert f"Tin đang lan truyền: {CHECK.claim} Sai sự thật." in told
    assert f"Sự thật: {CHECK.fact}" in told


def test_a_cue_that_does_not_exist_is_refused(make_world: MakeWorld) -> None:
    for wrong in (
        '[motion]\nbounce = 3\n\n[motion.groups]\nchip = "rise"',
        '[motion.groups]\nchip = "bounce"',
    ):
        name = "layouts/surfaces/film-slogan-wide.toml"
        text = make_world().read(name).decode("utf-8")
        world = make_world({name: text.replace('[motion.groups]\nchip = "rise"', wrong)})
        themes, surfaces = load_themes(world), load_surfaces(world)
        fmt = load_formats(world)["video-16x9"]
        with pytest.raises(ValueError, match=r"film-slogan-wide\.toml: no cue 'bounce'"):
            timeline(Script(NEWS, "Tin Tốt"), fmt, themes["tin-tot"], surfaces, world)


@pytest.mark.parametrize(
    ("easing", "half"),
    [("linear", 0.5), ("ease-in", 0.125), ("ease-out", 0.875), ("ease-in-out", 0.5), ("hold", 0)],
)
def test_easings(easing: str, half: float) -> None:
    track = Track("a", "dx", (Keyframe(10, 0.0, easing), Keyframe(20, 1.0)))  # type: ignore[arg-type]
    assert [track.at(f) for f in (0, 10, 15, 20, 99)] == [0, 0, half, 1, 1]
