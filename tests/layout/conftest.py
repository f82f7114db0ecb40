"""Words of messages for layouts, visible in the tests that change them."""

from collections.abc import Callable

import pytest

from generator.content.model import Kind
from generator.layout.wording import CHIPS, THEMES, Wording

MakeWords = Callable[..., Wording]


@pytest.fixture
def words() -> MakeWords:
    """Return a maker of wordings: a kind and whatever differs from a plain message of a ward."""

    def make(kind: Kind = Kind.NEWS, **changes: object) -> Wording:
        values: dict[str, object] = {
            "id": "tin-tot", "kind": kind, "theme": THEMES[kind], "chip": CHIPS[kind],
            "slogan": "Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp",
            "short": "Mỗi ngày một tin tốt",
            "support": "Cùng lan tỏa điều tử tế trên không gian mạng", "points": (), "claim": "",
            "verdict": "", "fact": "", "when": "", "where": "",
            "source": "Kế hoạch 287/KH-UBND ngày 14/12/2021",
            "publisher": "Ủy ban nhân dân phường Ngọc Hà", "ward": "Phường Ngọc Hà",
            "city": "Thành phố Hà Nội", "url": "https://phuong.example/x/tin/tin-tot.html",
            "image": None, "alt": "", "logo": None, "maker": "", "mark": "", "language": "vi",
        }  # fmt: skip
        return Wording(**{**values, **changes})  # type: ignore[arg-type]

    return make
