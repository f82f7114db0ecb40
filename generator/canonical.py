"""Fingerprints of values: any frozen value in, the same short hash on every machine out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any


def digest(value: object) -> str:
    """Return a 32-digit hexadecimal hash of a value built of plain data and dataclasses.

    Equal values give equal hashes under any PYTHONHASHSEED, locale or time zone.

    Raises:
        TypeError: the value holds something that has no canonical form, such as a function.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def digest_bytes(data: bytes) -> str:
    """Return the SHA-256 of some bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - any dataclass
    """Return the names of a dataclass's fields."""
    return tuple(field.name for field in fields(kind))


def _plain(value: object) -> object:  # noqa: PLR0911 - one return for each kind of data
    # Nearly all of what is hashed is a plain str.
    plain = type(value) is str or value is None
    if plain or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, float):
        return ["float", repr(value)]
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if isinstance(value, bytes):
        return ["bytes", digest_bytes(value)]
    if isinstance(value, date | time):
        return ["time", value.isoformat()]
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return [kind.__name__, *[_plain(getattr(value, name)) for name in _names(kind)]]
    if isinstance(value, Mapping):
        return {"map": [[k, _plain(value[k])] for k in sorted(value)]}
    if isinstance(value, set | frozenset):
        return ["set", *sorted(json.dumps(_plain(v), ensure_ascii=False) for v in value)]
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")
