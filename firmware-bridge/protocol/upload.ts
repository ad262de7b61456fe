/**
 * Brings a memory image onto a board: ERASE, WRITE what is not zero, compare the digest of the board's own memory, ARM.
 * Either the board is armed with exactly this image, or there is one error; a board never arms an image that differs.
 */
import { EquipoiseError, fail, type ProgressSink } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { crc32 } from "../../src/numerics/crc32.js";
import type { Clock, Dialer } from "../transport/transport.js";
import { BoardState } from "./codes.js";
import { HostLink } from "./host-link.js";
import { type LinkOptions } from "./link-options.js";
import type { HelloReply } from "./messages.js";

export interface UploadOptions {
  readonly onProgress?: ProgressSink;
  /** Reads every byte back as well; the digest alone misses a difference once in 2^32. */
  readonly readBack?: boolean;
  /** How often it begins anew after the board forgot everything. */
  readonly restarts?: number;
}

const RESTARTS = 3;
const PROGRESS_PHASE = "upload";

/** The parts of the image that have to be written: the rest is zero, as ERASE leaves it. */
interface Piece {
  readonly address: number;
  readonly data: Uint8Array;
}

/**
 * Opens a link, uploads and arms.
 * @param image memory image of the board, at most `imageBytes` long; the rest of the board's memory becomes zero
 * @param imageFor gives the image once the board has told its limits
 * @throws EquipoiseError `board-image-too-large`, `board-digest`, and those of HostLink
 */
export async function deploy(
  dial: Dialer,
  clock: Clock,
  link: LinkOptions,
  imageFor: (board: HelloReply) => Uint8Array,
  options: UploadOptions = {},
): Promise<HostLink> {
  const restarts = options.restarts ?? RESTARTS;
  for (let k = 0; ; k++) {
    const upload = new Upload();
    const host = new HostLink(dial, clock, { ...link, session: nextSession(link.session, k) }, (board) =>
      upload.matches(board),
    );
    try {
      const board = await host.open();
      await upload.run(host, imageFor(board), options);
      return host;
    } catch (error) {
      host.close();
      const forgotten = error instanceof EquipoiseError && error.diagnostics[0].code === "board-restarted";
      if (!forgotten || k >= restarts) throw error;
    }
  }
}

/** Session 0 means "none". */
function nextSession(first: number, k: number): number {
  return (first + k) >>> 0 || 1;
}

class Upload {
  private image: Uint8Array = new Uint8Array();
  private pieces: Piece[] = [];
  /** The command that wrote piece 0. */
  private firstWrite = 0;

  async run(host: HostLink, image: Uint8Array, options: UploadOptions): Promise<void> {
    const { imageBytes, maxData } = host.board;
    if (image.length > imageBytes) {
      fail("board-image-too-large", `The memory image has ${image.length} bytes, the board ${imageBytes}.`, {
        limit: { what: "image bytes", used: image.length, max: imageBytes },
        exitCode: ExitCode.doesNotFit,
      });
    }
    this.image = new Uint8Array(imageBytes);
    this.image.set(image);
    const digest = crc32(this.image);

    await host.command("ERASE", {});
    this.pieces = nonZeroPieces(this.image, maxData);
    this.firstWrite = host.acknowledged + 1;
    const total = this.pieces.reduce((sum, { data }) => sum + data.length, 0);
    let done = 0;
    await Promise.all(
      this.pieces.map(async (piece) => {
        await host.command("WRITE", piece);
        done += piece.data.length;
        options.onProgress?.(PROGRESS_PHASE, done, total);
      }),
    );

    const loaded = await host.hello();
    if (loaded.digest !== digest) wrongDigest(digest, loaded.digest);
    if (options.readBack) await this.readBack(host);
    await host.command("ARM", { digest });
  }

  /** After a lost line: is what the board holds the beginning of this upload? */
  matches(board: HelloReply): boolean {
    if (board.state !== BoardState.LOADING || this.pieces.length === 0) return true;
    const written = Math.max(0, board.committed - this.firstWrite + 1);
    const prefix = new Uint8Array(this.image.length);
    for (const { address, data } of this.pieces.slice(0, written)) prefix.set(data, address);
    return crc32(prefix) === board.digest;
  }

  private async readBack(host: HostLink): Promise<void> {
    const { maxData } = host.board;
    const pieces = Array.from({ length: Math.ceil(this.image.length / maxData) }, (_, k) => k * maxData);
    await Promise.all(
      pieces.map(async (address) => {
        const expected = this.image.subarray(address, address + maxData);
        const { data } = await host.read("READBACK", { address, length: expected.length });
        const at = expected.findIndex((byte, k) => byte !== data[k]);
        if (at >= 0)
          fail("board-memory", `Byte ${address + at} of the board's memory reads ${data[at]}, not ${expected[at]}.`, {
            exitCode: ExitCode.device,
            hint: "the board's memory is faulty",
          });
      }),
    );
  }
}

function wrongDigest(expected: number, found: number): never {
  const hex = (digest: number) => digest.toString(16).padStart(8, "0");
  return fail("board-digest", `The board's memory has the digest ${hex(found)}, the image ${hex(expected)}.`, {
    exitCode: ExitCode.device,
    hint: "the board's memory is faulty",
  });
}

/** Aligned pieces of the image that hold anything but zeros. */
function nonZeroPieces(image: Uint8Array, length: number): Piece[] {
  const pieces: Piece[] = [];
  for (let address = 0; address < image.length; address += length) {
    const data = image.subarray(address, address + length);
    if (data.some((byte) => byte !== 0)) pieces.push({ address, data });
  }
  return pieces;
}
