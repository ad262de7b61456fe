// The zoomable rasters: decodes the spikes, draws them on canvases, keeps both sides at one view.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("raster-data").textContent);
  const { dt, populations } = data;
  const neurons = Math.max(1, ...populations.map((p) => p.first + p.size));

  // See raster-codec.ts: for each step with spikes Δstep, count, first neuron, then differences; LEB128 varints.
  function decode({ base64, spikes }) {
    const binary = atob(base64);
    const steps = new Uint32Array(spikes);
    const ids = new Uint32Array(spikes);
    let at = 0;
    const varint = () => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = binary.charCodeAt(at++);
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    };
    let step = data.from;
    for (let k = 0; k < spikes;) {
      step += varint();
      let id = 0;
      for (let n = varint(); n > 0; n--, k++) {
        id += varint();
        steps[k] = step;
        ids[k] = id;
      }
    }
    return { steps, ids };
  }

  const firstAt = (steps, step) => {
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (steps[middle] < step) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const populationOf = new Uint8Array(neurons);
  populations.forEach((p, k) => populationOf.fill(k, p.first, p.first + p.size));
  const sides = ["reference", "target"].map((id) => ({
    ...decode(data.sides[id]),
    dots: document.querySelector(`canvas.dots[data-side="${id}"]`),
    rates: document.querySelector(`canvas.rates[data-side="${id}"]`),
  }));

  // ---- the view: steps t0 ≤ t < t1, neurons n0 ≤ n < n1, one for both sides
  const home = () => ({ t0: data.view[0], t1: data.view[1], n0: 0, n1: neurons });
  let view = home();
  const margin = { left: 80, right: 16, top: 6, bottom: 6 };
  const least = { steps: Math.min(data.to - data.from, Math.max(4, 5 / dt)), neurons: Math.min(neurons, 4) };

  function clampSpan(low, high, min, max, shortest) {
    const span = Math.min(max - min, Math.max(shortest, high - low));
    const start = Math.min(max - span, Math.max(min, (low + high - span) / 2));
    return [start, start + span];
  }
  function setView(next) {
    const [t0, t1] = clampSpan(next.t0, next.t1, data.from, data.to, least.steps);
    const [n0, n1] = clampSpan(next.n0, next.n1, 0, neurons, least.neurons);
    view = { t0, t1, n0, n1 };
    schedule();
  }
  /** factor < 1 zooms in; the point at share (0…1) of the view keeps its place. */
  const zoomTime = (factor, share = 0.5) => {
    const span = view.t1 - view.t0;
    const wanted = Math.min(data.to - data.from, Math.max(least.steps, span * factor));
    const t0 = view.t0 + share * (span - wanted);
    setView({ ...view, t0, t1: t0 + wanted });
  };
  const zoomNeurons = (factor, share = 0.5) => {
    const span = view.n1 - view.n0;
    const wanted = Math.min(neurons, Math.max(least.neurons, span * factor));
    const n0 = view.n0 + share * (span - wanted);
    setView({ ...view, n0, n1: n0 + wanted });
  };
  /** Moves by shares of the view, stopping at the ends. */
  const pan = (dt_, dn) => {
    const t = view.t1 - view.t0;
    const n = view.n1 - view.n0;
    const t0 = Math.min(data.to - t, Math.max(data.from, view.t0 + dt_ * t));
    const n0 = Math.min(neurons - n, Math.max(0, view.n0 + dn * n));
    setView({ t0, t1: t0 + t, n0, n1: n0 + n });
  };

  // ---- drawing
  let pending = false;
  function schedule() {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      draw();
    });
  }

  function theme() {
    const style = getComputedStyle(document.documentElement);
    const get = (name) => style.getPropertyValue(name).trim();
    const rgb = (hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
    const colours = populations.map((p) => get(`--${p.colour.slice(2)}`));
    return { ink: get("--ink"), soft: get("--soft"), rule: get("--rule"), colours, rgb: colours.map(rgb) };
  }

  function prepare(canvas) {
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.font = `11.5px ${getComputedStyle(document.body).fontFamily}`;
    return { context, width, height, ratio };
  }

  function draw() {
    const look = theme();
    const ms = (step) => step * dt;
    const rates = sides.map((side) => ratesOf(side));
    const highest = Math.max(1e-9, ...rates.map((r) => r.highest));
    sides.forEach((side, k) => {
      drawDots(side, look);
      drawRates(side.rates, rates[k], highest, look);
      side.dots.dataset.view = `${view.t0.toFixed(2)} ${view.t1.toFixed(2)} ${view.n0.toFixed(2)} ${view.n1.toFixed(2)}`;
    });
    const digits = ms(view.t1 - view.t0) < 50 ? 1 : 0;
    document.getElementById("raster-range").textContent =
      `${ms(view.t0).toFixed(digits)} – ${ms(view.t1).toFixed(digits)} ms, neurons ${Math.floor(view.n0)} – ${Math.ceil(view.n1) - 1}, rates in bins of ${Number(ms(rates[0].bin).toPrecision(3))} ms`;
  }

  function drawDots(side, look) {
    const { context, width, height, ratio } = prepare(side.dots);
    const left = margin.left;
    const w = Math.max(1, width - left - margin.right);
    const h = Math.max(1, height - margin.top - margin.bottom);
    const W = Math.max(1, Math.round(w * ratio));
    const H = Math.max(1, Math.round(h * ratio));
    hatchBurnIn(context, left, margin.top, w, h, look);
    // How many spikes fall on each pixel; where many do, the dot grows darker.
    const counts = new Uint16Array(W * H);
    const owner = new Uint8Array(W * H);
    const perNeuron = H / (view.n1 - view.n0);
    const perStep = W / (view.t1 - view.t0);
    const start = firstAt(side.steps, view.t0);
    const end = firstAt(side.steps, view.t1);
    // Sparse views get dots of two points, crowded ones of one.
    const shown = ((end - start) * (view.n1 - view.n0)) / neurons;
    const base = Math.round((shown * 4 * ratio * ratio < 0.2 * W * H ? 2 : 1) * ratio);
    const size = (per, most) => Math.max(base, Math.min(most, Math.round(per * 0.8)));
    const dotH = size(perNeuron, Math.round(5 * ratio));
    const dotW = size(perStep, Math.round(2 * ratio));
    for (let k = start; k < end; k++) {
      const id = side.ids[k];
      if (id < view.n0 || id >= view.n1) continue;
      const x = Math.floor((side.steps[k] - view.t0) * perStep);
      const y = H - 1 - Math.floor((id + 0.5 - view.n0) * perNeuron) - (dotH >> 1);
      for (let dy = Math.max(0, y); dy < y + dotH && dy < H; dy++)
        for (let dx = x; dx < x + dotW && dx < W; dx++) {
          const at = dy * W + dx;
          counts[at]++;
          owner[at] = populationOf[id];
        }
    }
    const image = context.createImageData(W, H);
    const pixels = image.data;
    for (let at = 0; at < counts.length; at++) {
      if (counts[at] === 0) continue;
      const [r, g, b] = look.rgb[owner[at]];
      pixels[4 * at] = r;
      pixels[4 * at + 1] = g;
      pixels[4 * at + 2] = b;
      pixels[4 * at + 3] = 255 * (1 - 0.2 ** counts[at]);
    }
    const layer = new OffscreenCanvas(W, H);
    layer.getContext("2d").putImageData(image, 0, 0);
    context.drawImage(layer, left, margin.top, w, h);

    upright(context, "neurons", 12, margin.top + h / 2, look);

    // Bands and names of the populations.
    const row = (n) => margin.top + h - ((n - view.n0) / (view.n1 - view.n0)) * h;
    context.textAlign = "right";
    context.textBaseline = "middle";
    let lowest = Infinity;
    populations.forEach((p, k) => {
      const top = Math.max(margin.top, row(p.first + p.size));
      const bottom = Math.min(margin.top + h, row(p.first));
      if (bottom - top < 0.5) return;
      context.fillStyle = look.colours[k];
      context.fillRect(left - 8, top + 0.5, 5, Math.max(0.5, bottom - top - 1));
      const middle = (top + bottom) / 2;
      if (bottom - top < 9 || lowest - middle < 12) return;
      lowest = middle;
      context.fillStyle = look.ink;
      context.fillText(fit(context, p.name, left - 32), left - 12, middle);
    });
    context.strokeStyle = look.rule;
    context.strokeRect(left - 0.5, margin.top - 0.5, w + 1, h + 1);
  }

  /** Text that reads upwards, centred on a point. */
  function upright(context, text, x, y, look) {
    context.save();
    context.translate(x, y);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = look.ink;
    context.fillText(text, 0, 0);
    context.restore();
  }

  /** Direction marks are shown, not obeyed. */
  const visible = (name) => [...name.replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd")];
  const cut = (name, most) =>
    visible(name).length <= most
      ? visible(name).join("")
      : `${visible(name)
          .slice(0, most - 1)
          .join("")}…`;

  /** Cuts a name to the room it has. */
  function fit(context, name, room) {
    const letters = visible(name);
    if (context.measureText(letters.join("")).width <= room) return letters.join("");
    let n = Math.min(letters.length, 40);
    while (n > 1 && context.measureText(letters.slice(0, n).join("") + "…").width > room) n--;
    return letters.slice(0, n).join("") + "…";
  }

  function hatchBurnIn(context, left, top, w, h, look) {
    const edge = left + Math.min(1, (data.burnIn - view.t0) / (view.t1 - view.t0)) * w;
    if (edge <= left) return;
    context.save();
    context.beginPath();
    context.rect(left, top, edge - left, h);
    context.clip();
    context.strokeStyle = look.rule;
    context.lineWidth = 1;
    context.beginPath();
    for (let x = left - h; x < edge; x += 8) {
      context.moveTo(x, top + h);
      context.lineTo(x + h, top);
    }
    context.stroke();
    context.restore();
  }

  /** Mean rate of each population in bins of a round number of ms, about 150 in view. */
  function ratesOf(side) {
    const wanted = ((view.t1 - view.t0) * dt) / 150;
    const round =
      [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((b) => b >= wanted && b >= 1) ?? wanted;
    const bin = Math.max(1, Math.round(round / dt));
    const from = Math.floor((view.t0 - data.from) / bin) * bin + data.from;
    const n = Math.max(1, Math.ceil((Math.min(view.t1, data.to) - from) / bin));
    const values = populations.map(() => new Float64Array(n));
    const end = firstAt(side.steps, from + n * bin);
    for (let k = firstAt(side.steps, from); k < end; k++)
      values[populationOf[side.ids[k]]][Math.floor((side.steps[k] - from) / bin)]++;
    let highest = 0;
    values.forEach((series, p) => {
      for (let b = 0; b < n; b++) {
        // The last bin may be cut off by the end of the record.
        const steps = Math.max(1, Math.min(bin, data.to - (from + b * bin)));
        series[b] *= 1000 / (steps * dt * Math.max(1, populations[p].size));
        if (series[b] > highest) highest = series[b];
      }
    });
    return { bin, from, values, highest };
  }

  function drawRates(canvas, { bin, from, values }, highest, look) {
    const { context, width, height } = prepare(canvas);
    const [left, right, top, bottom] = [margin.left, width - margin.right, 10, height - 34];
    const x = (step) => left + ((step - view.t0) / (view.t1 - view.t0)) * (right - left);
    const y = (rate) => bottom - (rate / (1.05 * highest)) * (bottom - top);
    context.fillStyle = look.ink;
    context.strokeStyle = look.soft;
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const t of ticks(view.t0 * dt, view.t1 * dt, Math.max(3, Math.floor((right - left) / 75)))) {
      context.fillRect(x(t / dt) - 0.5, bottom, 1, 4);
      context.fillText(String(t), x(t / dt), bottom + 6);
    }
    context.fillText("time (ms)", (left + right) / 2, height - 14);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const r of ticks(0, highest * 1.05, 3)) context.fillText(String(r), left - 6, y(r));
    upright(context, "rate (Hz)", 12, (top + bottom) / 2, look);
    context.beginPath();
    context.moveTo(left - 0.5, top);
    context.lineTo(left - 0.5, bottom + 0.5);
    context.lineTo(right, bottom + 0.5);
    context.stroke();
    context.save();
    context.beginPath();
    context.rect(left, 0, right - left, bottom + 1);
    context.clip();
    context.lineWidth = 1.4;
    context.lineJoin = "round";
    values.forEach((series, k) => {
      context.strokeStyle = look.colours[k];
      context.beginPath();
      series.forEach((rate, b) => context.lineTo(x(from + (b + 0.5) * bin), y(rate)));
      context.stroke();
    });
    context.restore();
  }

  function ticks(low, high, count) {
    const power = 10 ** Math.floor(Math.log10((high - low) / count));
    const step = [1, 2, 5, 10].map((m) => m * power).find((s) => (high - low) / s <= count) ?? 10 * power;
    const out = [];
    for (let k = Math.ceil(low / step - 1e-9); k * step <= high * (1 + 1e-12); k++)
      out.push(Number((k * step).toPrecision(10)));
    return out;
  }

  // ---- hands: wheel, drag, pinch, keys, buttons
  const shares = (canvas, event) => {
    const box = canvas.getBoundingClientRect();
    const w = Math.max(1, box.width - margin.left - margin.right);
    const h = Math.max(1, box.height - margin.top - margin.bottom);
    return {
      w,
      h,
      x: Math.min(1, Math.max(0, (event.clientX - box.left - margin.left) / w)),
      y: Math.min(1, Math.max(0, 1 - (event.clientY - box.top - margin.top) / h)),
    };
  };
  const point = document.getElementById("raster-point");
  function readOut({ x, y }) {
    const id = Math.min(neurons - 1, Math.floor(view.n0 + y * (view.n1 - view.n0)));
    const p = populations[populationOf[id]];
    point.textContent = `at ${((view.t0 + x * (view.t1 - view.t0)) * dt).toFixed(1)} ms, neuron ${id - p.first} of ${cut(p.name, 40)}`;
  }
  for (const { dots } of sides) {
    // The wheel scrolls the page until the raster has been clicked, so that nobody is caught in it.
    dots.addEventListener(
      "wheel",
      (event) => {
        if (document.activeElement !== dots && !event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const { x, y } = shares(dots, event);
        const turn = event.deltaY || event.deltaX;
        const factor = Math.exp(Math.max(-1, Math.min(1, turn / 300)));
        if (event.shiftKey) zoomNeurons(factor, y);
        else zoomTime(factor, x);
      },
      { passive: false },
    );

    const fingers = new Map();
    dots.addEventListener("pointerdown", (event) => {
      dots.focus({ preventScroll: true });
      dots.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, event);
    });
    dots.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (before === undefined) return readOut(shares(dots, event));
      const { w, h, x } = shares(dots, event);
      if (fingers.size === 1)
        pan(
          (before.clientX - event.clientX) / w,
          event.pointerType === "touch" ? 0 : (event.clientY - before.clientY) / h,
        );
      else {
        const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
        const gap = (e) => Math.max(20, Math.abs(e.clientX - other.clientX));
        zoomTime(gap(before) / gap(event), x);
      }
      fingers.set(event.pointerId, event);
    });
    for (const kind of ["pointerup", "pointercancel"])
      dots.addEventListener(kind, (event) => fingers.delete(event.pointerId));
    dots.addEventListener("pointerleave", () => (point.textContent = ""));
    dots.addEventListener("dblclick", () => setView(home()));
    dots.addEventListener("keydown", (event) => {
      const action = KEYS[event.key];
      if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      action(event.shiftKey);
    });
  }
  const IN = 0.6;
  const KEYS = {
    ArrowLeft: () => pan(-0.2, 0),
    ArrowRight: () => pan(0.2, 0),
    ArrowUp: () => pan(0, 0.2),
    ArrowDown: () => pan(0, -0.2),
    "+": () => zoomTime(IN),
    "=": (shift) => (shift ? zoomNeurons(IN) : zoomTime(IN)),
    "*": () => zoomNeurons(IN),
    "-": () => zoomTime(1 / IN),
    _: () => zoomNeurons(1 / IN),
    "]": () => zoomNeurons(IN),
    "[": () => zoomNeurons(1 / IN),
    0: () => setView(home()),
    Home: () => setView(home()),
  };
  const actions = {
    in: () => zoomTime(IN),
    out: () => zoomTime(1 / IN),
    left: () => pan(-0.25, 0),
    right: () => pan(0.25, 0),
    all: () => setView({ t0: data.from, t1: data.to, n0: 0, n1: neurons }),
    reset: () => setView(home()),
  };
  document.getElementById("raster-tools").addEventListener("click", (event) => actions[event.target.dataset?.act]?.());
  document.addEventListener("themechange", schedule);
  new ResizeObserver(schedule).observe(sides[0].dots);
  draw();
})();
