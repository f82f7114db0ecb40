"""What a file says before anyone asks whether it is right: nodes with their places in the file."""

from __future__ import annotations

from dataclasses import dataclass

Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as written; what it means, date, number or text, is for the schema to say.

    Attributes:
        line, column: 1-based start in the file.
        end_line: last line of the value.
        value: its text, without quotes.
        plain: whether it stands without quotes.
    """

    line: int
    column: int
    end_line: int
    value: str
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    line: int
    column: int
    end_line: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file; a key may stand there twice."""

    line: int
    column: int
    end_line: int
    pairs: tuple[tuple[Scalar, Node], ...]

    def get(self, key: str) -> Node | None:
        """Return the first value of a key, or None."""
        return next((node for name, node in self.pairs if name.value == key), None)


Node = Scalar | Sequence | Mapping


def plain(node: Node) -> Plain:
    """Return the values alone, as text, lists and dicts."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.pairs}
