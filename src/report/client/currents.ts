// Chooses the neuron and moves the window of the input currents; redraws the paths of the two still plots.
"use strict";
(() => {
  const source = document.getElementById("currents-data");
  if (source === null) return;
  const data = JSON.parse(source.textContent);
  const select = document.getElementById("current-neuron");
  const slider = document.getElementById("current-window");
  const range = document.getElementById("current-range");
  const NS = "http://www.w3.org/2000/svg";

  function decode({ low, high, base64 }) {
    const binary = atob(base64);
    return Float64Array.from(
      { length: binary.length / 2 },
      (_, k) => low + ((high - low) * (binary.charCodeAt(2 * k) + 256 * binary.charCodeAt(2 * k + 1))) / 65535,
    );
  }
  const decoded = new Map();
  function traces(k) {
    if (!decoded.has(k)) {
      const n = data.neurons[k];
      const side = ({ E, I }) => {
        const e = decode(E);
        const i = decode(I);
        return { e, i, mirror: i.map((x) => -x), sum: e.map((x, j) => x + i[j]) };
      };
      decoded.set(k, { reference: side(n.reference), target: side(n.target) });
    }
    return decoded.get(k);
  }
  const element = (name, attributes, text) => {
    const e = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
    if (text !== undefined) e.textContent = text;
    return e;
  };

  function draw() {
    const k = Number(select.value);
    const n = data.neurons[k];
    const offset = Number(slider.value);
    const { left, right, top, bottom, width, height, windowMs } = data;
    const x = (ms) => left + ((ms - offset) / windowMs) * (width - right - left);
    const y = (value) => height - bottom - ((value - n.low) / (n.high - n.low)) * (height - bottom - top);
    const first = Math.max(0, Math.floor(offset / n.sample));
    for (const svg of document.querySelectorAll("svg.currents")) {
      const side = svg.dataset.side;
      const { e, i, mirror, sum } = traces(k)[side];
      const last = Math.min(e.length, Math.ceil((offset + windowMs) / n.sample));
      const path = (values) => {
        let d = "";
        for (let j = first; j < last; j++)
          d += `${j === first ? "M" : "L"}${x((j + 0.5) * n.sample).toFixed(1)} ${y(values[j]).toFixed(1)}`;
        return d;
      };
      svg.querySelector(".trace-e").setAttribute("d", path(e));
      svg.querySelector(".trace-i").setAttribute("d", path(i));
      svg.querySelector(".trace-mirror").setAttribute("d", path(mirror));
      svg.querySelector(".trace-sum").setAttribute("d", path(sum));
      svg.querySelector(".zero").setAttribute("d", `M${left} ${y(0).toFixed(1)}H${width - right}`);
      svg
        .querySelector(".threshold-line")
        .setAttribute("d", n.threshold === null ? "" : `M${left} ${y(n.threshold).toFixed(1)}H${width - right}`);
      svg.querySelector(".y-unit").textContent = `input (${n.unit})`;
      svg
        .querySelector(".y-ticks")
        .replaceChildren(
          ...n.ticks.flatMap(([value, label]) => [
            element("path", { class: "grid", d: `M${left} ${y(value).toFixed(1)}H${width - right}` }),
            element("text", { x: left - 6, y: (y(value) + 3.5).toFixed(1), "text-anchor": "end" }, label),
          ]),
        );
      const ticks = [];
      for (let t = Math.ceil((n.start + offset) / 50) * 50; t <= n.start + offset + windowMs + 1e-6; t += 50)
        ticks.push(
          element(
            "text",
            { x: x(t - n.start).toFixed(1), y: height - bottom + 15, "text-anchor": "middle" },
            String(t),
          ),
        );
      svg.querySelector(".x-ticks").replaceChildren(...ticks);
      document.getElementById(`current-note-${side}`).textContent = n.notes[side];
    }
    range.textContent = `${(n.start + offset).toFixed(0)} – ${(n.start + offset + windowMs).toFixed(0)} ms`;
  }
  select.addEventListener("change", draw);
  slider.addEventListener("input", draw);
  draw();
})();
