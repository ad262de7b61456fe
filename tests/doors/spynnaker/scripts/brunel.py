"""Brunel's network (2000) in its asynchronous irregular state: external Poisson input, g = 5, delays of 1.5 ms, in steps of 0.5 ms."""

import on_a_board  # noqa: F401
import spynnaker.pyNN as sim

N_E, N_I, EPSILON, G = 400, 100, 0.1, 5.0
J = 0.09  # nA
sim.setup(timestep=0.5)
cell = dict(cm=0.25, tau_m=20.0, v_rest=0.0, v_reset=10.0, v_thresh=20.0, tau_refrac=2.0, tau_syn_E=0.5, tau_syn_I=0.5, i_offset=0.0)
e = sim.Population(N_E, sim.IF_curr_exp(**cell), label="E", seed=11)
i = sim.Population(N_I, sim.IF_curr_exp(**cell), label="I", seed=12)
for population in (e, i):
    population.initialize(v=sim.RandomDistribution("normal", mu=5.0, sigma=5.0))
noise_e = sim.Population(N_E, sim.SpikeSourcePoisson(rate=9000.0), label="noise on E", seed=13)
noise_i = sim.Population(N_I, sim.SpikeSourcePoisson(rate=9000.0), label="noise on I", seed=14)
exc = sim.StaticSynapse(weight=J, delay=1.5)
inh = sim.StaticSynapse(weight=-G * J, delay=1.5)
random = sim.FixedProbabilityConnector(EPSILON)
sim.Projection(e, e, random, exc, receptor_type="excitatory")
sim.Projection(e, i, random, exc, receptor_type="excitatory")
sim.Projection(i, e, random, inh, receptor_type="inhibitory")
sim.Projection(i, i, random, inh, receptor_type="inhibitory")
sim.Projection(noise_e, e, sim.OneToOneConnector(), exc, receptor_type="excitatory")
sim.Projection(noise_i, i, sim.OneToOneConnector(), exc, receptor_type="excitatory")
sim.run(500)
sim.end()
