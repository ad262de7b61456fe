/** Colours the core map by the chosen resource. */
import { describeCore, shade } from "../core-shade.js";
import { embedded, required } from "./elements.js";

export function startCoreMap(): void {
  const data = embedded("core-data");
  if (data === null) return;
  const select = required("#core-resource", HTMLSelectElement);
  const detail = required("#core-detail", HTMLOutputElement);
  const map = required("#core-map", HTMLElement);

  const describe = (core: number) => {
    const { resource, max } = data.resources[Number(select.value)];
    return describeCore(data.names[core], data.used[Number(select.value)][core], max, resource);
  };
  const colour = () => {
    const { max } = data.resources[Number(select.value)];
    const used = data.used[Number(select.value)];
    for (const square of map.querySelectorAll<SVGRectElement>("[data-core]")) {
      const core = Number(square.dataset.core);
      square.setAttribute("class", `u${shade(used[core], max)}`);
      required("title", SVGTitleElement, square).textContent = describe(core);
    }
  };
  select.addEventListener("change", colour);
  // A finger has no hover: the number also stands beside the scale.
  for (const kind of ["pointerover", "click"])
    map.addEventListener(kind, ({ target }) => {
      const core = target instanceof SVGElement ? target.dataset.core : undefined;
      if (core !== undefined) detail.textContent = describe(Number(core));
    });
  colour();
}
