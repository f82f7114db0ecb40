"""What open browser tabs must know: results of builds in, server-sent events out."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from generator.diagnostics import Diagnostic, Severity
from generator.serve.words import words

HEARTBEAT_S = 15.0
# Changes that are remembered; a tab that slept through more is loaded anew in any case.
MOST_CHANGES = 500
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def event(kind: str, data: object, name: str = "") -> bytes:
    """Return one server-sent event; `name` is what the browser reports when it comes back."""
    head = f"id: {name}\n" if name else ""
    return f"{head}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


@dataclass(slots=True)
class Hub:
    """The state of a preview, shared by the server's threads and the one that builds.

    Attributes:
        look: address → something that differs when what it shows differs.
        boot: tells this server from one that ran before it under the same address.
    """

    look: Callable[[str], object]
    boot: str = field(default_factory=lambda: secrets.token_hex(4))
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _loaded: dict[str, object] = field(default_factory=dict)
    _changes: list[tuple[str, ...]] = field(default_factory=list)
    _step: str = ""
    _findings: tuple[Diagnostic, ...] = ()
    _version: int = 0
    _closed: bool = False

    def since(self) -> str:
        """Return a name for this moment, to be told what changed after it."""
        with self._changed:
            return self._now()

    def _now(self) -> str:
        return f"{self.boot}-{len(self._changes)}"

    def loaded(self, address: str) -> None:
        """Note, before an address is answered, that some tab shows what it is now."""
        seen = self.look(address)
        with self._changed:
            # What another tab loaded earlier counts until the next look.
            self._loaded.setdefault(address, seen)

    def refresh(self) -> tuple[str, ...]:
        """Tell every tab which of the addresses that were loaded show something else now."""
        with self._changed:
            known = dict(self._loaded)
        looked = {address: self.look(address) for address in known}
        changed = tuple(sorted(a for a, seen in looked.items() if seen != known[a]))
        with self._changed:
            self._loaded.update(looked)
            if changed:
                self._changes.append(changed)
                self._changed.notify_all()
        return changed

    def work(self, step: str) -> None:
        """Tell that a build works, or with "" that it is done."""
        with self._changed:
            self._step = step
            self._version += 1
            self._changed.notify_all()

    def find(self, findings: Sequence[Diagnostic]) -> None:
        """Tell what the last build found, errors first."""
        with self._changed:
            self._findings = tuple(sorted(findings, key=lambda f: _ORDER[f.severity]))
            self._version += 1
            self._changed.notify_all()

    def close(self) -> None:
        """End every stream of events."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def events(self, since: str) -> Iterator[bytes]:
        """Yield events as they come, until the hub is closed; a comment when nothing happens."""
        boot, _, number = since.partition("-")
        with self._changed:
            told = int(number) if boot == self.boot and number.isdigit() else -1
            if not 0 <= told <= len(self._changes) or len(self._changes) - told > MOST_CHANGES:
                told = -1
        yield event("words", words())
        version = -1
        while True:
            with self._changed:
                self._changed.wait_for(partial(self._news, told, version), HEARTBEAT_S)
                if self._closed:
                    return
                messages = self._messages(told, version)
                told, version = len(self._changes), self._version
            yield b"".join(messages) or b": still here\n\n"

    def _news(self, told: int, version: int) -> bool:
        return self._closed or told != len(self._changes) or version != self._version

    def _messages(self, told: int, version: int) -> list[bytes]:
        found = []
        if told < 0:
            found.append(event("reload", {"all": True, "changed": []}, self._now()))
        elif told < len(self._changes):
            changed = sorted(set().union(*self._changes[told:]))
            found.append(event("reload", {"all": False, "changed": changed}, self._now()))
        if version != self._version:
            found.append(event("building", {"step": self._step}))
            if self._findings:
                found.append(event("findings", [plain(f) for f in self._findings]))
            else:
                found.append(event("ok", {}))
        return found


def plain(finding: Diagnostic) -> dict[str, object]:
    """Return a finding as data for the browser."""
    span = finding.span
    return {
        "severity": finding.severity.value,
        "label": finding.severity.label,
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
        "place": str(span) if span else finding.artifact or finding.message_id,
        "line": span.line if span else 0,
        "column": span.column if span else 0,
        "length": span.length if span else 0,
        "text": span.text if span else "",
    }
