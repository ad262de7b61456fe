"""Every connector and distribution that the machine expands, views and several cores included: what real_expander.py records."""

import on_a_board  # noqa: F401
import spynnaker.pyNN as sim

draw = sim.RandomDistribution
synapse = sim.StaticSynapse
sim.setup(timestep=1.0)
sim.set_number_of_neurons_per_core(sim.IF_curr_exp, 64)
e = sim.Population(150, sim.IF_curr_exp(tau_m=20.0, i_offset=0.1), label="E", seed=7)
i = sim.Population(80, sim.IF_curr_exp(tau_m=10.0), label="I", seed=9)
g = sim.Population(40, sim.IF_cond_exp(), label="G", seed=10)
e.initialize(v=draw("uniform", low=-65, high=-50))
i.initialize(v=draw("normal", mu=-60, sigma=4))
p = sim.Population(100, sim.SpikeSourcePoisson(rate=20.0), label="P", seed=3)
weights = draw("normal_clipped", mu=-0.3, sigma=0.1, low=-1, high=0)
sim.Projection(e, i, sim.FixedProbabilityConnector(0.1), synapse(weight=0.5, delay=2.0))
sim.Projection(i, e, sim.AllToAllConnector(), synapse(weight=weights, delay=draw("uniform", low=1, high=300)), receptor_type="inhibitory")
sim.Projection(p, e, sim.FixedNumberPreConnector(10), synapse(weight=draw("exponential", beta=0.2), delay=1.0))
held = draw("normal_clipped_to_boundary", mu=0.3, sigma=0.3, low=0, high=0.5)
sim.Projection(p, i, sim.FixedNumberPostConnector(10, with_replacement=True), synapse(weight=held, delay=1.6))
sim.Projection(e, e, sim.OneToOneConnector(), synapse(weight=0.1, delay=draw("uniform", low=1, high=10)))
even = draw("uniform", low=0, high=0.5)
sim.Projection(e, e, sim.FixedNumberPreConnector(10, allow_self_connections=False), synapse(weight=even, delay=1))
sim.Projection(e, e, sim.FixedNumberPostConnector(10, allow_self_connections=False), synapse(weight=even, delay=1))
sim.Projection(e, e, sim.FixedNumberPreConnector(5, with_replacement=True), synapse(weight=even, delay=1))
sim.Projection(e, e, sim.FixedTotalNumberConnector(500, with_replacement=True), synapse(weight=0.5, delay=1))
sim.Projection(e, i, sim.FixedTotalNumberConnector(500, with_replacement=False), synapse(weight=0.5, delay=1))
sim.Projection(i, i, sim.AllToAllConnector(allow_self_connections=False), synapse(weight=-0.5, delay=1), receptor_type="inhibitory")
part = sim.FixedProbabilityConnector(0.3)
wide = draw("normal_clipped", mu=0.3, sigma=0.3, low=0, high=1)
sim.Projection(e[10:100], i[20:70], part, synapse(weight=wide, delay=draw("normal_clipped", mu=5, sigma=3, low=1, high=16)))
# The scale of conductances is beyond S16.15, through which this connector hands it on.
sim.Projection(e, g, sim.FixedNumberPostConnector(5), synapse(weight=0.004, delay=1))
sim.run(100)
sim.end()
