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
  /** ms that it may take for one answer; as long as it likes unless told. The loop's own `plantTimeout` is then best left out. */
  readonly timeout?: number;
}

/**
 * Says hello to the plant behind a line. The plant is asked for what it senses in the message that tells it the spikes of the block before,
 * so that a block costs one message each way; `sense` gives what was answered then.
 *
 * @throws EquipoiseError `plant-silent`, `plant-exited`, `plant-malformed`; the line is then closed
 */
export async function connectPlant(line: PlantLine, setup: PlantSetup, options: RemotePlantOptions): Promise<Plant> {
  const { steps, block, version } = options;
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
    const questions = new Questions(line, options.timeout);
    const hello = readHello(await questions.ask("the setup", first));
    const plant = new RemotePlant(line, questions, setup, hello, options);
    await plant.begin();
    return plant;
  } catch (error) {
    // What went wrong first is what is told.
    await line.close().catch(() => {});
    throw error;
  }
}

/** What it is asked, each in the words of the line's protocol, and in a time of its own. */
class Questions {
  constructor(
    private readonly line: PlantLine,
    private readonly timeout = Infinity,
  ) {}

  /** @throws EquipoiseError `plant-silent`, `plant-exited` */
  ask(what: string, message: object): Promise<string> {
    return askPlant(what, this.timeout, () => this.line.exchange(JSON.stringify(message)));
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
    private readonly questions: Questions,
    setup: PlantSetup,
    private readonly hello: Hello,
    private readonly options: RemotePlantOptions,
  ) {
    this.draws = new SensorDraws(setup);
    this.forms = new SpikeForms(setup, hello);
  }

  async begin(): Promise<void> {
    await this.askBlock(0, this.forms.of([], 0, 0));
    // What follows is compared with this one by runClosedLoop.
    new Course(Object.fromEntries(this.hello.state.map((name) => [name, 0])), 1).keep(0, this.state, () => {});
  }

  sense(from: number, to: number): readonly Sensed[] {
    return this.draws.spikes(this.sensed, from, to);
  }

  async act(from: number, to: number, spikes: readonly Acted[]): Promise<void> {
    const out = this.forms.of(spikes, from, to);
    if (to < this.options.steps) return this.askBlock(to, out);
    const place = { end: true, from: to };
    const answer = await this.questions.ask(`the end ${JSON.stringify(place)}`, { ...place, spikes: out });
    const { state, summary } = readEnd(answer);
    this.state = state;
    this.ended = summary;
  }

  private async askBlock(from: number, spikes: SpikesOut): Promise<void> {
    const place = { from, to: Math.min(from + this.options.block, this.options.steps) };
    const answer = await this.questions.ask(`the block ${JSON.stringify(place)}`, { ...place, spikes });
    const { sense, state } = readBlock(answer);
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
