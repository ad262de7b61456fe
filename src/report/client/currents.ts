/** Chooses the neuron and moves the window of the input currents; redraws the paths of the two still plots. */
import { coordinate, linearScale, linePath, ticks } from "../axis-scale.js";
import { formatFixed, formatPlain } from "../number-format.js";
import { SIDES, type CurrentsData, type Side, type SideCurrents } from "../page-data.js";
import { decodeTrace } from "../trace-codec.js";
import { embedded, required, svgElement } from "./elements.js";

interface Traces {
  readonly e: Float64Array;
  readonly i: Float64Array;
  readonly mirror: Float64Array;
  readonly sum: Float64Array;
}

export function startCurrents(): void {
  const data = embedded("currents-data");
  if (data === null) return;
  const select = required("#current-neuron", HTMLSelectElement);
  const slider = required("#current-window", HTMLInputElement);
  const range = required("#current-range", HTMLOutputElement);

  const decoded = new Map<number, Readonly<Record<Side, Traces>>>();
  const tracesOf = (neuron: number) => {
    const { reference, target } = data.neurons[neuron];
    const traces = decoded.get(neuron) ?? { reference: decode(reference), target: decode(target) };
    decoded.set(neuron, traces);
    return traces;
  };
  const draw = () => {
    const neuron = Number(select.value);
    const offset = Number(slider.value);
    for (const side of SIDES) drawSide(data, neuron, side, tracesOf(neuron)[side], offset);
    const from = data.neurons[neuron].start + offset;
    range.textContent = `${formatFixed(from, 0)} – ${formatFixed(from + data.windowMs, 0)} ms`;
  };
  select.addEventListener("change", draw);
  slider.addEventListener("input", draw);
  draw();
}

function decode({ E, I }: SideCurrents): Traces {
  const e = decodeTrace(E);
  const i = decodeTrace(I);
  return { e, i, mirror: i.map((x) => -x), sum: e.map((x, k) => x + i[k]) };
}

/** @param offset ms from the neuron's first sample to the left edge of the window */
function drawSide(data: CurrentsData, neuron: number, side: Side, traces: Traces, offset: number): void {
  const { start, sample, low, high, threshold, unit, notes } = data.neurons[neuron];
  const { left, top, bottom, height, windowMs } = data;
  const right = data.width - data.right;
  const x = linearScale([start + offset, start + offset + windowMs], [left, right]);
  const y = linearScale([low, high], [height - bottom, top]);
  const first = Math.max(0, Math.floor(offset / sample));
  const last = Math.min(traces.e.length, Math.ceil((offset + windowMs) / sample));
  const xs = Array.from({ length: Math.max(0, last - first) }, (_, k) => x(start + (first + k + 0.5) * sample));
  const level = (value: number) => `M${left} ${coordinate(y(value))}H${right}`;

  const svg = required(`svg.currents[data-side="${side}"]`, SVGSVGElement);
  const setPath = (name: string, d: string) => required(name, SVGPathElement, svg).setAttribute("d", d);
  const trace = (values: Float64Array) => linePath(xs, values.subarray(first, first + xs.length).map(y));
  setPath(".trace-e", trace(traces.e));
  setPath(".trace-i", trace(traces.i));
  setPath(".trace-mirror", trace(traces.mirror));
  setPath(".trace-sum", trace(traces.sum));
  setPath(".zero", level(0));
  setPath(".threshold-line", threshold === null ? "" : level(threshold));
  required(".y-unit", SVGTextElement, svg).textContent = `input (${unit})`;
  required(".y-ticks", SVGGElement, svg).replaceChildren(
    ...ticks(y.domain, 5).flatMap((value) => [
      svgElement("path", { class: "grid", d: level(value) }),
      svgElement("text", { x: left - 6, y: coordinate(y(value) + 3.5), "text-anchor": "end" }, formatPlain(value)),
    ]),
  );
  required(".x-ticks", SVGGElement, svg).replaceChildren(
    ...ticks(x.domain, 4).map((t) =>
      svgElement("text", { x: coordinate(x(t)), y: height - bottom + 15, "text-anchor": "middle" }, formatPlain(t)),
    ),
  );
  required(`#current-note-${side}`, HTMLElement).textContent = notes[side];
}
