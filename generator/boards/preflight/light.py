"""Light and power (rows L1, L2): a still's pixels in; what dazzles or draws too much out."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageChops

from generator.boards.preflight.inks import Ink
from generator.boards.preflight.limits import Limits
from generator.boards.preflight.measures import estimated_watts, light_of, sampled
from generator.boards.preflight.subject import Subject, number
from generator.diagnostics import Diagnostic
from generator.i18n import _


def check_light(
    subject: Subject, image: Image.Image, inks: tuple[Ink, ...]
) -> Iterator[Diagnostic]:
    """Yield warnings about a full-colour board that is too bright or draws too much (L1, L2).

    One-bit boards are left out: their light is that of their letters, and nobody can choose it.
    """
    fmt, limits = subject.fmt, subject.limits
    if fmt.medium != "board" or fmt.depth != "rgb":
        return
    pixels = sampled(image)
    light = light_of(pixels, fmt.depth)
    yield from _bright(subject, light.mean)
    if light.mean <= _most(subject):
        yield from _white(subject, pixels, inks)
    watts = estimated_watts(fmt, light.drive, limits)
    if watts is not None and light.drive > limits.power_share:
        message = _(
            "Ảnh này khiến bảng tiêu thụ khoảng {watts} W,"
            " bằng {share} % công suất tối đa của bảng.",
            watts=number(round(watts, -1)),
            share=number(light.drive * 100),
        )
        hint = _("chọn ảnh tối hơn; hỏi bên lắp bảng xem nguồn điện có đủ không")
        yield subject.warning("much-power", message, hint)


def _most(subject: Subject) -> float:
    """Return the most mean light of a still by day or by night."""
    night = subject.viewing is not None and subject.viewing.night
    return subject.limits.light_night if night else subject.limits.light_day


def _bright(subject: Subject, mean: float) -> Iterator[Diagnostic]:
    most = _most(subject)
    if mean <= most:
        return
    message = _(
        "Độ sáng trung bình của ảnh là {mean} %; {when} chỉ nên đến {most} % để không chói mắt.",
        mean=number(mean * 100, 1),
        most=number(most * 100),
        when=_("ban đêm") if most == subject.limits.light_night else _("ban ngày"),
    )
    yield subject.warning("too-bright", message, _darker(subject))


def _white(subject: Subject, pixels: Image.Image, inks: tuple[Ink, ...]) -> Iterator[Diagnostic]:
    """Yield a warning about grounds and pictures that are nearly white; letters may be."""
    limits = subject.limits
    share = white_share(pixels, limits)
    if share > limits.white_area:
        letters = sum(i.area for i in inks if min(i.run.color.rgb) >= limits.white_from)
        share -= letters / (subject.display.width * subject.display.height)
    if share > limits.white_area:
        message = _(
            "Ảnh có {white} % diện tích gần như trắng, chỉ nên đến {most} %.",
            white=number(share * 100),
            most=number(limits.white_area * 100),
        )
        yield subject.warning("too-white", message, _darker(subject))


def _darker(subject: Subject) -> str:
    """Return what makes a still darker: its picture, or the board itself."""
    if subject.pictured:
        return _("chọn ảnh minh họa tối hơn, hoặc bỏ ảnh để dùng nền màu của chủ đề")
    return _("hạ độ sáng của bảng trong bộ điều khiển; chữ to, màu sáng đang chiếm nhiều diện tích")


def white_share(image: Image.Image, limits: Limits) -> float:
    """Return the share of pixels whose every colour is nearly full."""
    red, green, blue = image.split()
    if not any(blue.histogram()[limits.white_from :]):
        return 0.0
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    return sum(least.histogram()[limits.white_from :]) / (image.width * image.height)
