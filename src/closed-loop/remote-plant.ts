/** A plant that is a program of its own, behind a line that carries one text each way a block. */
import { askPlant } from "./ask-plant.js";
import { Course } from "./course.js";
import type { Acted, Plant, PlantSetup, PlantSummary, Sensed } from "./plant.js";
import { PROTOCOL, readBlock, readEnd, readHello, type BlockAnswer, type Hello } from "./plant-protocol.js";
import { SensorDraws } from "./sensor-draws.js";
import { SpikeForms, type SpikesOut } from "./spike-forms.js";

/** A question and its answer. */
export interface PlantLine {
  /** Sends one text and gives the next that comes. @throws EquipoiseError where the other side has gone */
  exchange(text: string): Promise<string>;
  close(): Promise<void>;
}

export interface RemotePlantOptions {
  /** Of the whole loop, and of each block: those that the loop is then run with. */
  readonly steps: number;
  readonly block: number;
  /** Of this package. */
  readonly version: string;
  /** ms; as `plantTimeout` of the loop. */
  readonly timeout?: number;
}

/**
 * Says hello to the plant behind a line. The plant is asked for what it senses in the message that tells it the spikes of the block before,
 * so that a block costs one message each way; `sense` gives what was answered then.
 *
 * @throws EquipoiseError `plant-silent`, `plant-exited`, `plant-malformed`; the line is then closed
 */
export async function connectPlant(line: PlantLine, setup: PlantSetup, options: RemotePlantOptions): Promise<Plant> {
  const { steps, block, version, timeout = Infinity } = options;
  const parts = (list: PlantSetup["sources"]) => list.map(({ name, size }) => ({ name, size }));
  const first = {
    equipoise: version,
    protocol: PROTOCOL,
    dt: setup.dt,
    seed: setup.seed,
    steps,
    block,
    populations: parts(setup.populations),
    sources: parts(setup.sources),
  };
  try {
    const ask = (what: string, message: object) =>
      askPlant(what, timeout, () => line.exchange(JSON.stringify(message)));
    const hello = readHello(await ask("the setup", first));
    const plant = new RemotePlant(line, setup, hello, options);
    await plant.begin((message) => ask("the first block", message));
    return plant;
  } catch (error) {
    await line.close();
    throw error;
  }
}

class RemotePlant implements Plant {
  state: Readonly<Record<string, number>> = {};
  private sensed: BlockAnswer["sense"] = {};
  private ended: PlantSummary | null = null;
  private readonly draws: SensorDraws;
  private readonly forms: SpikeForms;

  constructor(
    private readonly line: PlantLine,
    setup: PlantSetup,
    private readonly hello: Hello,
    private readonly options: RemotePlantOptions,
  ) {
    this.draws = new SensorDraws(setup);
    this.forms = new SpikeForms(setup, hello);
  }

  async begin(ask: (message: object) => Promise<string>): Promise<void> {
    this.take(readBlock(await ask(this.question(0, this.forms.of([], 0, 0)))));
    // What follows is compared with this one by runClosedLoop.
    new Course(Object.fromEntries(this.hello.state.map((name) => [name, 0])), 1).keep(0, this.state, () => {});
  }

  sense(from: number, to: number): readonly Sensed[] {
    return this.draws.spikes(this.sensed, from, to);
  }

  async act(from: number, to: number, spikes: readonly Acted[]): Promise<void> {
    const out = this.forms.of(spikes, from, to);
    if (to < this.options.steps) {
      this.take(readBlock(await this.line.exchange(JSON.stringify(this.question(to, out)))));
      return;
    }
    const { state, summary } = readEnd(await this.line.exchange(JSON.stringify({ end: true, from: to, spikes: out })));
    this.state = state;
    this.ended = summary;
  }

  private question(from: number, spikes: SpikesOut): object {
    return { from, to: Math.min(from + this.options.block, this.options.steps), spikes };
  }

  private take({ sense, state }: BlockAnswer): void {
    this.sensed = sense;
    this.state = state;
  }

  summary(): PlantSummary {
    return this.ended ?? { text: "", figures: {} };
  }

  close(): Promise<void> {
    return this.line.close();
  }
}
