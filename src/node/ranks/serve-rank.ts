/** Every rank but 0: joins, runs the slices that it is given, and ends when rank 0 says so or is lost. */
import { fail } from "../../diagnostics/diagnostic.js";
import { joinRanks, type Meeting } from "./join.js";
import type { FromRank, ToRank } from "./rank-messages.js";
import { SlicesHere } from "./slices-here.js";

/** How long a rank that has lost another waits for what rank 0 says of it, ms. */
const VERDICT_MS = 5000;

export interface ServeOptions extends Meeting {
  /** Seconds of silence after which a rank counts as lost. */
  readonly timeout: number;
}

/**
 * Resolves when rank 0 is done.
 * @throws EquipoiseError `ranks-missing`, `ranks-differ`, `ranks-cannot-listen`; `rank-lost` where the run broke off
 */
export async function serveRank(options: ServeOptions): Promise<void> {
  const { rank, of, timeout } = options;
  const { peers, exchange } = await joinRanks(options);
  const hub = peers.get(0)!;
  const tell = (message: FromRank) => hub.sendMessage(message);
  let run = 1;
  let settle: (why: string | null) => void = () => {};
  const ended = new Promise<string | null>((resolve) => (settle = resolve));
  const lost = (other: number, why: string) => {
    if (other === 0) return settle(`rank 0 of ${of} was lost: ${why}`);
    tell({ kind: "lost", rank: other, why });
    setTimeout(() => settle(`rank ${other} of ${of} was lost: ${why}`), VERDICT_MS).unref();
  };
  const here = new SlicesHere(rank, of, exchange, peers, (other) => lost(other, "it sent no block of this run"));
  const take = (message: ToRank): void => {
    switch (message.kind) {
      case "start": {
        const { slice } = message;
        const of = run;
        here.start(slice, message.start, {
          message: (answer) => tell({ kind: "message", run: of, slice, message: answer }),
          failed: (error) => tell({ kind: "failed", run: of, slice, why: error.message }),
        });
        return;
      }
      case "post":
        return here.post(message.slice, message.message);
      case "exchange":
        return here.openExchange(message.run, message.layout);
      case "stop":
        run++;
        return void here.stop();
      case "costs":
        return tell({ kind: "costs", costs: here.costs });
      case "end":
        return settle(message.sentence);
    }
  };
  for (const [other, peer] of peers)
    peer.listen(
      {
        block: (words) => here.takeBlock(words),
        message: (message) => {
          if (other === 0) take(message as ToRank);
        },
        lost: (why) => lost(other, why),
      },
      timeout * 1000,
    );
  const sentence = await ended;
  for (const peer of peers.values()) peer.end();
  await here.stop();
  if (sentence !== null)
    fail("rank-lost", sentence, {
      hint: "start all ranks again, with --resume where the run wrote a checkpoint (--checkpoint-every)",
    });
}
