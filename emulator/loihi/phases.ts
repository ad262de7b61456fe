/**
 * What happens in a step of the chip, in the order of the hardware: StepMachine executes it step by step, SliceEngine block by block.
 *
 *   bias        changes of bias currents that the host wrote for this step
 *   update      compartments take what arrived, and fire
 *   deliver     spikes of this step, of neurons and of inputs, go into the slots of later steps
 *   plasticity  learning changes weights after all spikes of the step were handled (Lava's LoihiProtocol runs its learning phase
 *               after the spiking phase; Davies et al. 2018, §III). No synapse learns yet and nothing happens: the phase has its place
 *               here, so that whatever learns later is put into every step order at once. A block must then be one step long where weights change.
 */
export const STEP_PHASES = ["bias", "update", "deliver", "plasticity"] as const;

export type StepPhase = (typeof STEP_PHASES)[number];
