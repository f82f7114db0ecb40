"""User-facing words: a Vietnamese message id in, the same message in the chosen language out."""

from __future__ import annotations

import gettext as _gettext
from functools import cache
from pathlib import Path

DOMAIN = "tintot"
LOCALES = Path(__file__).parent / "locales"
SOURCE_LANGUAGE = "vi"
LANGUAGES = (SOURCE_LANGUAGE, "en")

_current = SOURCE_LANGUAGE


@cache
def translations(language: str) -> _gettext.NullTranslations:
    """Return the catalogue of a language; Vietnamese is the language of the message ids themselves.

    Raises:
        ValueError: the language has no catalogue.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no catalogue for language {language!r}")
    if language == SOURCE_LANGUAGE:
        return _gettext.NullTranslations()
    return _gettext.translation(DOMAIN, LOCALES, [language])


def set_language(language: str) -> None:
    """Choose the language of every later `_` in this process."""
    global _current  # noqa: PLW0603 - one language a process, set once by the command line
    translations(language)
    _current = language


def language() -> str:
    """Return the language chosen for this process."""
    return _current


def _(message: str, /, **values: object) -> str:
    """Translate `message`, then fill its `{name}` places from `values`."""
    text = translations(_current).gettext(message)
    return text.format(**values) if values else text
