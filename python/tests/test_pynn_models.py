"""Every standard model of PyNN 0.13 is integrated, or ends by its name in one sentence."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import numpy as np
import pyNN.standardmodels
import pytest
from pyNN.random import NumpyRNG
from pyNN.standardmodels import StandardCellType, StandardCurrentSource, StandardSynapseType, cells, electrodes, synapses
from pyNN.standardmodels.base import StandardModelType

import equipoise
import equipoise.pynn as sim

#: What is integrated.
OURS = {
    "IF_curr_exp",
    "IF_curr_delta",
    "IF_cond_exp",
    "SpikeSourcePoisson",
    "SpikeSourceArray",
    "StaticSynapse",
    "DCSource",
    "StepCurrentSource",
}
#: Names of parts that are no model by themselves.
PARTS = {"base"}


def models():
    """Give every class of a standard model by its name."""
    found = {}
    for module_info in pkgutil.iter_modules(pyNN.standardmodels.__path__):
        if module_info.name in PARTS:
            continue
        module = importlib.import_module(f"pyNN.standardmodels.{module_info.name}")
        for name, value in inspect.getmembers(module, inspect.isclass):
            if issubclass(value, StandardModelType) and value.__module__ == module.__name__:
                found[name] = value
    return found


MODELS = models()
# Names under which PyNN's modules hand out models besides.
ALIASES = {"ExpPSR", "AlphaPSR", "NMDAPostSynapticResponse"}


def refused(caught, name):
    error = caught.value
    assert error.code == "pynn-unsupported" and error.hint
    assert name in error.message and "\n" not in error.message


def test_the_standard_models_are_those_of_pynn_0_13():
    assert OURS <= set(MODELS)
    assert len(MODELS) == 46


@pytest.mark.parametrize("name", sorted((set(MODELS) | ALIASES) - OURS))
def test_a_model_that_is_not_integrated_ends_by_its_name(name):
    assert not hasattr(sim, name)
    with pytest.raises(equipoise.EquipoiseError, match=f"^{name} is not integrated by equipoise") as caught:
        getattr(sim, name)
    refused(caught, name)


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_model_that_is_integrated_is_there(name):
    assert issubclass(getattr(sim, name), MODELS[name])


def made(model):
    """Make one of a model with PyNN's own parameters, of whatever back end; None where it needs a form of its own."""
    try:
        return model()
    except TypeError:
        return None


@pytest.mark.parametrize("name", sorted(name for name, model in MODELS.items() if issubclass(model, StandardCellType)))
def test_cells_of_another_back_end_are_refused_by_their_name(name):
    sim.setup()
    cell = made(getattr(cells, name))
    if name in ("PointNeuron", "MultiCompartmentNeuron"):
        # Composed of parts that are refused before.
        assert cell is None or name == "MultiCompartmentNeuron"
        return
    with pytest.raises(equipoise.EquipoiseError) as caught:
        sim.Population(2, cell)
    refused(caught, name)


@pytest.mark.parametrize("name", sorted(name for name, model in MODELS.items() if issubclass(model, StandardSynapseType)))
def test_synapses_of_another_back_end_are_refused_by_their_name(name):
    sim.setup()
    population = sim.Population(2, sim.IF_curr_exp())
    # It is refused for what it is, before any of its parameters.
    synapse = object.__new__(getattr(synapses, name))
    with pytest.raises(equipoise.EquipoiseError) as caught:
        sim.Projection(population, population, sim.AllToAllConnector(), synapse)
    refused(caught, name)


@pytest.mark.parametrize("name", sorted(name for name, model in MODELS.items() if issubclass(model, StandardCurrentSource)))
def test_currents_of_another_back_end_are_refused_by_their_name(name):
    sim.setup()
    population = sim.Population(2, sim.IF_curr_exp())
    for inject_into in (population, population[:1], population[0], population + sim.Population(1, sim.IF_cond_exp())):
        with pytest.raises(equipoise.EquipoiseError) as caught:
            inject_into.inject(getattr(electrodes, name)())
        refused(caught, name)


def test_learning_rules_need_no_projection_to_be_refused():
    sim.setup()
    with pytest.raises(equipoise.EquipoiseError, match="^STDPMechanism is not integrated by equipoise"):
        sim.STDPMechanism(weight=0.1)
    for name in ("native_cell_type", "NativeRNG"):
        with pytest.raises(equipoise.EquipoiseError, match=f"^{name} is not integrated by equipoise"):
            getattr(sim, name)
    # What is no model at all is missed as in any module.
    with pytest.raises(AttributeError, match="has no attribute 'NoSuchModel'"):
        sim.NoSuchModel


def test_a_generator_of_random_numbers_of_pynn_is_enough():
    sim.setup()
    assert np.all(sim.NumpyRNG(seed=1).next(3) == NumpyRNG(seed=1).next(3))
