/**
 * The static synaptic matrices of a core as the machine's synapse expander writes them: rows of equal length, one a source, and
 * behind them, if delays are longer than the ring buffers, one a source and delay stage.
 *
 *   row   plastic words (0) | synapses F | plastic controls (0) | F words, then room
 *   delay 1 at least; stage = (delay - 1) div ticks of a stage; beyond the last stage the delay becomes (last stage)·ticks
 * Rows of delay stages lie core by core of the sources, as the keys of the delay extensions count them.
 * Source: sPyNNaker, synapse_expander/matrix_generators/matrix_generator_static.h and matrix_generator_common.h.
 */
import { wordPacker, ROW_HEADER_WORDS } from "../../../program/spinnaker/synaptic-word.js";
import { damaged, type WordReader } from "./word-reader.js";

const UNUSED = 0xffffffff;

interface MatrixParameters {
  /** Words from the start of the region. */
  readonly offset: number;
  readonly delayedOffset: number;
  /** Words of a row, without its header. */
  readonly rowWords: number;
  readonly delayedRowWords: number;
  readonly synapseType: number;
  readonly typeBits: number;
  readonly indexBits: number;
  /** Delay stages, the first of which is no delay. */
  readonly stages: number;
  readonly ticksAStage: number;
  readonly delayBits: number;
  readonly sources: number;
  readonly sourcesACore: number;
}

export class SynapticMatrix {
  private readonly parameters: MatrixParameters;
  private readonly pack: ReturnType<typeof wordPacker>;

  /** @param rows the region that it writes to */
  constructor(
    reader: WordReader,
    private readonly rows: Uint32Array,
  ) {
    const p = (this.parameters = {
      offset: reader.word(),
      delayedOffset: reader.word(),
      rowWords: reader.word(),
      delayedRowWords: reader.word(),
      synapseType: reader.word(),
      typeBits: reader.word(),
      indexBits: reader.word(),
      stages: reader.word(),
      ticksAStage: reader.word(),
      delayBits: reader.word(),
      sources: reader.word(),
      sourcesACore: reader.word(),
    });
    this.pack = wordPacker(p);
    const end = (offset: number, count: number, words: number) =>
      offset === UNUSED ? 0 : offset + count * (words + ROW_HEADER_WORDS);
    const needed = Math.max(
      end(p.offset, p.sources, p.rowWords),
      end(p.delayedOffset, p.sources * (p.stages - 1), p.delayedRowWords),
    );
    if (needed > rows.length || p.ticksAStage < 1 || p.sourcesACore < 1)
      damaged(`the ${reader.what} has a matrix that does not fit its region`);
  }

  get synapseType(): number {
    return this.parameters.synapseType;
  }

  /**
   * @param weight uint16
   * @param delay ticks
   * @returns false where the row is full
   */
  add(source: number, index: number, weight: number, delay: number): boolean {
    const { stages, ticksAStage, rowWords, delayedRowWords, synapseType } = this.parameters;
    let ticks = Math.max(delay, 1);
    let stage = Math.floor((ticks - 1) / ticksAStage);
    if (stage >= stages) {
      stage = stages - 1;
      ticks = stage * ticksAStage;
    }
    const at = stage === 0 ? this.rowOf(source) : this.delayedRowOf(source, stage);
    const room = stage === 0 ? rowWords : delayedRowWords;
    const { rows } = this;
    const used = rows[at + 1];
    if (used >= room) return false;
    // A stage of whole length: the remainder of a delay that was cut to a multiple of it.
    const remainder = ((((ticks - 1) & 0xffff) % ticksAStage) + 1) & 0xffff;
    rows[at + ROW_HEADER_WORDS + used] = this.pack(weight, remainder, synapseType, index);
    rows[at + 1] = used + 1;
    return true;
  }

  private rowOf(source: number): number {
    const { offset, rowWords } = this.parameters;
    if (offset === UNUSED) damaged("a synapse without a delay stage has no matrix");
    return offset + source * (rowWords + ROW_HEADER_WORDS);
  }

  private delayedRowOf(source: number, stage: number): number {
    const { delayedOffset, delayedRowWords, sources, sourcesACore, stages } = this.parameters;
    if (delayedOffset === UNUSED) damaged("a delayed synapse has no matrix");
    // As the machine has it: the first source of a core, but of the first core, is taken for one behind the last of the core before.
    const core = source === 0 ? 0 : Math.ceil(source / sourcesACore) - 1;
    const onCore = Math.min(sourcesACore, sources - core * sourcesACore);
    const row = core * sourcesACore * (stages - 1) + (stage - 1) * onCore + (source - core * sourcesACore);
    return delayedOffset + row * (delayedRowWords + ROW_HEADER_WORDS);
  }
}
