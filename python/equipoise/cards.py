"""What results look like in a notebook: HTML that takes the page's own text colour, so that it reads on light and on dark."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Background and text of the head of a card. Each pair reaches 7:1; the rest of a card has the colours of the page around it.
_TONES: Mapping[str, tuple[str, str]] = {
    "survives": ("#d9f0e0", "#0f4425"),
    "drifts": ("#ffedc4", "#573700"),
    "breaks": ("#fbdcd8", "#721717"),
    "not-balanced": ("#dfe4f7", "#2b3770"),
    "inconclusive": ("#e2e6e9", "#263238"),
}
_LINE = "rgba(128,128,128,.4)"
#: Longer tables scroll.
_TABLE_HEIGHT = "20em"


@dataclass(frozen=True)
class Page:
    """A whole HTML page, which a notebook shows in a frame."""

    text: str
    height: int

    def __repr__(self) -> str:
        return f"a page of {len(self.text):,} characters, for a notebook"

    def _repr_html_(self) -> str:
        source = html.escape(self.text, quote=True)
        return f'<iframe srcdoc="{source}" style="width:100%;height:{self.height}px;border:0"></iframe>'


def card(tone: str, word: str, subject: str, body: Iterable[str], note: str = "") -> str:
    """Return a card: a coloured head with a word and what it is about, paragraphs and tables (HTML) and a quieter note (HTML)."""
    background, colour = _TONES.get(tone, _TONES["inconclusive"])
    return (
        f"<div style='border:1px solid {_LINE};border-radius:8px;overflow:hidden;max-width:48em;"
        "font-family:system-ui,sans-serif;line-height:1.45;white-space:normal;overflow-wrap:anywhere'>"
        f"<div style='background:{background};color:{colour};padding:.6em 1em'>"
        f"<b style='font-size:1.25em;margin-right:.6em'>{html.escape(word)}</b>{html.escape(subject)}</div>"
        f"<div style='padding:.6em 1em'>{''.join(body)}"
        + (f"<p style='opacity:.75;margin:.8em 0 .2em'>{note}</p>" if note else "")
        + "</div></div>"
    )


def paragraph(text: str) -> str:
    """Return a paragraph; text in backquotes is code, as in the program's sentences."""
    parts = html.escape(text).split("`")
    if len(parts) % 2 == 0:
        # A backquote that nothing closes is one.
        parts[-2:] = ["`".join(parts[-2:])]
    marked = "".join(f"<code>{part}</code>" if k % 2 else part for k, part in enumerate(parts))
    return f"<p style='margin:.2em 0 .8em'>{marked}</p>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose first column is names and whose other columns are numbers, as wide as these."""
    cell = f"border:0;border-bottom:1px solid {_LINE};background:none;color:inherit;padding:.25em .9em .25em 0;"

    def line(tag: str, cells: Sequence[str], style: str = "") -> str:
        return "<tr style='background:none'>" + "".join(
            f"<{tag} style='{cell}{style}text-align:{'right' if k else 'left'};"
            f"{'white-space:nowrap' if k else 'max-width:26em;white-space:normal'}'>{html.escape(text)}</{tag}>"
            for k, text in enumerate(cells)
        ) + "</tr>"

    body = "".join(line("td", row) for row in rows)
    return (
        f"<div style='max-height:{_TABLE_HEIGHT};overflow:auto'>"
        "<table style='border-collapse:collapse;margin:0;border:0;font-size:1em;font-variant-numeric:tabular-nums'>"
        f"<thead>{line('th', head, 'font-weight:600;')}</thead><tbody>{body}</tbody></table></div>"
    )


def hertz(value: Any) -> str:
    """Write a rate, or a dash where there is none."""
    if value is None:
        return "–"
    return f"{float(value):,.0f}" if value >= 1000 else f"{float(value):.3g}"


def counted(number: int, word: str) -> str:
    """Write a number and its noun: `1 core`, `40,000 synapses`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
