/**
 * TargetFront: the one front of everything that runs a network. What callers may do, and what they are told otherwise, is the same for the
 * reference, the emulators and the boards; a subclass only executes what has been found right.
 *
 * A run is one thing at a time: while steps are executed, or a state is saved or restored, everything but close() is refused. What breaks a run
 * off in the middle (an exception in the sink, a lost board) leaves a state of no step: then only a checkpoint, or a new target, goes on.
 */
import { EquipoiseError, fail } from "../diagnostics/diagnostic.js";
import type { RegisterLosses } from "./run-losses.js";
import type { ExecutionTarget, InjectedSpike, NeuronState, SpikeSink } from "./execution-target.js";

const CLOSED = "target-closed";

/** Whole numbers that a spike from outside may carry. */
export interface CountRange {
  readonly least: number;
  readonly most: number;
  /** What sets the limits, where it is worth a word. */
  readonly because?: string;
  /** What is done about a count that is too high. */
  readonly hint?: string;
}

type Method = "advance" | "inject" | "readState" | "readReceptors" | "counters" | "losses" | "checkpoint" | "restore";

export abstract class TargetFront<
  State extends NeuronState = NeuronState,
  Spike extends InjectedSpike = InjectedSpike,
> implements ExecutionTarget {
  abstract readonly name: string;
  abstract readonly size: number;
  abstract readonly dt: number;
  abstract readonly stateUnit: "mV" | "LSB";
  abstract readonly step: number;
  /** Ids of spikes from outside go from 0 to sources - 1: neurons, then spike sources. */
  protected abstract readonly sources: number;
  protected abstract readonly countRange: CountRange;

  /** Takes spikes that have been checked. */
  protected abstract take(spikes: readonly Spike[]): void;
  /** Executes `steps` ≥ 1 steps; calls `mustBeOpen` after everything it waited for. */
  protected abstract execute(steps: number, sink: SpikeSink): Promise<void>;
  /** State of neurons that exist. */
  protected abstract read(neurons: ArrayLike<number>): Promise<State>;
  protected abstract tally(): Promise<Record<string, number>>;
  /** Losses by neuron; null where only counters are kept. */
  protected async lostByNeuron(): Promise<readonly RegisterLosses[] | null> {
    return null;
  }
  protected abstract save(): Promise<Uint8Array>;
  /** Judges the bytes before it changes anything. @throws EquipoiseError with a code that names the checkpoint where they are refused */
  protected abstract load(bytes: Uint8Array): Promise<void>;
  /** Lets go of everything; called once. Whatever is still awaited is rejected. */
  protected abstract end(): Promise<void>;

  private ending: Promise<void> | null = null;
  /** What is under way and suffers nothing beside it. */
  private alone: Method | null = null;
  private reading = 0;
  /** Why the state is that of no step; null: it is whole. */
  private broken: string | null = null;

  inject(spikes: readonly Spike[]): void {
    this.mustBeFree("inject");
    const { least, most, because, hint } = this.countRange;
    if (!Array.isArray(spikes) || !spikes.every((spike) => typeof spike === "object" && spike !== null))
      fail("inject-spikes", "inject needs a list of spikes: [{ step, id, count }, …]");
    for (const { step, id, count } of spikes) {
      if (!Number.isSafeInteger(step) || step < this.step)
        fail("inject-late", `a spike was injected for step ${step}, but step ${this.step} is the next`, {
          hint: "inject before the step is executed",
        });
      if (!Number.isInteger(id) || id < 0 || id >= this.sources)
        fail("inject-unknown", `a spike was injected for id ${id}, but ids go from 0 to ${this.sources - 1}`);
      if (!Number.isInteger(count))
        fail("inject-count", `a spike of id ${id} was injected with the count ${count}, which is not an integer`);
      if (count < least || count > most)
        fail(
          "inject-count",
          `a spike of id ${id} was injected with the count ${count}; counts go from ${least} to ${most}${because ? `: ${because}` : ""}`,
          hint === undefined ? {} : { hint },
        );
    }
    this.take(spikes);
  }

  advance(steps: number, sink: SpikeSink): Promise<void> {
    return quietWhenClosed(this.onItsOwn("advance", () => this.advanceNow(steps, sink)));
  }

  async readState(neurons: ArrayLike<number>): Promise<State> {
    this.mustBeFree("readState");
    this.mustKnow(neurons);
    return this.aside(() => this.read(neurons));
  }

  async counters(): Promise<Record<string, number>> {
    this.mustBeFree("counters");
    return this.aside(() => this.tally());
  }

  async losses(): Promise<readonly RegisterLosses[] | null> {
    this.mustBeFree("losses");
    return this.aside(() => this.lostByNeuron());
  }

  async checkpoint(): Promise<Uint8Array> {
    return this.onItsOwn("checkpoint", () => this.save());
  }

  async restore(state: Uint8Array): Promise<void> {
    return this.onItsOwn("restore", async () => {
      if (!(state instanceof Uint8Array))
        fail("checkpoint-format", "what was given to restore is no checkpoint: it is not a Uint8Array");
      try {
        await this.load(state);
      } catch (error) {
        const refused = error instanceof EquipoiseError && error.diagnostics[0].code.includes("checkpoint");
        if (!refused) this.broken = `restoring a checkpoint failed: ${sentenceOf(error)}`;
        throw error;
      }
      this.broken = null;
    });
  }

  close(): Promise<void> {
    return (this.ending ??= this.end());
  }

  /** @throws EquipoiseError `target-closed`, `target-busy`, `target-broken` */
  protected mustBeFree(method: Method): void {
    if (this.ending !== null)
      fail(CLOSED, `${this.name} has been closed: ${method} is not possible any more`, { hint: "make a new one" });
    if (this.alone !== null)
      fail("target-busy", `${method} was called while ${this.alone} was still under way on ${this.name}`, {
        hint: `await the ${this.alone} first; it goes on unharmed`,
      });
    if (this.broken !== null && method !== "restore")
      fail("target-broken", `${this.name} cannot go on: ${this.broken}`, {
        hint: "restore a checkpoint, or make a new one",
      });
  }

  /** For runs under way. @throws EquipoiseError `target-closed` */
  protected mustBeOpen(): void {
    if (this.ending !== null) this.closedInRun();
  }

  /** @throws EquipoiseError `state-unknown` */
  protected mustKnow(neurons: ArrayLike<number>): void {
    if (!Number.isInteger((neurons as ArrayLike<number> | null | undefined)?.length))
      fail("state-unknown", "readState needs a list of the ids of neurons: [0, 1, …]");
    for (let k = 0; k < neurons.length; k++) {
      if (!Number.isInteger(neurons[k]) || neurons[k] < 0 || neurons[k] >= this.size)
        fail("state-unknown", `the network has no neuron ${neurons[k]}; ids go from 0 to ${this.size - 1}`);
    }
  }

  private async advanceNow(steps: number, sink: SpikeSink): Promise<void> {
    if (!Number.isSafeInteger(steps) || steps < 0 || !Number.isSafeInteger(this.step + steps))
      fail("advance-steps", `cannot advance by ${steps} steps: the number must be whole and at least 0`);
    if (typeof sink !== "function")
      fail("advance-sink", "advance needs a function that takes the spikes: advance(steps, (step, ids, count) => …)");
    if (steps === 0) return;
    try {
      await this.execute(steps, (step, ids, count) => {
        try {
          sink(step, ids, count);
        } catch (error) {
          this.broken = `the function that takes the spikes threw in step ${step} (${sentenceOf(error)}), in the middle of a run`;
          throw error;
        }
        this.mustBeOpen();
      });
    } catch (error) {
      // Whatever was cut off by closing failed because of that.
      this.mustBeOpen();
      this.broken ??= `its run broke off after step ${this.step}: ${sentenceOf(error)}`;
      throw error;
    }
  }

  private closedInRun(): never {
    return fail(CLOSED, `${this.name} was closed in the middle of a run, which ended there`);
  }

  private async onItsOwn<T>(method: Method, work: () => Promise<T>): Promise<T> {
    this.mustBeFree(method);
    if (this.reading > 0)
      fail("target-busy", `${method} was called while the state of ${this.name} was still being read`, {
        hint: "await readState and counters first",
      });
    this.alone = method;
    try {
      return await this.orClosed(work);
    } finally {
      this.alone = null;
    }
  }

  private async aside<T>(work: () => Promise<T>): Promise<T> {
    this.reading++;
    try {
      return await this.orClosed(work);
    } finally {
      this.reading--;
    }
  }

  private async orClosed<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.mustBeOpen();
      throw error;
    }
  }
}

/** Whether a run ended because its target was closed. */
function wasClosed(error: unknown): boolean {
  return error instanceof EquipoiseError && error.diagnostics[0].code === CLOSED;
}

/**
 * The same result. Whoever closes a target knows that its run ends: where nobody awaits that run any more, its rejection is no fault of the
 * process ("unhandled rejection"), which would end it. Any other error stays as loud as it is.
 */
export function quietWhenClosed<T>(work: Promise<T>): Promise<T> {
  const result = new Promise<T>((resolve, reject) => {
    work.then(resolve, (error: unknown) => {
      if (wasClosed(error)) result.catch(() => {});
      reject(error);
    });
  });
  return result;
}

function sentenceOf(error: unknown): string {
  if (error instanceof EquipoiseError) return error.diagnostics[0].message.replace(/\.$/, "");
  return error instanceof Error ? error.message : String(error);
}
