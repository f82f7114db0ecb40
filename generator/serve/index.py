"""The first page of a preview: the sites that stand there in, a page that links to them out."""

from __future__ import annotations

from importlib import resources

from jinja2 import Environment, StrictUndefined

from generator.content.campaign import read_campaign
from generator.content.wards import read_units, read_wards
from generator.diagnostics import Report
from generator.i18n import _, language
from generator.serve.files import Shelf
from generator.world import World


def index_page(world: World, shelf: Shelf) -> bytes:
    """Return the page that lists every ward's site and the proof."""
    report = Report()  # a build says what is wrong with these files
    units = read_units(world, report)
    names = {ward.slug: ward.name for ward in read_wards(world, units, report)}
    source = resources.files("generator.serve").joinpath("static", "index.html")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    text = template.from_string(source.read_text(encoding="utf-8")).render(
        language=language(),
        campaign=read_campaign(world, report).name,
        wards=[(slug, names.get(slug, slug)) for slug in shelf.wards()],
        proof=shelf.page("/proof/index.html") is not None,
        title=_("Xem thử Tin Tốt"),
        about=_(
            "Những trang này chỉ mở được trên máy này và tự làm mới mỗi khi lưu tệp."
            " Tin chưa duyệt được hiện tại chỗ; muốn đưa ra ngoài, hãy duyệt rồi chạy tintot build."
        ),
        sites=_("Trang của phường, xã"),
        empty=_("Đang làm các trang; trang này tự mở ra khi xong."),
        proof_name=_("Trang xem thử mọi thứ sẽ đưa ra"),
    )
    return text.encode("utf-8")
