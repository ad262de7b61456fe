"""The commands on a small balanced network: results as objects, failures as exceptions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import equipoise

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SMALL = EXAMPLES / "small-balanced.yaml"


def test_check_predicts_rates():
    check = equipoise.check(SMALL)
    assert check.fits and check.balanced and check.exit_code == 0
    assert list(check.rates.index) == ["E", "I"]
    assert check.rates.loc["E", "before"] == pytest.approx(14.79, abs=0.01)
    assert "weight-rounded" in set(check.ledger["kind"])
    assert list(check.ledger)[:6] == ["kind", "where", "count", "of", "worst", "unit"]


@pytest.mark.parametrize("target, fits", [("rp2040", True), ("spinnaker2", None)])
def test_whether_it_fits_is_unknown_where_no_one_can_tell(target, fits):
    assert equipoise.check(SMALL, target=target).fits is fits


def test_check_says_what_does_not_fit():
    check = equipoise.check(EXAMPLES / "brunel.yaml", target="loihi1", board="kapoho-bay")
    assert check.fits is False and check.exit_code == 5
    assert "does not fit" in check._repr_html_()


def test_compile_then_run_gives_the_spikes_of_the_description(tmp_path):
    program = equipoise.compile(SMALL, tmp_path / "small.eqp")
    assert len(program.digest) == 64 and program.path.is_file()
    of_program = equipoise.run(program, duration=500)
    of_description = equipoise.run(SMALL, target="loihi1", duration=500)
    assert of_program.raster_hash == of_description.raster_hash
    times, neurons = of_program["E"]
    assert times.dtype == np.float64 and len(times) == len(neurons) > 0
    assert neurons.max() < 400
    assert len(of_program.spikes) == of_program.counters["spikes"]
    with pytest.raises(KeyError, match="there are E, I"):
        of_program["X"]


def test_probes_are_frames():
    recording = equipoise.run(SMALL, target="reference", duration=220, probe=["E:v:first 3"])
    v = recording.probe("E.v")
    assert v.shape == (440, 3) and v.attrs["unit"] == "mV"
    assert v.index[0] == 0.5


def test_verify_shows_a_card_and_the_report():
    verdict = equipoise.verify(SMALL, seeds=3, duration=1200)
    assert verdict.verdict in {"survives", "inconclusive"}
    assert verdict.reason in str(verdict)
    assert verdict.report_path.is_file()
    page = verdict.report(height=300)._repr_html_()
    assert page.startswith('<iframe srcdoc="&lt;!') and "height:300px" in page and page.count("<") == 2
    card = verdict._repr_html_()
    assert verdict.verdict in card and "Intel Loihi" in card
    assert {"metric", "population", "difference", "equivalent"} <= set(verdict.metrics.columns)


def test_sweep_is_a_table():
    sweep = equipoise.sweep(SMALL, {"weight_bits": [8, 2]}, seeds=2, duration=600)
    assert list(sweep.table["weight-bits"]) == ["8", "2"]
    assert sweep.table["rate_E"].notna().all()


def test_progress_is_told():
    lines: list[str] = []
    equipoise.verify(SMALL, seeds=3, duration=2000, progress=lines.append)
    assert any("%" in line for line in lines), lines


def test_what_the_progress_raises_ends_the_run():
    class Enough(Exception):
        pass

    def stop(line):
        raise Enough(line)

    with pytest.raises(Enough):
        equipoise.verify(SMALL, seeds=3, duration=2000, progress=stop)


def test_errors_have_code_place_and_hint(tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text(SMALL.read_text().replace("V_th:", "V_thresh:"))
    with pytest.raises(equipoise.EquipoiseError) as caught:
        equipoise.check(path)
    assert caught.value.code == "unknown-key"
    assert caught.value.place.startswith(str(path))
    assert "did you mean" in caught.value.hint
    with pytest.raises(equipoise.EquipoiseError) as caught:
        equipoise.run(SMALL, target="loihi7")
    assert caught.value.exit_code == 1


def test_a_network_that_does_not_fit_is_said(tmp_path):
    with pytest.raises(equipoise.EquipoiseError) as caught:
        equipoise.compile(EXAMPLES / "brunel.yaml", tmp_path / "out.eqp", target="loihi1", board="kapoho-bay")
    assert caught.value.exit_code == 5


def test_arrays_are_a_network():
    network = equipoise.Network({"name": "arrays", "seed": 3, "timestep": "0.1 ms", "duration": "200 ms"})
    network.population("A", 3, "iaf_psc_exp", initial_v=(np.array([-70.0, -60.0, -65.0]), "mV"), I_e=(np.array([500.0, 0.0, 0.0]), "pA"))
    network.synapses(
        "A→A", "A", "A", pre_index=[0, 0], post_index=[1, 2], weight=(np.array([4000.0, 900.0]), "pA"), delay=(np.array([1.0, 2.5]), "ms")
    )
    network.spikes("s", 2, times=[5.0, 7.0, 9.0], sources=[0, 1, 1])
    network.description["projections"]["s→A"] = {"pre": "s", "post": "A", "connect": {"rule": "explicit", "synapses": [[1, 2]]}, "weight": "3000 pA"}
    recording = equipoise.run(network, target="reference")
    times, neurons = recording["A"]
    first = times[neurons == 0]
    # A spike of 0 makes 1 fire: 1 ms of delay, then the rise of the current.
    assert len(first) > 5 and np.all(np.diff(first) > 2)
    assert np.count_nonzero(neurons == 1) >= len(first) - 1
    with pytest.raises(TypeError, match="list of numbers"):
        network.column("x", np.zeros((2, 2)))
