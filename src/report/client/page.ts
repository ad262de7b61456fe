/** Theme and copy buttons. */
import { required } from "./elements.js";

/** Sent to the document when the colours change. */
export const THEME_CHANGE = "themechange";

/** ms that a copy button says what became of the click. */
const ANSWER_MS = 1600;

export function startPage(): void {
  document.documentElement.classList.add("js");
  startTheme();
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]"))
    button.addEventListener("click", () => void answer(button));
}

async function answer(button: HTMLButtonElement): Promise<void> {
  button.textContent = (await copy(button.dataset.copy ?? "")) ? "Copied" : "Select it by hand";
  setTimeout(() => (button.textContent = "Copy"), ANSWER_MS);
}

/** Light or dark as the system wishes, until the button decides. */
function startTheme(): void {
  const root = document.documentElement;
  const button = required("#theme", HTMLButtonElement);
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", `switch to ${isDark() ? "light" : "dark"} colours`);
    button.setAttribute("aria-pressed", String(isDark()));
    document.dispatchEvent(new Event(THEME_CHANGE));
  };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    show();
  });
  system.addEventListener("change", show);
  show();
}

/** The clipboard needs a secure page, which a file is in some browsers only: else select, copy, deselect. */
async function copy(text: string): Promise<boolean> {
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
}
