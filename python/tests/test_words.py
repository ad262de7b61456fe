"""The words that the types and the docs of the package name are those of the program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from equipoise.errors import Severity
from equipoise.results import VERDICT_TITLES, Check, Verdict, VerdictWord

ROOT = Path(__file__).resolve().parents[2]


def _union(file: str, name: str) -> set[str]:
    source = (ROOT / file).read_text(encoding="utf-8")
    declared = re.search(rf"export type {name} =([^;]*);", source)
    assert declared is not None, f"{file} declares no {name}"
    return set(re.findall(r'"([^"]+)"', declared[1]))


def test_verdicts_are_those_of_the_program():
    words = set(get_args(VerdictWord))
    assert words == _union("src/verdict/verdict.ts", "VerdictWord")
    source = (ROOT / "src/verdict/verdict.ts").read_text(encoding="utf-8")
    block = re.search(r"verdictTitle[^=]*=\s*\{(.*?)\n\};", source, re.DOTALL)
    assert block is not None
    titles = {key.strip('"'): title for key, title in re.findall(r'^\s*("?[\w-]+"?): "([^"]*)"', block[1], re.MULTILINE)}
    assert dict(VERDICT_TITLES) == titles


def test_severities_are_those_of_the_program():
    assert set(get_args(Severity)) == _union("src/diagnostics/codes/entry.ts", "Severity")


@pytest.mark.parametrize("place", ["python/README.md", "docs/python.md", "python/equipoise/results.py"])
def test_where_a_verdicts_values_are_listed_each_of_them_is(place):
    lines = [line for line in (ROOT / place).read_text(encoding="utf-8").splitlines() if "drifts" in line and "survives" in line]
    assert lines
    for line in lines:
        named = set(re.findall(r"[`'\"]([a-z-]+)[`'\"]", line)) - {"title", "verdict"}
        assert set(get_args(VerdictWord)) <= named, f"{place}: {line}"


@pytest.mark.parametrize("word", get_args(VerdictWord))
def test_every_verdict_has_a_card_that_says_it_and_escapes_names(word):
    raw = {
        "verdict": word,
        "reason": "For `a` reason.",
        "network": {"name": "<b>net</b>", "synapses": 1},
        "target": {"title": "Chip", "profile": "hw", "coresUsed": 1},
        "prediction": {"rates": [{"population": "<i>E</i>", "measuredReference": 14321.0, "measuredTarget": None}]},
        "seeds": {"ran": 3},
        "attribution": None,
    }
    card = Verdict(raw)._repr_html_()
    assert VERDICT_TITLES[word] in card and "&lt;b&gt;net&lt;/b&gt; on Chip (hw)" in card
    assert "<b>net" not in card and "<i>E" not in card
    assert "14,321" in card and "–" in card and "1 synapse, 1 core." in card and "<code>a</code>" in card
    assert str(Verdict(raw)) == f"{VERDICT_TITLES[word]}: For `a` reason."


def test_a_prediction_has_a_card():
    raw = {"summary": "It stays.", "target": "loihi1", "populations": [{"name": "E", "before": 14.7, "after": None}]}
    assert "balance foreseen" in Check(raw, exit_code=0)._repr_html_()
    assert "no balance on the chip" in Check(raw, exit_code=3)._repr_html_()
