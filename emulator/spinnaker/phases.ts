/**
 * What happens in a tick, in the order of the chip:
 *
 *   drain       the slot of this tick goes from the ring buffers into the synaptic states, on every core
 *   update      neurons take the tick, atom by atom
 *   plasticity  a row that learns is brought up to date when a spike has fetched it, just before its weights are added (sPyNNaker's
 *               deferred STDP). No synapse learns yet and nothing happens: the phase has its place here, as in every step order.
 *   deliver     rows of what was sent in this tick are added to the ring buffers: neurons by core and atom, Poisson cores, sources played
 *               by the host, injected spikes, then what delay-extension cores release now, shortest delay first
 */
export const STEP_PHASES = ["drain", "update", "plasticity", "deliver"] as const;
