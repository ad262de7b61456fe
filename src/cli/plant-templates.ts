/** Plants to start from, for `equipoise loop --init-plant`. Each holds the cursor of examples/closed-loop.yaml or plays CartPole; a test runs them. */

export interface PlantTemplate {
  readonly file: string;
  readonly text: string;
  /** A network that it runs with as it is. */
  readonly network: string;
  /** The words for --plant, given the file and the name of Python here. */
  command(file: string, python: string): string;
  /** What it needs besides, as a sentence without its end. */
  readonly needs?: string;
  /** More options that it needs. */
  readonly options: string;
}

const JS = `// A plant for \`equipoise loop NETWORK --plant ./plant.mjs\`: a cursor that falls away from 0, and that two populations push back.
// sense, act and summary may be async functions: a real plant is waited for.

const [LEFT, RIGHT] = ["left", "right"]; // populations of the network
const [SENSE_LEFT, SENSE_RIGHT] = ["sense_left", "sense_right"]; // its stimuli of the type host

/** dt in ms; populations and sources: [{ name, size }]. */
export default ({ dt, seed, populations, sources }) => {
  const sizeOf = (list, name) => {
    const found = list.find((part) => part.name === name);
    if (found === undefined) throw new Error(\`the network has no \${name}, only \${list.map((part) => part.name).join(", ")}\`);
    return found.size;
  };
  const size = { [LEFT]: sizeOf(populations, LEFT), [RIGHT]: sizeOf(populations, RIGHT) };
  const sensors = { [SENSE_LEFT]: sizeOf(sources, SENSE_LEFT), [SENSE_RIGHT]: sizeOf(sources, SENSE_RIGHT) };

  let x = 0.1;
  let farthest = 0;
  return {
    // What the sensors send in steps from … to-1: here one spike of every n-th sensor a step, the more the farther it has fallen.
    sense(from, to) {
      const source = x > 0 ? SENSE_RIGHT : SENSE_LEFT;
      const spikes = [];
      for (let step = from; step < to; step++)
        for (let id = 0; id < Math.min(1, Math.abs(x)) * 0.4 * dt * sensors[source]; id++)
          spikes.push({ step, source, id: (id * 7 + step) % sensors[source], count: 1 });
      return spikes;
    },
    // What the network did in these steps. A real plant is driven here.
    act(from, to, spikes) {
      const rate = (name) => spikes.filter((spike) => spike.population === name).length / (size[name] * (to - from) * dt);
      const push = 350 * (rate(LEFT) - rate(RIGHT));
      x += (x / 0.4 + push) * (((to - from) * dt) / 1000);
      x = Math.max(-1, Math.min(1, x));
      farthest = Math.max(farthest, Math.abs(x));
    },
    // What is worth a look, the same names every time: --csv and --report show it.
    get state() {
      return { x };
    },
    // Asked once, at the end.
    summary() {
      return { text: \`the cursor ended at \${x.toFixed(3)}, and was never farther from 0 than \${farthest.toFixed(3)}\`, figures: { x, farthest } };
    },
  };
};
`;

/** What the templates in Python import; the docstring of each says it, and so does what is printed beside it. */
const PYTHON_PACKAGE =
  "it imports the Python package equipoise: docs/python.md says how it is installed, for the Python that runs this file";

const PYTHON = `"""A plant for \`equipoise loop NETWORK --plant "python plant.py"\`: a cursor that falls away from 0, and that two populations push back.

The command names your Python: python3 plant.py where there is no python. I${PYTHON_PACKAGE.slice(1)}.
"""

from equipoise.plant import Plant, run

LEFT, RIGHT = "left", "right"  # populations of the network
SENSE_LEFT, SENSE_RIGHT = "sense_left", "sense_right"  # its stimuli of the type host


class Cursor(Plant):
    spikes = "rates"  # what act gets: Hz a neuron; "counts" and "ids" are the others
    tau = 25.0  # ms of the low-pass filter of the rates

    def start(self, setup):
        """Before the first block: setup has dt in ms, and the sizes of populations and sources by name."""
        for name, parts in [(LEFT, setup.populations), (RIGHT, setup.populations), (SENSE_LEFT, setup.sources)]:
            if name not in parts:
                raise ValueError(f"the network has no {name}, only {', '.join(parts)}")
        self.dt = setup.dt
        self.x = self.farthest = 0.1

    @property
    def state(self):
        """What is worth a look, the same names every time: --csv and --report show it."""
        return {"x": self.x}

    def sense(self, start, stop):
        """What the sensors send in steps start … stop-1: rates in Hz, lists of ids, or [[step, id, count], …]."""
        return {SENSE_RIGHT: 400 * max(0.0, self.x), SENSE_LEFT: 400 * max(0.0, -self.x)}

    def act(self, start, stop, spikes):
        """What the network did in these steps. A real plant is driven here."""
        push = 0.35 * (spikes[LEFT] - spikes[RIGHT])
        self.x += (self.x / 0.4 + push) * (stop - start) * self.dt / 1000
        self.x = max(-1.0, min(1.0, self.x))
        self.farthest = max(self.farthest, abs(self.x))

    def summary(self):
        text = f"the cursor ended at {self.x:.3f}, and was never farther from 0 than {self.farthest:.3f}"
        return text, {"x": self.x, "farthest": self.farthest}


run(Cursor())
`;

const GYM = `"""An environment of gymnasium as a plant: \`equipoise loop NETWORK --block 20 --plant "python plant.py"\`.

The observation reaches the network by host sources obs_0, obs_1, … (population codes) or by pairs obs_0_plus, obs_0_minus, …;
of the populations action_0, action_1, … the one with most spikes decides. For another way give functions of your own:

    encode=lambda observation: {"nose": 100 * abs(observation[0])}     rates in Hz by source
    decode=lambda counts: int(counts["right"] > counts["left"])        an action, from spikes since the last one

The command names your Python: python3 plant.py where there is no python. I${PYTHON_PACKAGE.slice(1)};
gymnasium is installed beside it: pip install "gymnasium>=1.0".
"""

from equipoise.gym import GymPlant, run

plant = GymPlant(
    "CartPole-v1",
    high=[2.4, 2.0, 0.2, 2.0],  # where a source is at its strongest; the bounds of the space unless told
    peak=100.0,  # Hz there
    every=20.0,  # ms of the network for a step of the environment; a block unless told
)
run(plant)
`;

const ofPython = (file: string, python: string) => `${python} ${file}`;

export const PLANT_TEMPLATES = {
  js: { file: "plant.mjs", text: JS, network: "examples/closed-loop.yaml", command: (file) => file, options: "" },
  python: {
    file: "plant.py",
    text: PYTHON,
    network: "examples/closed-loop.yaml",
    command: ofPython,
    options: "",
    needs: PYTHON_PACKAGE,
  },
  gym: {
    file: "plant.py",
    text: GYM,
    network: "examples/cartpole/cartpole.yaml",
    command: ofPython,
    options: " --block 20",
    needs: `${PYTHON_PACKAGE}; gymnasium beside it: pip install "gymnasium>=1.0"`,
  },
} as const satisfies Readonly<Record<string, PlantTemplate>>;
