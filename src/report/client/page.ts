// Theme and copy buttons. Every script of the page runs as it stands here: no bundler, no library.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", `switch to ${isDark() ? "light" : "dark"} colours`);
    button.setAttribute("aria-pressed", String(isDark()));
    document.dispatchEvent(new Event("themechange"));
  };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    show();
  });
  system.addEventListener("change", show);
  show();

  // The clipboard needs a secure page, which a file is in some browsers only: else select, copy, deselect.
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };
  for (const b of document.querySelectorAll("button[data-copy]"))
    b.addEventListener("click", async () => {
      b.textContent = (await copy(b.dataset.copy)) ? "Copied" : "Select it by hand";
      setTimeout(() => (b.textContent = "Copy"), 1600);
    });
})();
