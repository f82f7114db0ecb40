"""Videos as data: what comes when, what stands how long, what wards share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from generator.content.model import Kind, Media
from generator.layout.display import DisplayList, Group, TextRun
from generator.layout.formats import Format, load_formats, load_themes
from generator.layout.motion import GOP, timeline
from generator.layout.motion_words import words as by_word
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
PICTURED = replace(
    NEWS, kind=Kind.STORY, image=Media("content/media/a.jpg", "0", 1200, 800), alt="Một lớp học"
)
TINY = Format("video-tiny", "video", 128, 64, file="mp4", fps=30)
FORMATS = ("video-16x9", "video-9x16", "video-lintel-rgb", "video-apartment-p5", "video-hall-p3")


@pytest.fixture
def make(make_world: MakeWorld) -> Callable[..., Timeline]:
    world = make_world()
    formats = {**load_formats(world), TINY.id: TINY}
    themes, surfaces = load_themes(world), load_surfaces(world)

    def made(words: Wording = NEWS, fmt: str = "video-16x9") -> Timeline:
        return timeline(
            Script(words, "Tin Tốt"), formats[fmt], themes[words.theme], surfaces, world
        )

    return made


def texts(scene: Scene) -> set[str]:
    return {line.text for line in scene.display.texts()}


def shown(scene: Scene, frame: int) -> dict[str, float]:
    """Opacity of every top-level group at a frame, and 0 for rules that are not drawn yet."""
    found = {}
    for group in scene.display.items:
        assert isinstance(group, Group)
        tracks = [t for t in scene.tracks if t.group == group.name]
        values = [t.at(frame) for t in tracks if t.prop in {"opacity", "clip_x"}]
        inner = [
            t.at(frame)
            for t in scene.tracks
            if t.prop == "opacity" and t.group.startswith(f"{group.name}/")
        ]
        found[group.name] = min([*values, max(inner, default=1.0)])
    return found


def visible(scene: Scene, frame: int) -> list[tuple[object, ...]]:
    """Items of the groups that show at a frame, bottom first."""
    opacity = shown(scene, frame)
    groups = [g for g in scene.display.items if isinstance(g, Group)]
    assert all(value in {0, 1} for value in opacity.values())
    return [(g.items, g.opacity) for g in groups if opacity[g.name]]


@pytest.mark.parametrize(
    "words", [NEWS, CHECK, WARNING, LONG, PICTURED], ids=lambda words: words.slogan[:9]
)
def test_every_video_is_a_loop_of_8_to_30_seconds_with_the_mark_on_top(
    make: Callable[..., Timeline], words: Wording
) -> None:
    for fmt in FORMATS:
        loops(make(words, fmt))


def test_on_a_tiny_board_the_mark_is_a_page_of_its_own(make: Callable[..., Timeline]) -> None:
    video = make(WARNING, "video-tiny")
    loops(video, tagged=False)
    told = [[r.text for r in scene.display.texts()] for scene in video.scenes]
    assert ["BẢN MẪU"] in told


def loops(video: Timeline, *, tagged: bool = True) -> None:
    pages = sum(scene.name.endswith("-hold") for scene in video.scenes) - 1
    assert 8 <= video.seconds <= (30 if pages < 5 else 8 * pages)
    assert all(scene.frames % GOP == 0 for scene in video.scenes)
    first, last = video.scenes[0], video.scenes[-1]
    assert visible(first, 0) == visible(last, last.frames - 1)
    assert 2 <= len(visible(first, 0)) <= 5
    for scene in video.scenes if tagged else ():
        for frame in range(0, scene.frames, 7):
            marks = [v for name, v in shown(scene, frame).items() if name.endswith("mark")]
            assert sum(marks) == pytest.approx(1), "the mark never goes"
        top = scene.display.items[-1]
        assert isinstance(top, Group)
        assert top.name.endswith("mark")


@pytest.mark.parametrize("words", [NEWS, CHECK, WARNING], ids=lambda w: w.kind.value)
def test_one_scene_ends_as_the_next_begins(make: Callable[..., Timeline], words: Wording) -> None:
    def seen(scene: Scene, frame: int) -> set[str]:
        lines: set[str] = set()
        for group in scene.display.items:
            assert isinstance(group, Group)
            if shown(scene, frame)[group.name] > 0:
                lines |= {r.text for r in DisplayList(0, 0, "px", (group,)).texts()}
        return {word for line in lines for word in line.split()}

    for fmt in FORMATS:
        for one, other in pairwise(make(words, fmt).scenes):
            assert seen(one, one.frames - 1) == seen(other, 0), (fmt, one.name, other.name)


def test_only_the_closing_card_names_the_ward(make: Callable[..., Timeline]) -> None:
    for fmt in FORMATS:
        here = make(NEWS, fmt)
        there = make(replace(NEWS, ward="Phường Cầu Giấy", url="https://x.example/tin.html"), fmt)
        named = [s.name for s in here.scenes if any("Ngọc Hà" in t for t in texts(s))]
        assert named == ["closing", "closing-hold", "closing-leave"]
        for one, other in zip(here.scenes, there.scenes, strict=True):
            assert (one == other) == (one.name not in named), one.name


def test_words_come_in_reading_order_and_rise_a_third(make: Callable[..., Timeline]) -> None:
    opening = make().scenes[0]
    slogan = opening.display.group("slogan")
    assert slogan is not None
    parts = [item for item in slogan.items if isinstance(item, Group)]
    said = [DisplayList(0, 0, "px", (part,)).texts()[0] for part in parts]
    assert [run.text for run in said] == (
        ["Mỗi", "ngày", "một", "tin", "tốt –", "Mỗi", "tuần", "một", "câu", "chuyện", "đẹp"]
    )
    starts = []
    for part in parts:
        (fade,) = [t for t in opening.tracks if (t.group, t.prop) == (part.name, "opacity")]
        (rise,) = [t for t in opening.tracks if (t.group, t.prop) == (part.name, "dy")]
        assert (fade.keys[0].value, fade.keys[-1].value) == (0.0, 1.0)
        assert rise.keys[0].value == pytest.approx(said[0].size / 3, rel=0.1)
        assert rise.keys[-1].value == 0.0
        starts.append(fade.keys[0].frame)
    assert starts == sorted(set(starts))
    (rule,) = [t for t in opening.tracks if t.group == "rule"]
    assert rule.prop == "clip_x"
    assert rule.keys[0].frame > starts[-1]


def test_words_stand_where_their_line_had_them(make_world: MakeWorld) -> None:
    world = make_world()
    page = timeline_page(world)
    slogan = page.group("slogan")
    assert slogan is not None
    apart = DisplayList(0, 0, "px", (by_word(slogan, world),))

    def letters(runs: tuple[TextRun, ...]) -> list[tuple[str, float, float]]:
        return [
            (c.text, round(run.x + c.x, 6), run.y)
            for run in runs
            for c in run.clusters
            if not c.text.isspace()
        ]

    assert letters(apart.texts()) == letters(DisplayList(0, 0, "px", (slogan,)).texts())
    for run in apart.texts():
        left, top, right, bottom = run.ink
        assert -run.size * 0.2 < left < right < run.width + run.size * 0.2
        assert top < 0
        assert bottom > -run.size * 0.4


def timeline_page(world: MemoryWorld) -> DisplayList:
    themes, surfaces = load_themes(world), load_surfaces(world)
    fmt = load_formats(world)["video-16x9"]
    return (
        timeline(Script(NEWS, "Tin Tốt"), fmt, themes["tin-tot"], surfaces, world).scenes[1].display
    )


def test_a_page_is_in_view_as_long_as_it_takes_to_read(make: Callable[..., Timeline]) -> None:
    video = make()
    opening, hold = video.scenes[:2]
    need = reading_time(f"{NEWS.slogan} {NEWS.support}")
    assert opening.frames + hold.frames >= need * video.fps
    assert hold.frames >= 2 * video.fps


def test_a_long_slogan_is_paged_on_a_strip(make: Callable[..., Timeline]) -> None:
    video = make(LONG, "video-lintel-rgb")
    openings = [s for s in video.scenes if s.name.startswith("message") and s.name[-1].isdigit()]
    assert len(openings) > 1
    slogans = [group for s in openings if (group := s.display.group("slogan")) is not None]
    lines = DisplayList(0, 0, "px", tuple(slogans)).texts()
    assert " ".join(run.text for run in lines).split() == LONG.slogan.split()
    assert min(run.size for run in lines) >= 0.3 * 64


def test_nothing_changes_faster_than_a_third_of_a_second(make: Callable[..., Timeline]) -> None:
    for words in (NEWS, CHECK, WARNING):
        for scene in make(words).scenes:
            for track in scene.tracks:
                if track.prop == "opacity":
                    assert track.keys[-1].frame - track.keys[0].frame >= 10, track.group


def test_points_come_one_after_another(make: Callable[..., Timeline]) -> None:
    found = {
        t.group: t.keys[0].frame
        for fmt in FORMATS
        for t in make(WARNING, fmt).scenes[0].tracks
        if t.group.startswith("points/") and t.prop == "opacity"
    }
    assert list(found) == ["points/0", "points/1", "points/2"]
    assert found["points/0"] < found["points/1"] < found["points/2"]


def test_a_claim_is_struck_after_it_was_said(make: Callable[..., Timeline]) -> None:
    tracks = make(CHECK).scenes[0].tracks
    (stroke,) = [t for t in tracks if t.group == "claim/rest"]
    assert stroke.prop == "clip_x"
    said = [
        t.keys[-1].frame for t in tracks if t.group.startswith("claim/") and t.prop == "opacity"
    ]
    assert stroke.keys[0].frame >= max(said) - 3


def test_the_poster_shows_the_message_built(make: Callable[..., Timeline]) -> None:
    video = make()
    assert video.poster == video.scenes[0].frames
    assert video.scenes[1].name == "message-1-hold"
    assert not video.scenes[1].tracks


def test_a_cue_that_does_not_exist_is_refused(make_world: MakeWorld) -> None:
    world = make_world()
    name = "layouts/surfaces/wide.toml"
    text = world.read(name).decode("utf-8").replace("[motion]", "[motion]\nbounce = 3")
    world = make_world({name: text})
    with pytest.raises(ValueError, match=r"wide\.toml: no cue 'bounce'"):
        timeline_page(world)


@pytest.mark.parametrize(
    ("easing", "half"),
    [("linear", 0.5), ("ease-in", 0.125), ("ease-out", 0.875), ("ease-in-out", 0.5), ("hold", 0)],
)
def test_easings(easing: str, half: float) -> None:
    track = Track("a", "dx", (Keyframe(10, 0.0, easing), Keyframe(20, 1.0)))  # type: ignore[arg-type]
    assert [track.at(f) for f in (0, 10, 15, 20, 99)] == [0, 0, half, 1, 1]
