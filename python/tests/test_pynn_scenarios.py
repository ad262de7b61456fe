"""PyNN 0.13's own system-test scenarios on the reference: each runs, or ends at what is not integrated, by its name."""

from __future__ import annotations

import matplotlib
import pytest
from pynn_sources import scenarios, system_tests

import equipoise
import equipoise.pynn as sim

matplotlib.use("Agg")

SCENARIOS = dict(scenarios())

#: What a scenario asks for that is not integrated here, and where it therefore ends.
REFUSED = {
    "cell_types.EIF_cond_alpha_isfa_ista": "EIF_cond_alpha_isfa_ista",
    "cell_types.HH_cond_exp": "HH_cond_exp",
    "cell_types.SpikeSourceGamma": "SpikeSourceGamma",
    "cell_types.SpikeSourcePoissonRefractory": "SpikeSourcePoissonRefractory",
    "cell_types.composed_neuron_model_homogeneous_receptors": "PointNeuron",
    "cell_types.issue367": "EIF_cond_exp_isfa_ista",
    "connection_handling.issue652": "STDPMechanism",
    "connectors.all_to_all_tsodyksmarkram": "TsodyksMarkramSynapse",
    "connectors.fixed_number_post_with_replacement_heterogeneous_parameters": "TsodyksMarkramSynapse",
    "connectors.fixed_number_pre_with_replacement_heterogeneous_parameters": "TsodyksMarkramSynapse",
    "electrodes.issue321": "IF_curr_alpha",
    "electrodes.issue437": "IF_curr_alpha",
    "electrodes.issue442": "IF_curr_alpha",
    "electrodes.issue445": "ACSource",
    "electrodes.issue497": "ACSource",
    "electrodes.issue631": "ACSource",
    "electrodes.issue_465_474_630": "ACSource",
    "electrodes.ticket226": "IF_curr_alpha",
    "parameter_handling.issue505": "TsodyksMarkramSynapse",
    "parameter_handling.set_synaptic_parameters_fully_connected": "TsodyksMarkramSynapse",
    "parameter_handling.set_synaptic_parameters_multiply_connected": "TsodyksMarkramSynapse",
    "parameter_handling.set_synaptic_parameters_partially_connected": "TsodyksMarkramSynapse",
    "recording.record_vm_and_gsyn_from_assembly": "EIF_cond_exp_isfa_ista",
    "scenario1.scenario1a": "IF_cond_alpha",
    "scenario3.scenario3": "STDPMechanism",
    "scenario4.scenario4": "EIF_cond_exp_isfa_ista",
    "synapse_types.simple_stochastic_synapse": "SimpleStochasticSynapse",
}

#: Scenarios that are not run, and why.
NOT_RUN = {
    "scenario5.scenario5": "multi-compartment neurons of Arbor and NEURON; it gives itself up where their libraries are missing",
}

#: Files of test/system that hold no scenario, and why they do not apply.
OTHER_FILES = {
    "test_brian2.py": "models of pyNN.brian2 and its issues",
    "test_hardware_brainscales.py": "a board of its own",
    "test_nest.py": "NEST's native models and settings",
    "test_nest_nestml.py": "models compiled by NESTML",
    "test_neuroml.py": "an export of pyNN.neuroml",
    "test_neuron.py": "NEURON's native models",
    "test_serialization.py": "an export of a network of pyNN.mock",
}

RUN = sorted(set(SCENARIOS) - set(REFUSED) - set(NOT_RUN))


def test_every_scenario_of_pynn_runs_or_is_listed_with_its_reason():
    assert len(SCENARIOS) == 67
    assert set(REFUSED) | set(NOT_RUN) <= set(SCENARIOS)
    assert not set(REFUSED) & set(NOT_RUN)
    assert {path.name for path in system_tests().glob("test_*.py")} == set(OTHER_FILES)


@pytest.mark.parametrize("name", RUN)
@pytest.mark.filterwarnings("ignore")
def test_a_scenario_runs(name, tmp_path, monkeypatch):
    # Some write files where they are.
    monkeypatch.chdir(tmp_path)
    SCENARIOS[name](sim)


@pytest.mark.parametrize("name", sorted(REFUSED))
@pytest.mark.filterwarnings("ignore")
def test_a_scenario_ends_at_what_is_not_integrated(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(equipoise.EquipoiseError) as caught:
        SCENARIOS[name](sim)
    assert caught.value.code == "pynn-unsupported"
    assert caught.value.message == f"{REFUSED[name]} is not integrated by equipoise"
