/**
 * The different synapse lists of a core as paths in a tree: an edge is a synapse, a node what its list has so far, node 0 nothing.
 * A source that goes along an edge for each of its synapses ends on the node of its list.
 */

/** Nodes of a tree, and synapses that a core may have different ones of. */
const MOST_NODES = 1024;
const MOST_SYNAPSES = 256;

/** A synapse but for its source. */
export interface ListedSynapse {
  readonly compartment: number;
  readonly group: number;
  readonly mantissa: number;
  readonly delay: number;
}

export class ListTree {
  private nodes = 1;
  /** The node before each, and the synapse between the two. */
  private readonly parent = new Uint16Array(MOST_NODES);
  private readonly via = new Uint16Array(MOST_NODES);
  private readonly depth = new Uint32Array(MOST_NODES);
  /** 1 + the list that ends on each node, 0 none. */
  private readonly listOfNode = new Uint32Array(MOST_NODES);
  /** By list. */
  private readonly nodeOfList = new Uint16Array(MOST_NODES);
  private listCount = 0;
  /** By synapse, then node: the node behind. */
  private readonly edges: Uint16Array[] = [];
  private readonly synapses: ListedSynapse[] = [];
  private current = 0;

  clear(): void {
    for (let s = 0; s < this.synapses.length; s++) this.edges[s].fill(0, 0, this.nodes);
    this.listOfNode.fill(0, 0, this.nodes);
    this.synapses.length = 0;
    this.nodes = 1;
    this.listCount = 0;
  }

  /** No more synapses may be added; the nodes of some sources are wrong. */
  get isFull(): boolean {
    return this.nodes >= MOST_NODES || this.synapses.length >= MOST_SYNAPSES;
  }

  /** By node: the one behind a synapse, 0 where it is not there yet: then `grow`. */
  edgesOf(compartment: number, group: number, mantissa: number, delay: number): Uint16Array {
    this.current = this.synapses.length;
    this.synapses.push({ compartment, group, mantissa, delay });
    return (this.edges[this.current] ??= new Uint16Array(MOST_NODES));
  }

  /** Adds the node behind the synapse of the last `edgesOf`. */
  grow(node: number): number {
    // In a full tree the last node stands for all that are missing.
    const behind = Math.min(this.nodes, MOST_NODES - 1);
    this.edges[this.current][node] = behind;
    this.parent[behind] = node;
    this.via[behind] = this.current;
    this.depth[behind] = this.depth[node] + 1;
    this.nodes = behind + 1;
    return behind;
  }

  /** The list that ends on a node: numbered in the order in which they are asked for. */
  listAt(node: number): number {
    if (this.listOfNode[node] === 0) {
      this.nodeOfList[this.listCount] = node;
      this.listOfNode[node] = ++this.listCount;
    }
    return this.listOfNode[node] - 1;
  }

  get lists(): number {
    return this.listCount;
  }

  lengthOf(list: number): number {
    return this.depth[this.nodeOfList[list]];
  }

  /** The synapses of a list, the last one first. */
  eachFromLast(list: number, visit: (synapse: ListedSynapse) => void): void {
    for (let node = this.nodeOfList[list]; node !== 0; node = this.parent[node]) visit(this.synapses[this.via[node]]);
  }
}
