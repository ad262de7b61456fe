// A click saves any picture as SVG or PNG and any table as CSV. The pictures carry their colours and letters with them.
"use strict";
(() => {
  const PIXELS = 3; // of a PNG for each unit of the picture: about 300 dpi at the width of a column
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

  const slug = (text) =>
    text
      .normalize("NFKD")
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .toLowerCase()
      .slice(0, 60);
  const taken = new Map();
  /** From the page's and the section's name; a number where a name would stand twice. */
  const nameOf = (element, label) => {
    const base = [document.title.split(":")[0], element.closest("section")?.id ?? "", label]
      .map(slug)
      .filter(Boolean)
      .join("_");
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    return count === 1 ? base : `${base}-${count}`;
  };

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  /** A copy that needs no style sheet, on paper of the page's colour. */
  const standalone = (svg) => {
    const copy = svg.cloneNode(true);
    const originals = [svg, ...svg.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((element, k) => {
      const style = getComputedStyle(originals[k]);
      // As attributes of SVG: the page's policy allows no styles but its own, which a copy would leave behind.
      for (const name of KEPT) element.setAttribute(name, style.getPropertyValue(name));
      for (const attribute of ["class", "tabindex"]) element.removeAttribute(attribute);
    });
    const { x, y, width, height } = svg.viewBox.baseVal;
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [key, value] of Object.entries({
      x,
      y,
      width,
      height,
      fill: getComputedStyle(document.body).backgroundColor,
    }))
      paper.setAttribute(key, value);
    copy.prepend(paper);
    return { text: new XMLSerializer().serializeToString(copy), width, height };
  };

  const pngOf = async (draw, width, height) => {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d");
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, width, height);
    await draw(context);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  };

  const svgAsPng = ({ text, width, height }) =>
    pngOf(
      async (context) => {
        const image = new Image();
        const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
        image.src = `data:image/svg+xml;base64,${btoa(bytes)}`;
        await image.decode();
        context.drawImage(image, 0, 0, width * PIXELS, height * PIXELS);
      },
      width * PIXELS,
      height * PIXELS,
    );

  /** Pictures that a script draws, one below the other, as they stand. */
  const canvasesAsPng = (canvases) =>
    pngOf(
      (context) => canvases.reduce((top, canvas) => (context.drawImage(canvas, 0, top), top + canvas.height), 0),
      Math.max(...canvases.map((canvas) => canvas.width)),
      canvases.reduce((sum, canvas) => sum + canvas.height, 0),
    );

  /** What a spreadsheet reads: plain minus signs, no spaces inside numbers, and no name that it would take for a formula. */
  const csvCell = (cell) => {
    const copy = cell.cloneNode(true);
    for (const svg of copy.querySelectorAll("svg"))
      svg.replaceWith(
        svg.closest(".outcome") !== null && svg.hasAttribute("aria-label")
          ? ` (${svg.getAttribute("aria-label")})`
          : "",
      );
    for (const note of copy.querySelectorAll(".row-note, .hint")) note.prepend(" — ");
    const text = copy.textContent
      .replace(/\s+/g, (space) => (space === "\u202f" ? space : " "))
      .trim()
      .replace(/(\d)\u202f(?=\d)/g, "$1")
      .replace(/−(?=[\d∞])/g, "-");
    const guarded = /^[=+\-@]/.test(text) && !/^[+-]?[\d.∞]/.test(text) ? `'${text}` : text;
    return /[",\n;]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  };

  /** Headers and cells; the name of a group of rows goes before each of them. */
  const csvOf = (table) => {
    const drawn = [...table.querySelectorAll("thead th")].map((th) => th.classList.contains("plot"));
    const grouped = table.querySelector("tr.group") !== null;
    let group = "";
    const lines = [];
    for (const row of table.rows) {
      if (row.classList.contains("group")) {
        group = csvCell(row.cells[0]);
        continue;
      }
      const cells = [...row.cells].filter((_, k) => !drawn[k]).map(csvCell);
      lines.push([...(grouped ? [row.closest("thead") ? "population" : group] : []), ...cells].join(","));
    }
    return `${lines.join("\r\n")}\r\n`;
  };

  const button = (word, what, act) => {
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = word;
    b.setAttribute("aria-label", `save ${what} as ${word}`);
    b.addEventListener("click", act);
    return b;
  };
  const bar = (...buttons) => {
    const div = document.createElement("div");
    div.className = "save needs-script";
    div.append(...buttons);
    return div;
  };

  for (const table of document.querySelectorAll("main table")) {
    const what = table.caption?.textContent.split(".")[0] ?? "this table";
    const name = nameOf(table, table.closest(".scroll")?.getAttribute("aria-label") ?? what);
    table
      .closest(".scroll")
      .after(bar(button("CSV", what, () => save(new Blob([csvOf(table)], { type: "text/csv" }), `${name}.csv`))));
  }
  for (const svg of document.querySelectorAll('main svg[role="img"]')) {
    if (svg.closest("table, .key, .key-line, .legend, .findings, .reasons, .outcome, .verdict-head") !== null) continue;
    const label = svg.getAttribute("aria-label");
    const name = nameOf(
      svg,
      svg.closest("figure, .panel")?.querySelector(".figure-title, figcaption strong")?.textContent ??
        label.split(/[:.]/)[0],
    );
    const canvases = [...(svg.closest("figure")?.querySelectorAll("canvas") ?? [])];
    const png = () => (canvases.length > 0 ? canvasesAsPng(canvases) : svgAsPng(standalone(svg)));
    const place = svg.closest(".still")?.parentElement.lastElementChild ?? svg;
    place.after(
      bar(
        button("SVG", label, () => save(new Blob([standalone(svg).text], { type: "image/svg+xml" }), `${name}.svg`)),
        button("PNG", label, async () => save(await png(), `${name}.png`)),
      ),
    );
  }
})();
