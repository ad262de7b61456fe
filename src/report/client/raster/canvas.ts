/** A canvas in points of the screen, the colours of the page on it, and text in the room there is. */
import { visible } from "../../html.js";
import type { RasterPopulation } from "../../page-data.js";
import type { Colour } from "../../spike-dots.js";

/** Points around the plot; both canvases of a side share the left and the right one. */
export const MARGIN = { left: 80, right: 16, top: 6, bottom: 6 } as const;

export interface Surface {
  readonly context: CanvasRenderingContext2D;
  /** Points. */
  readonly width: number;
  readonly height: number;
  /** Pixels a point. */
  readonly ratio: number;
}

/** Clears the canvas, at the size and the sharpness that it now has. */
export function surfaceOf(canvas: HTMLCanvasElement): Surface {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser gives no canvas to draw on");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = `11.5px ${getComputedStyle(document.body).fontFamily}`;
  return { context, width, height, ratio };
}

/** CSS colours of the page as they now are, light or dark. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly rule: string;
  /** By population. */
  readonly colours: readonly string[];
  readonly rgb: readonly Colour[];
}

export function paletteOf(populations: readonly RasterPopulation[]): Palette {
  const style = getComputedStyle(document.documentElement);
  const get = (name: string) => style.getPropertyValue(name).trim();
  const colours = populations.map(({ colour }) => get(colour.replace(/^c-/, "--")));
  const rgb = colours.map((hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16)));
  return { ink: get("--ink"), soft: get("--soft"), rule: get("--rule"), colours, rgb };
}

/** Text that reads upwards, centred on a point. */
export function drawUpright(context: CanvasRenderingContext2D, text: string, x: number, y: number, ink: string): void {
  context.save();
  context.translate(x, y);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = ink;
  context.fillText(text, 0, 0);
  context.restore();
}

/** No name fills more. */
const MOST_LETTERS = 40;

/** A name, or as much of it as the room (points) holds. */
export function fitText(context: CanvasRenderingContext2D, name: string, room: number): string {
  const letters = [...visible(name)];
  const whole = letters.join("");
  if (context.measureText(whole).width <= room) return whole;
  const cut = (n: number) => `${letters.slice(0, n).join("")}…`;
  let n = Math.min(letters.length, MOST_LETTERS);
  while (n > 1 && context.measureText(cut(n)).width > room) n--;
  return cut(n);
}
