/** A core that sends spikes, and all of them: what the partition knows of the machine's traffic before anything has a place. */
export interface Sender {
  /** Global ids firstId .. firstId + atoms - 1. */
  readonly firstId: number;
  readonly atoms: number;
  /** Ticks that its spikes have been held back; 0 but for delay extensions. */
  readonly extraDelay: number;
  /** Index of the core that emits. */
  readonly core: number;
  /** Indices of the cores that receive, ascending. */
  readonly targets: readonly number[];
}

/** Cores: the slices, then one for each input port, then the synapse cores of slices that have their own, slice by slice, then delay extensions. */
export interface Senders {
  readonly senders: readonly Sender[];
  readonly slices: number;
  readonly inputCores: number;
  readonly synapseCores: number;
  readonly delayCores: number;
}
