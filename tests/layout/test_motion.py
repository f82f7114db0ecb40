"""Videos as data: what comes when, what stands how long, what wards share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

import pytest

from generator.content.model import Caption, Clip, Kind, Media
from generator.layout.display import DisplayList, Fill, Group, TextRun
from generator.layout.formats import Format, load_formats, load_themes
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

NEWS = Wording(
    id="tin",
    kind=Kind.NEWS,
    theme="tin-tot",
    chip="Tin tốt mỗi ngày",
    slogan="Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp",
    short="Mỗi ngày một tin tốt",
    support="Cùng lan tỏa điều tử tế trên không gian mạng.",
    points=(),
    claim="",
    verdict="",
    fact="",
    when="",
    where="",
    source="Kế hoạch 287/KH-UBND ngày 14/12/2021",
    publisher="Đoàn Thanh niên",
    ward="Phường Ngọc Hà",
    city="Thành phố Hà Nội",
    url="",
    image=None,
    alt="",
    logo=None,
    maker="",
    mark="BẢN MẪU",
    language="vi",
)
CHECK = replace(
    NEWS,
    kind=Kind.FACT_CHECK,
    theme="quy-tac",
    claim="Uống nước lá này ba ngày là khỏi bệnh",
    verdict="Sai sự thật",
    fact="Không có loại lá nào chữa khỏi bệnh hiểm nghèo",
)
WARNING = replace(
    NEWS,
    kind=Kind.WARNING,
    theme="canh-bao",
    slogan="Không bấm vào đường dẫn lạ trong Messenger, Zalo",
    points=("Gọi lại cho người gửi", "Không nhập mã OTP", "Báo công an phường"),
)
LONG = replace(
    NEWS,
    slogan=(
        "Trước khi chia sẻ một tin lạ, hãy dừng lại, đọc cả bài, xem ai viết, viết ngày nào, "
        "tìm nguồn chính thức, hỏi người hiểu chuyện, rồi mới quyết định có gửi đi"
    ),
)
EVENT = replace(
    NEWS,
    kind=Kind.EVENT,
    theme="su-kien",
    when="Từ ngày 22 tháng 11 năm 2026 đến ngày 31 tháng 12 năm 2026",
    where="Nhà văn hóa phường, 1 phố Ngọc Hà",
)
PICTURED = replace(
    NEWS, kind=Kind.STORY, image=Media("content/media/a.jpg", "0", 1200, 800), alt="Một lớp học"
)
TINY = Format("video-tiny", "video", 128, 64, file="mp4", fps=30)
FORMATS = (
    "video-16x9", "video-9x16", "video-1x1", "video-lintel-rgb", "video-apartment-p5",
    "video-column-rgb", "video-wide-rgb",
)  # fmt: skip
MESSAGES = [NEWS, CHECK, WARNING, LONG, PICTURED, EVENT]


_made: dict[tuple[Script, str], Timeline] = {}


@pytest.fixture
def make(make_world: MakeWorld) -> Callable[..., Timeline]:
    """Return a maker of videos; what one test has made the others need not make again."""
    world = make_world()
    formats = {**load_formats(world), TINY.id: TINY}
    themes, surfaces = load_themes(world), load_surfaces(world)

    def made(words: Wording = NEWS, fmt: str = "video-16x9", **extra: object) -> Timeline:
        script = Script(words, "Tin Tốt", **extra)  # type: ignore[arg-type] # clip, voice, music
        if (script, fmt) not in _made:
            theme = themes[words.theme]
            _made[script, fmt] = timeline(script, formats[fmt], theme, surfaces, world)
        return _made[script, fmt]

    return made


def texts(scene: Scene) -> list[str]:
    return [line.text for line in scene.display.texts()]


def tracks(scene: Scene, group: str, prop: str = "") -> list[Track]:
    return [t for t in scene.tracks if t.group == group and prop in {"", t.prop}]


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
    make: Callable[..., Timeline], words: Wording
) -> None:
    for fmt in FORMATS:
        video = make(words, fmt)
        assert video.seconds >= 8
        assert video.seconds <= 30 or words is LONG, (fmt, video.seconds)
        assert all(scene.frames % GOP == 0 for scene in video.scenes)
        first, last = video.scenes[0], video.scenes[-1]
        assert visible(first, 0) == visible(last, last.frames - 1), fmt


@pytest.mark.parametrize("words", MESSAGES, ids=lambda words: f"{words.kind}-{words.slogan[:5]}")
def test_one_scene_ends_as_the_next_begins(make: Callable[..., Timeline], words: Wording) -> None:
    for fmt in (*FORMATS, "video-tiny"):
        for one, other in pairwise(make(words, fmt).scenes):
            names = {getattr(i, "name", "") for i in (*one.display.items, *other.display.items)}
            if names & {"picture", "marquee"}:
                continue  # one grows all the time, the other waits outside; both have their tests
            before, after = visible(one, one.frames - 1), visible(other, 0)
            assert letters(before) == letters(after), (fmt, one.name, other.name)


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_tag_of_samples_never_goes(make: Callable[..., Timeline], fmt: str) -> None:
    video = make(WARNING, fmt)
    if any("sample" in scene.name for scene in video.scenes):
        assert [scene for scene in video.scenes if "BẢN MẪU" in texts(scene)]
        return
    for scene in video.scenes:
        marks = [item for item in scene.display.items if getattr(item, "name", "") == "mark"]
        assert len(marks) == 1, scene.name
        assert not tracks(scene, "mark")
        assert scene.display.items[-1] == marks[0]


def test_only_the_second_half_of_the_closing_card_names_the_ward(
    make: Callable[..., Timeline],
) -> None:
    for fmt in FORMATS:
        site = replace(NEWS, url="https://phuong.example/x/tin/tin.html")
        here = make(site, fmt)
        there = make(replace(site, ward="Xã Sóc Sơn", url="https://x.example/tin/tin.html"), fmt)
        named = [s.name for s in here.scenes if any("Ngọc Hà" in t for t in texts(s))]
        assert named == ["closing-ward", "closing-hold", "return"]
        for one, other in zip(here.scenes, there.scenes, strict=True):
            assert (one == other) == (one.name not in named), (fmt, one.name)


def test_the_closing_card_names_source_and_code(make: Callable[..., Timeline]) -> None:
    with_site = replace(NEWS, url="https://phuong.example/x/tin/tin.html")
    for fmt in ("video-16x9", "video-9x16", "video-1x1", "video-apartment-p5"):
        (card,) = [s for s in make(with_site, fmt).scenes if s.name == "closing-hold"]
        said = " ".join(texts(card))
        assert "Nguồn: Kế hoạch 287/KH-UBND ngày 14/12/2021" in said, fmt
        assert "Phường Ngọc Hà" in said, fmt
        scanned = card.display.group("qr") is not None
        # Boards hang too far away; a telephone cannot scan what it plays itself, but a TV can.
        assert scanned == (fmt in {"video-16x9", "video-9x16"}), fmt


def test_words_come_in_reading_order_and_rise_a_third(make: Callable[..., Timeline]) -> None:
    (scene,) = [s for s in make().scenes if s.name == "slogan"]
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


def test_words_come_when_the_words_before_are_gone(make: Callable[..., Timeline]) -> None:
    for words, fmt in ((WARNING, "video-16x9"), (CHECK, "video-9x16"), (EVENT, "video-1x1")):
        for scene in make(words, fmt).scenes:
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


def test_a_page_is_in_view_as_long_as_it_takes_to_read(make: Callable[..., Timeline]) -> None:
    video = make()
    for says, scenes in groupby(video.scenes, key=lambda scene: scene.says):
        told = list(scenes)
        if told[0].name in {"closing-ward", "opening"} or not says:
            continue
        begins = min(t.keys[0].frame for t in told[0].tracks if t.prop == "dy")
        seen = sum(scene.frames for scene in told) - begins
        assert seen >= reading_time(says) * video.fps, says
        assert told[1].frames >= 2 * video.fps, "it stands for two seconds"


def test_a_long_slogan_runs_through_a_strip(make: Callable[..., Timeline]) -> None:
    video = make(LONG, "video-lintel-rgb")
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


def test_points_come_one_after_another_in_one_size(make: Callable[..., Timeline]) -> None:
    for fmt in FORMATS:
        held = [
            s for s in make(WARNING, fmt).scenes if s.name.startswith("point-") and "hold" in s.name
        ]
        groups = [s.display.group("point") for s in held]
        lines = [DisplayList(0, 0, "px", (g,)).texts() for g in groups if g is not None]
        said = [" ".join(run.text for run in one) for one in lines]
        assert said == list(WARNING.points), fmt
        assert len({round(run.size, 3) for one in lines for run in one}) == 1, fmt
        figures = [s.display.group("number") for s in held]
        assert all(figures), fmt


def test_a_point_too_long_for_a_small_board_takes_several_pages(
    make: Callable[..., Timeline],
) -> None:
    long = "Không đưa mã OTP, mật khẩu, số thẻ, ảnh giấy tờ cho bất kỳ ai, kể cả người xưng công an"
    video = make(replace(WARNING, points=(long,)), "video-tiny")
    held = [s for s in video.scenes if s.name.startswith("point-1-") and s.name.endswith("-hold")]
    assert len(held) > 1
    groups = [scene.display.group("point") for scene in held]
    lines = DisplayList(0, 0, "px", tuple(g for g in groups if g is not None)).texts()
    assert " ".join(run.text for run in lines) == long
    assert min(run.size for run in lines) >= 11


def test_a_claim_is_struck_after_it_was_said_and_then_the_fact_comes(
    make: Callable[..., Timeline],
) -> None:
    for fmt in ("video-16x9", "video-9x16", "video-apartment-p5", "video-wide-rgb"):
        video = make(CHECK, fmt)
        names = [scene.name for scene in video.scenes]
        assert names.index("claim") < names.index("fact")
        scene = video.scenes[names.index("claim")]
        (stroke,) = tracks(scene, "claim/rest")
        assert stroke.prop == "clip_x"
        words = [t for t in scene.tracks if t.group.startswith("claim/") and t.prop == "opacity"]
        assert stroke.keys[0].frame >= max(t.keys[-1].frame for t in words) - 3
        for page in (s for s in video.scenes if s.display.group("claim") is not None):
            assert "fact" not in {getattr(item, "name", "") for item in page.display.items}


def test_a_picture_slowly_comes_nearer_until_it_is_gone(make: Callable[..., Timeline]) -> None:
    for fmt in ("video-16x9", "video-9x16", "video-1x1", "video-apartment-p5"):
        video = make(PICTURED, fmt)
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


def test_nothing_changes_faster_than_a_third_of_a_second(make: Callable[..., Timeline]) -> None:
    for words in MESSAGES:
        for fmt in FORMATS:
            for scene in make(words, fmt).scenes:
                for track in scene.tracks:
                    if track.prop == "opacity":
                        length = track.keys[-1].frame - track.keys[0].frame
                        assert length >= 10, (fmt, scene.name, track.group)


def test_every_video_opens_with_the_campaign(make: Callable[..., Timeline]) -> None:
    for fmt in FORMATS:
        opening, held = make(fmt=fmt).scenes[:2]
        assert (opening.name, held.name) == ("opening", "opening-hold")
        assert "Tin Tốt" in texts(held)
        assert held.display.group("seal") is not None, fmt
        rings = [t.keys[0].frame for t in opening.tracks if t.group.startswith("motif/")]
        assert rings == sorted(rings), "its rings open from the middle outwards"
        assert len(rings) >= 4


def test_the_poster_shows_the_message_built(make: Callable[..., Timeline]) -> None:
    for words, name in ((NEWS, "slogan-hold"), (CHECK, "fact-hold"), (PICTURED, "slogan-hold")):
        video = make(words)
        passed = 0
        for scene in video.scenes:
            if scene.name == name:
                break
            passed += scene.frames
        assert video.poster == passed


def test_scenes_say_what_captions_tell(make: Callable[..., Timeline]) -> None:
    said = list(dict.fromkeys(scene.says for scene in make(WARNING).scenes if scene.says))
    assert said == [
        "Tin Tốt",
        WARNING.slogan,
        *WARNING.points,
        "Phường Ngọc Hà. Nguồn: Kế hoạch 287/KH-UBND ngày 14/12/2021",
    ]
    told = [scene.says for scene in make(CHECK).scenes]
    assert f"Tin đang lan truyền: {CHECK.claim} Sai sự thật." in told
    assert f"Sự thật: {CHECK.fact}" in told


def test_a_voice_makes_the_video_long_enough_and_begins_with_the_message(
    make: Callable[..., Timeline],
) -> None:
    spoken = (
        Caption(0.5, 2.0, "Mỗi ngày một tin tốt"),
        Caption(2.5, 5.0, "Mỗi tuần một câu chuyện"),
    )
    voice = Media("content/media/a.mp3", "1", seconds=27.0, audible=True, captions=spoken)
    silent, heard = make(), make(voice=voice)
    opening = heard.scenes[0].frames + heard.scenes[1].frames
    (cue,) = heard.sound
    assert (cue.role, cue.at, cue.seconds) == ("voice", opening / 30, 27.0)
    assert heard.seconds >= cue.at + 27 + 1 > silent.seconds
    assert [c.text for c in heard.speech] == [c.text for c in spoken]
    assert heard.speech[0].start == cue.at + 0.5
    assert make(fmt="video-apartment-p5", voice=voice).sound == (), "boards are silent"


def test_spoken_words_are_burned_in_while_they_are_spoken(make: Callable[..., Timeline]) -> None:
    spoken = (
        Caption(0.5, 2.0, "Mỗi ngày một tin tốt"),
        Caption(3.0, 7.0, "Mỗi tuần một câu chuyện"),
    )
    voice = Media("content/media/a.mp3", "1", seconds=8.0, audible=True, captions=spoken)
    video = make(voice=voice)
    shown: dict[str, list[float]] = {}
    passed = 0
    for scene in video.scenes:
        for track in scene.tracks:
            if track.group.startswith("caption-"):
                times = [passed + f for f in range(scene.frames) if track.at(f) == 1]
                shown.setdefault(track.group, []).extend(times)
        passed += scene.frames
    start = video.sound[0].at
    for number, caption in enumerate(spoken):
        frames = shown[f"caption-{number}"]
        assert frames == list(
            range(round((start + caption.start) * 30), round((start + caption.end) * 30))
        )
    plates = [
        i for s in video.scenes for i in s.display.items if getattr(i, "name", "") == "caption-0"
    ]
    words = [run.text for plate in plates for run in DisplayList(0, 0, "px", (plate,)).texts()]
    assert "Mỗi ngày một tin tốt" in words


def test_captions_lie_over_no_other_words(make: Callable[..., Timeline]) -> None:
    lines = "Mỗi tuần một câu chuyện đẹp, kể cho cả tổ dân phố cùng nghe và cùng làm theo nhé"
    voice = Media("content/media/a.mp3", "1", seconds=20.0, audible=True,
                  captions=(Caption(0.0, 20.0, lines),))  # fmt: skip
    for words in (NEWS, WARNING, CHECK, PICTURED, EVENT):
        for fmt in ("video-16x9", "video-9x16", "video-1x1"):
            held = [s for s in make(words, fmt, voice=voice).scenes if s.name.endswith("-hold")]
            plates = [p for s in held if (p := s.display.group("caption-0")) is not None]
            assert plates
            plate = plates[0].items[0]
            assert isinstance(plate, Fill)
            for scene in held[1:-1]:
                for run in scene.display.texts():
                    own = any(run in p.items for p in plates)
                    assert own or run.box[3] <= plate.y, (fmt, scene.name, run.text)


def test_points_beside_film_go_before_the_video_gets_too_long(
    make: Callable[..., Timeline],
) -> None:
    clip = Clip(Media("content/media/f.mp4", "1", 1280, 720, seconds=30.0), 0.0, 17.0)
    video = make(WARNING, clip=clip)
    assert video.seconds <= 30
    assert "slogan" in {scene.name for scene in video.scenes}


def test_music_alone_needs_no_captions(make: Callable[..., Timeline]) -> None:
    music = Media("content/media/m.mp3", "1", seconds=120.0, audible=True)
    video = make(music=music)
    assert [(c.role, c.at, c.seconds) for c in video.sound] == [("music", 0.0, video.seconds)]
    assert video.speech == ()
    assert video.scenes == make().scenes


def test_staff_film_plays_between_opening_and_slogan_with_its_title(
    make: Callable[..., Timeline],
) -> None:
    media = Media("content/media/f.mp4", "1", 1280, 720, seconds=30.0, audible=True)
    clip = Clip(media, 2.0, 8.0, "Dọn vườn cùng bà con tổ 5")
    for fmt in ("video-16x9", "video-9x16", "video-1x1", "video-hall-p3"):
        video = make(fmt=fmt, clip=clip)
        names = [scene.name for scene in video.scenes]
        assert names[:4] == ["opening", "opening-hold", "clip", "slogan"]
        scene = video.scenes[2]
        assert scene.footage is not None
        assert (scene.footage.start, scene.footage.seconds) == (2.0, 6.0)
        assert scene.footage.area == (0, 0, video.width, video.height)
        assert scene.frames >= 6 * 30
        assert "Dọn vườn cùng bà con tổ 5" in " ".join(texts(scene))
        (curtain,) = tracks(scene, "curtain")
        assert [curtain.at(f) for f in (0, 60, scene.frames - 1)] == [1, 0, 1]
        sound = [(c.role, c.start, c.seconds) for c in video.sound]
        assert sound == ([("footage", 2.0, 6.0)] if fmt != "video-hall-p3" else [])


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
