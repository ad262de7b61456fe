// Runs in the page of the report, beside it: measures what a reader would see. Each probe returns plain text, empty where all is well.
"use strict";
globalThis.probe = (() => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  /** Any CSS colour as red, green, blue (0…255) and alpha (0…1). */
  function parse(css) {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  }

  /** WCAG 2.2, "relative luminance". */
  function luminance([r, g, b]) {
    const [R, G, B] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  }

  function backgroundOf(element) {
    for (let e = element; e !== null; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0.99) return colour;
    }
    return [255, 255, 255, 1];
  }

  /** Texts whose contrast with their background is below 4.5, or 3 from 24 px on (WCAG 2.2, success criterion 1.4.3), as `ratio text`. */
  function poorContrast() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent.trim();
      if (
        text === "" ||
        element.closest("script, title, option") !== null ||
        !element.checkVisibility({ visibilityProperty: true })
      )
        continue;
      const style = getComputedStyle(element);
      const [light, dark] = [parse(element instanceof SVGElement ? style.fill : style.color), backgroundOf(element)]
        .map(luminance)
        .sort((a, b) => b - a);
      const ratio = (light + 0.05) / (dark + 0.05);
      if (ratio < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) found.push(`${ratio.toFixed(2)} ${text.slice(0, 60)}`);
    }
    return found;
  }

  /** Elements that push the page sideways: they reach beyond the window and are not inside something that scrolls. */
  function overflowing() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const guilty = [...document.body.querySelectorAll("*")].filter(
      (e) => e.getBoundingClientRect().right > width + 1 && e.closest(".scroll, nav, pre") === null,
    );
    return [
      `the page is ${document.documentElement.scrollWidth} px wide`,
      ...guilty.slice(0, 5).map((e) => e.outerHTML.slice(0, 120)),
    ];
  }

  /** Controls, pictures and table headers that a screen reader could not name. */
  function nameless() {
    const named = (e) =>
      (
        e.getAttribute("aria-label") ??
        e.getAttribute("aria-labelledby") ??
        e.closest("label")?.textContent ??
        e.textContent
      ).trim() !== "";
    const controls = [...document.querySelectorAll("a, button, select, input, canvas, summary, [tabindex]")].filter(
      (e) => !named(e),
    );
    const pictures = [...document.querySelectorAll("svg")].filter(
      (e) =>
        e.getAttribute("aria-hidden") !== "true" && !(e.getAttribute("role") === "img" && e.hasAttribute("aria-label")),
    );
    const headers = [...document.querySelectorAll("th")].filter((e) => !e.hasAttribute("scope"));
    return [...controls, ...pictures, ...headers].map((e) => e.outerHTML.slice(0, 120));
  }

  /** How many pixels of the canvas are inked inside its frame, labels apart. */
  function inked(canvas, left = 90, edge = 10) {
    const { data } = canvas
      .getContext("2d")
      .getImageData(left, edge, canvas.width - left - edge, canvas.height - 2 * edge);
    return data.reduce((n, value, k) => n + (k % 4 === 3 && value > 128 ? 1 : 0), 0);
  }

  return {
    poorContrast,
    overflowing,
    nameless,
    inked,
    paper: () => getComputedStyle(document.body).backgroundColor,
    /** What has the focus: its id, else its class, else its text. */
    focused: () => document.activeElement.id || document.activeElement.className || document.activeElement.textContent,
    openDetails: () => document.querySelectorAll("details").forEach((e) => (e.open = true)),
    scrolled: () => scrollY,
  };
})();
