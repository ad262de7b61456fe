"""The balanced network of Vogels and Abbott (2005) with current synapses, as sPyNNaker's own example has it, at a quarter of its size."""

import on_a_board  # noqa: F401
import spynnaker.pyNN as sim

N_E, N_I = 800, 200
sim.setup(timestep=1.0)
cell = dict(cm=0.2, tau_m=20.0, v_rest=-49.0, v_reset=-60.0, v_thresh=-50.0, tau_refrac=5.0, tau_syn_E=5.0, tau_syn_I=10.0, i_offset=0.0)
e = sim.Population(N_E, sim.IF_curr_exp(**cell), label="Excitatory", seed=1)
i = sim.Population(N_I, sim.IF_curr_exp(**cell), label="Inhibitory", seed=2)
for population in (e, i):
    population.initialize(v=sim.RandomDistribution("uniform", low=-65.0, high=-55.0))
# Four times the probability of the paper for a quarter of the neurons: as many synapses on each.
connector = sim.FixedProbabilityConnector(0.08)
exc = sim.StaticSynapse(weight=0.0162, delay=1.0)
inh = sim.StaticSynapse(weight=-0.0927, delay=1.0)
sim.Projection(e, e, connector, exc, receptor_type="excitatory")
sim.Projection(e, i, connector, exc, receptor_type="excitatory")
sim.Projection(i, e, connector, inh, receptor_type="inhibitory")
sim.Projection(i, i, connector, inh, receptor_type="inhibitory")
e.record("spikes")
sim.run(1000)
sim.end()
