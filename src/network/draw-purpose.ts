/**
 * What a draw is for: the third counter word of Philox, so that draws of one object never share numbers.
 * Key = (seed, streamOf(name)), counter = (block, item, purpose, 0). Changing a number here changes every network.
 */
export const DrawPurpose = {
  /** item = postsynaptic neuron; presynaptic for fixed_outdegree; index of the draw for fixed_total_number. */
  connectivity: 0,
  /** item = postsynaptic neuron; drawn along the finished row. */
  weight: 1,
  delay: 2,
  /** stream = "population parameter", item = neuron. */
  parameter: 3,
  /** counter = (step, source >> 2, purpose, 0): one block serves four sources. */
  poisson: 4,
} as const;
