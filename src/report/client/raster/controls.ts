/** The hands on a raster: wheel, drag, pinch, double click, keys and the buttons above it. */
import { MARGIN } from "./canvas.js";

/** What the hands can do; where a share is given, it is the place in the view, from the left or from below. */
export interface RasterActions {
  zoomTime(factor: number, share?: number): void;
  zoomNeurons(factor: number, share?: number): void;
  /** By shares of the view. */
  move(later: number, up: number): void;
  reset(): void;
  showAll(): void;
  /** The pointer is at these shares, or gone. */
  pointAt(place: { readonly x: number; readonly y: number } | null): void;
}

/** Of a key or a button; the other way by its inverse. */
const ZOOM = 0.6;
const MOVE_KEY = 0.2;
const MOVE_BUTTON = 0.25;
/** Points of the wheel that zoom by a factor of e, at most in one turn. */
const WHEEL = 300;
/** Points; two fingers count as at least this far apart, so that their meeting does not zoom without end. */
const LEAST_GAP = 20;

interface Place {
  /** Points of the plot. */
  readonly width: number;
  readonly height: number;
  /** 0 … 1 */
  readonly x: number;
  readonly y: number;
}

function placeOf(canvas: HTMLCanvasElement, event: MouseEvent): Place {
  const box = canvas.getBoundingClientRect();
  const width = Math.max(1, box.width - MARGIN.left - MARGIN.right);
  const height = Math.max(1, box.height - MARGIN.top - MARGIN.bottom);
  const share = (x: number) => Math.min(1, Math.max(0, x));
  return {
    width,
    height,
    x: share((event.clientX - box.left - MARGIN.left) / width),
    y: share(1 - (event.clientY - box.top - MARGIN.top) / height),
  };
}

export function listenToCanvas(canvas: HTMLCanvasElement, actions: RasterActions): void {
  listenToWheel(canvas, actions);
  listenToPointers(canvas, actions);
  canvas.addEventListener("dblclick", () => actions.reset());
  const keys = keysOf(actions);
  canvas.addEventListener("keydown", (event) => {
    const act = keys.get(event.key);
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(event.shiftKey);
  });
}

/** The wheel scrolls the page until the raster has been clicked, so that nobody is caught in it. */
function listenToWheel(canvas: HTMLCanvasElement, actions: RasterActions): void {
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (document.activeElement !== canvas && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { x, y } = placeOf(canvas, event);
      const turn = event.deltaY || event.deltaX;
      const factor = Math.exp(Math.max(-1, Math.min(1, turn / WHEEL)));
      if (event.shiftKey) actions.zoomNeurons(factor, y);
      else actions.zoomTime(factor, x);
    },
    { passive: false },
  );
}

function listenToPointers(canvas: HTMLCanvasElement, actions: RasterActions): void {
  const fingers = new Map<number, PointerEvent>();
  canvas.addEventListener("pointerdown", (event) => {
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    const { width, height, x, y } = placeOf(canvas, event);
    if (before === undefined) return actions.pointAt({ x, y });
    const other = [...fingers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    if (other === undefined)
      actions.move(
        (before.clientX - event.clientX) / width,
        // A finger that goes up or down scrolls the page.
        event.pointerType === "touch" ? 0 : (event.clientY - before.clientY) / height,
      );
    else {
      const gap = (e: PointerEvent) => Math.max(LEAST_GAP, Math.abs(e.clientX - other.clientX));
      actions.zoomTime(gap(before) / gap(event), x);
    }
    fingers.set(event.pointerId, event);
  });
  const lift = (event: PointerEvent) => fingers.delete(event.pointerId);
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("pointerleave", () => actions.pointAt(null));
}

/** By the name of the key; shift matters where layouts differ in it. */
function keysOf(actions: RasterActions): ReadonlyMap<string, (shift: boolean) => void> {
  return new Map<string, (shift: boolean) => void>([
    ["ArrowLeft", () => actions.move(-MOVE_KEY, 0)],
    ["ArrowRight", () => actions.move(MOVE_KEY, 0)],
    ["ArrowUp", () => actions.move(0, MOVE_KEY)],
    ["ArrowDown", () => actions.move(0, -MOVE_KEY)],
    ["+", () => actions.zoomTime(ZOOM)],
    ["=", (shift) => (shift ? actions.zoomNeurons(ZOOM) : actions.zoomTime(ZOOM))],
    ["*", () => actions.zoomNeurons(ZOOM)],
    ["-", () => actions.zoomTime(1 / ZOOM)],
    ["_", () => actions.zoomNeurons(1 / ZOOM)],
    ["]", () => actions.zoomNeurons(ZOOM)],
    ["[", () => actions.zoomNeurons(1 / ZOOM)],
    ["0", () => actions.reset()],
    ["Home", () => actions.reset()],
  ]);
}

/** The buttons above the rasters, by their data-act. */
export function listenToButtons(toolbar: HTMLElement, actions: RasterActions): void {
  const acts = new Map<string, () => void>([
    ["in", () => actions.zoomTime(ZOOM)],
    ["out", () => actions.zoomTime(1 / ZOOM)],
    ["left", () => actions.move(-MOVE_BUTTON, 0)],
    ["right", () => actions.move(MOVE_BUTTON, 0)],
    ["all", () => actions.showAll()],
    ["reset", () => actions.reset()],
  ]);
  toolbar.addEventListener("click", ({ target }) => {
    if (target instanceof HTMLElement) acts.get(target.dataset.act ?? "")?.();
  });
}
