// The order of the site: what a reader wants to do, then the pages for it. A page of docs/ that is in no group fails tests/docs/site.test.ts.

/** Groups of pages: title, and `[page, words of the sidebar]` or a page that is called by its own heading. */
export const GROUPS = [
  {
    title: "Start",
    pages: [
      ["tutorial", "From first verdict to your own chip"],
      ["verdict", "What the verdict means"],
      ["report", "Reading the report"],
      ["not-there", "What equipoise does not do"],
    ],
  },
  {
    title: "Bring your network",
    pages: [
      ["description", "Describe it (YAML, JSON)"],
      ["from-pynn", "PyNN, NEST, Brian2"],
      ["nir", "NIR"],
      ["sonata", "SONATA"],
      ["integers", "Integers and arrays"],
      ["python", "Python and notebooks"],
      ["library", "From JavaScript"],
      ["lava", "Lava"],
      ["spynnaker-import", "A job of sPyNNaker"],
    ],
  },
  {
    title: "Chips",
    pages: [
      ["numerics", "Loihi: millivolts to integers"],
      ["spinnaker", "SpiNNaker"],
      ["spinnaker-arithmetic", "SpiNNaker arithmetic"],
      ["add-a-target", "A chip of your own"],
    ],
  },
  {
    title: "Boards and loops",
    pages: [
      ["boards", "Boards"],
      ["bench", "A board on the bench"],
      ["firmware", "Microcontrollers"],
      ["fpga", "FPGA"],
      ["fpga-ulx3s", "FPGA with SDRAM"],
      ["closed-loop", "A network in a loop"],
      ["wire-protocol", "Wire protocol"],
    ],
  },
  {
    title: "Scale",
    pages: [
      ["sweeps", "Sweeps and plans"],
      ["cluster", "On a cluster"],
      ["hosts", "One network, several hosts"],
      ["measurements", "Measured sweeps"],
      ["performance", "Performance"],
    ],
  },
  {
    title: "What is known",
    pages: [
      ["phenomena", "Phenomena of balance"],
      ["published-networks", "Published networks"],
      ["bits", "How many bits?"],
      ["honesty", "Is the verdict honest?"],
      ["trust", "How it is tried to break"],
    ],
  },
  {
    title: "How it works",
    pages: [
      ["architecture", "Architecture"],
      ["theory", "Theory"],
      ["kernels", "Kernels"],
      ["kernels-reference", "Kernel of the reference"],
      ["kernels-spinnaker", "Kernel of SpiNNaker"],
      ["add-a-pass", "Add a pass"],
      ["add-a-model", "Add a neuron model"],
      ["dependencies", "Dependencies"],
      ["contributing", "Contributing"],
      ["changelog", "Changes"],
    ],
  },
  {
    title: "Reference",
    pages: [
      ["commands", "Commands"],
      ["options", "Compiler options"],
      ["messages", "Messages"],
      ["program-format", "Program file"],
      ["api/index.api", "API: main door"],
      ["api/compiler.api", "API: compiler"],
      ["api/emulator.api", "API: emulator"],
      ["api/bridge.api", "API: bridge"],
      ["api/phenomena.api", "API: phenomena"],
    ],
  },
];

/** The sidebar of VitePress. @param there whether a page exists; those that do not are left out */
export function sidebar(there) {
  return GROUPS.map(({ title, pages }) => ({
    text: title,
    collapsed: false,
    items: pages.filter(([page]) => there(page)).map(([page, text]) => ({ text, link: `/${page}` })),
  })).filter(({ items }) => items.length > 0);
}
