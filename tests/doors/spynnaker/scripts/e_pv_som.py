"""Pyramidal cells with PV and SOM interneurons: conductances, random weights and delays, three kinds of connectors."""

import on_a_board  # noqa: F401
import spynnaker.pyNN as sim

sim.setup(timestep=1.0)
pyramidal = dict(cm=0.25, tau_m=15.0, v_rest=-65.0, v_reset=-60.0, v_thresh=-50.0, tau_refrac=2.0, tau_syn_E=5.0, tau_syn_I=8.0, e_rev_E=0.0, e_rev_I=-80.0)
e = sim.Population(200, sim.IF_cond_exp(**pyramidal, i_offset=0.2), label="E", seed=21)
pv = sim.Population(50, sim.IF_cond_exp(**{**pyramidal, "tau_m": 8.0, "tau_refrac": 1.0}), label="PV", seed=22)
som = sim.Population(50, sim.IF_cond_exp(**{**pyramidal, "tau_m": 20.0}), label="SOM", seed=23)
for population in (e, pv, som):
    population.initialize(v=sim.RandomDistribution("uniform", low=-65.0, high=-50.0))
thalamus = sim.Population(100, sim.SpikeSourcePoisson(rate=40.0), label="thalamus", seed=24)


def synapse(mean, longest):
    return sim.StaticSynapse(
        weight=sim.RandomDistribution("normal_clipped", mu=mean, sigma=mean / 4, low=0.0, high=4 * mean),
        delay=sim.RandomDistribution("uniform", low=1.0, high=longest),
    )


sim.Projection(thalamus, e, sim.FixedNumberPreConnector(20), synapse(0.004, 3.0), receptor_type="excitatory")
sim.Projection(thalamus, pv, sim.FixedNumberPreConnector(20), synapse(0.004, 3.0), receptor_type="excitatory")
sim.Projection(e, e, sim.FixedProbabilityConnector(0.1), synapse(0.002, 10.0), receptor_type="excitatory")
sim.Projection(e, pv, sim.FixedProbabilityConnector(0.3), synapse(0.003, 3.0), receptor_type="excitatory")
sim.Projection(e, som, sim.FixedProbabilityConnector(0.2), synapse(0.003, 5.0), receptor_type="excitatory")
sim.Projection(pv, e, sim.AllToAllConnector(), synapse(0.003, 2.0), receptor_type="inhibitory")
sim.Projection(pv, pv, sim.AllToAllConnector(allow_self_connections=False), synapse(0.003, 2.0), receptor_type="inhibitory")
sim.Projection(som, e, sim.FixedProbabilityConnector(0.4), synapse(0.003, 4.0), receptor_type="inhibitory")
sim.Projection(som, pv, sim.FixedProbabilityConnector(0.4), synapse(0.003, 4.0), receptor_type="inhibitory")
sim.run(500)
sim.end()
