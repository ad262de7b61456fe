"""What went wrong, as the program says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Diagnostic:
    """One error, warning or note: a sentence, where it was met, and the way out."""

    code: str
    severity: Severity
    message: str
    hint: str | None = None
    place: str | None = None

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Diagnostic:
        """Read one of the program's diagnostics."""
        place = raw.get("place")
        if isinstance(place, Mapping):
            place = ":".join(str(place[key]) for key in ("file", "line", "col") if place.get(key) is not None)
        return cls(raw["code"], raw["severity"], raw["message"], raw.get("hint"), place)

    def __str__(self) -> str:
        place = "" if self.place is None else f"{self.place}: "
        hint = "" if self.hint is None else f"\n  → {self.hint}"
        return f"{place}{self.message} [{self.code}]{hint}"


class EquipoiseError(Exception):
    """Something that could not be done.

    `code`, `place` and `hint` are those of the first error; `diagnostics` has all of them. Codes are listed in
    docs/messages.md. `exit_code` is the command's: 1 bad input, 5 does not fit the target, 6 trouble with a board.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic], exit_code: int = 1) -> None:
        self.diagnostics = tuple(diagnostics)
        self.exit_code = exit_code
        errors = [d for d in self.diagnostics if d.severity == "error"] or list(self.diagnostics)
        first = errors[0]
        self.code, self.place, self.hint, self.message = first.code, first.place, first.hint, first.message
        super().__init__("\n".join(map(str, errors)))

    @classmethod
    def of_ours(cls, code: str, message: str, hint: str | None = None) -> EquipoiseError:
        """Make one that this package found itself."""
        return cls([Diagnostic(code, "error", message, hint)])
