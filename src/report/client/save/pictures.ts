/** Pictures of the page as files of their own: their colours and letters go with them. */
import { fromBase64, toBase64 } from "../../../numerics/base64.js";
import { svgElement } from "../elements.js";

/** Of a PNG for each unit of the picture: about 300 dpi at the width of a column. */
const PIXELS = 3;

/** How a canvas's own picture begins; one that is too large gives `data:,`. */
const PNG_ADDRESS = "data:image/png;base64,";

/** What the style sheet sets on an SVG and a copy must carry itself. */
const KEPT = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "paint-order",
  "font-size",
  "font-weight",
  "font-family",
  "text-anchor",
];

export interface StandaloneSvg {
  readonly text: string;
  /** Units of its viewBox. */
  readonly width: number;
  readonly height: number;
}

function paperColour(): string {
  return getComputedStyle(document.body).backgroundColor;
}

/** A copy that needs no style sheet, on paper of the page's colour. */
export function standaloneSvg(svg: SVGSVGElement): StandaloneSvg {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, k) => {
    const style = getComputedStyle(originals[k]);
    // As attributes of SVG: the page's policy allows no styles but its own, which a copy would leave behind.
    for (const name of KEPT) element.setAttribute(name, style.getPropertyValue(name));
    for (const attribute of ["class", "tabindex"]) element.removeAttribute(attribute);
  });
  const { x, y, width, height } = svg.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.prepend(svgElement("rect", { x, y, width, height, fill: paperColour() }));
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

/** @throws Error where the browser cannot make the picture. */
async function pngOf(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void | Promise<void>,
): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser gives no canvas to draw on");
  context.fillStyle = paperColour();
  context.fillRect(0, 0, width, height);
  await draw(context);
  // At once, not by toBlob: Chromium encodes that in idle moments, of which a page has few, and a reader waits for seconds.
  const address = canvas.toDataURL("image/png");
  if (!address.startsWith(PNG_ADDRESS))
    throw new Error(`a picture of ${width} × ${height} pixels is too large for this browser`);
  return new Blob([fromBase64(address.slice(PNG_ADDRESS.length))], { type: "image/png" });
}

export function svgAsPng({ text, width, height }: StandaloneSvg): Promise<Blob> {
  return pngOf(width * PIXELS, height * PIXELS, async (context) => {
    const image = new Image();
    image.src = `data:image/svg+xml;base64,${toBase64(new TextEncoder().encode(text))}`;
    await image.decode();
    context.drawImage(image, 0, 0, width * PIXELS, height * PIXELS);
  });
}

/** Pictures that a script draws, one below the other, as they stand. */
export function canvasesAsPng(canvases: readonly HTMLCanvasElement[]): Promise<Blob> {
  const width = Math.max(...canvases.map((canvas) => canvas.width));
  const height = canvases.reduce((sum, canvas) => sum + canvas.height, 0);
  return pngOf(width, height, (context) => {
    let top = 0;
    for (const canvas of canvases) {
      context.drawImage(canvas, 0, top);
      top += canvas.height;
    }
  });
}
