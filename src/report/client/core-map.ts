// Colours the core map by the chosen resource.
"use strict";
(() => {
  const source = document.getElementById("core-data");
  if (source === null) return;
  const data = JSON.parse(source.textContent);
  const select = document.getElementById("core-resource");
  const detail = document.getElementById("core-detail");
  const map = document.getElementById("core-map");
  const SHADES = 8; // as in core-map-section.ts

  const shade = (used, max) =>
    max === null || max === 0 ? 0 : used > max ? SHADES : Math.min(SHADES - 1, Math.floor((SHADES * used) / max));
  const describe = (core) => {
    const { resource, max } = data.resources[Number(select.value)];
    return `${data.names[core]}: ${data.used[Number(select.value)][core]}${max === null ? "" : ` of ${max}`} ${resource}`;
  };
  function colour() {
    const { max } = data.resources[Number(select.value)];
    const used = data.used[Number(select.value)];
    for (const square of map.querySelectorAll("[data-core]")) {
      const core = Number(square.dataset.core);
      square.setAttribute("class", `u${shade(used[core], max)}`);
      square.firstElementChild.textContent = describe(core);
    }
  }
  select.addEventListener("change", colour);
  // A finger has no hover: the number also stands beside the scale.
  for (const kind of ["pointerover", "click"])
    map.addEventListener(kind, (event) => {
      const core = event.target.dataset?.core;
      if (core !== undefined) detail.textContent = describe(Number(core));
    });
  colour();
})();
