/** Codes of files: what cannot be read or written, and programs, checkpoints, recordings and verifications that are refused. */
import type { CodeTable } from "./entry.js";

export const FILES = {
  "cannot-write": {
    severity: "error",
    when: "A file or standard output cannot be written: the message says why; name another place, or make room.",
  },
  "checkpoint-corrupt": {
    severity: "error",
    when: "The checksum of a checkpoint does not match: it is damaged; resume from an earlier one.",
  },
  "checkpoint-foreign": {
    severity: "error",
    when: "A checkpoint belongs to another program, or other input had come in by then: load the program that wrote it.",
  },
  "checkpoint-format": {
    severity: "error",
    when: "The bytes are no checkpoint, one of another kind of chip or of the reference, or one of another version: give what a run of the same --on and --target wrote, or write a new one.",
  },
  "checkpoint-invalid": {
    severity: "error",
    when: "A checkpoint is whole but cannot be a state of this program: resume from one that a run of this program wrote.",
  },
  "core-layout": {
    severity: "error",
    when: "The program gives a SpiNNaker core a layout that cannot be (bits, steps or sizes that contradict each other): compile it again.",
  },
  "core-neurons": {
    severity: "error",
    when: "The cores of a program do not hold each neuron exactly once: compile it again.",
  },
  "core-parameters": {
    severity: "error",
    when: "A core of a program has neuron parameters that are missing or cannot be: compile it again.",
  },
  "core-rows": {
    severity: "error",
    when: "The synaptic rows of a core overlap, leave gaps or point outside: compile the program again.",
  },
  "file-exists": {
    severity: "error",
    when: "A file that would be written exists already: name another, or remove it.",
  },
  "file-too-large": { severity: "error", when: "A file is larger than may be read: check that it is the right one." },
  "file-unreadable": { severity: "error", when: "A file cannot be read: the message says why." },
  "golden-format": {
    severity: "error",
    when: "A golden vector (`npm run golden`) lacks a field, or has one that no program can hold: record it again.",
  },
  "integers-against": {
    severity: "error",
    when: "An integer network is verified against a description whose populations or time step are not its own: make them the same.",
  },
  "integers-array": {
    severity: "error",
    when: "An array of an integer network is missing, unknown, of a wrong length or type, or has a value that cannot be: the message names the entry.",
  },
  "integers-family": {
    severity: "error",
    when: "An integer network was made for the other family of chips: leave --target out, or name one of its own family.",
  },
  "integers-format": {
    severity: "error",
    when: "The JSON of an integer network lacks something or has something that cannot be: schemas/integers.schema.json says what is read.",
  },
  "integers-limit": {
    severity: "error",
    exit: "doesNotFit",
    when: "A register or a synapse of an integer network does not fit the target, or would change on it: nothing is requantized; change the value, or choose a target that holds it.",
  },
  "integers-too-large": {
    severity: "error",
    when: "An integer network has more synapses than its rows can count: use fewer.",
  },
  "integers-uneven": {
    severity: "error",
    when: "Cores of a program differ in what an integer network has once (limits of v, shifts of a population): read them core by core (`inspect --json`).",
  },
  "export-tick": {
    severity: "error",
    when: "sPyNNaker steps by whole microseconds, and the network's time step is none: compile it with another one.",
  },
  "hdf5-unreadable": {
    severity: "error",
    when: "A file is not HDF5, is damaged, or holds what is not read (compound values, links out of the file): check that it is the right file, and whole.",
  },
  "nir-cannot": {
    severity: "error",
    when: "A network has something that NIR has no node for: the message names it and the way out.",
  },
  "nir-invalid": {
    severity: "error",
    when: "A NIR file cannot be carried: the message names the node, the field and the reason; `equipoise nir check` lists everything.",
  },
  "nir-too-large": {
    severity: "error",
    when: "The dense matrices of a NIR file would be too large: export the network as SONATA.",
  },
  "no-folder": {
    severity: "error",
    when: "The folder in which the command was started does not exist any more: change to one that does.",
  },
  "not-a-plan": {
    severity: "error",
    when: "The file is no plan of a sweep: give one that `equipoise sweep plan` wrote.",
  },
  "not-a-recording": {
    severity: "error",
    when: "The file is no recording: give a .eqr file that `equipoise run` wrote.",
  },
  "not-a-verification": {
    severity: "error",
    when: "The file is damaged or no saved verification: give a .eqv file that `equipoise verify` wrote (--out).",
  },
  "npz-format": {
    severity: "error",
    when: "A .npz file is damaged, or has an array of a kind that is not read: the message says which; save it again with numpy.savez.",
  },
  "npz-too-large": {
    severity: "error",
    when: "The arrays are more than a .npz file can hold: run in parts, or probe fewer neurons or less often.",
  },
  "plan-array": {
    severity: "error",
    when: "An array file beside the network is not the one that a plan was made with: plan the sweep again.",
  },
  "plan-corrupt": {
    severity: "error",
    when: "A line of a plan is damaged, was changed by hand, or is missing: make the plan again from its sweep.",
  },
  "plan-version": {
    severity: "error",
    when: "A plan was made by another version of equipoise, whose results may differ: plan the sweep again.",
  },
  "program-corrupt": {
    severity: "error",
    when: "A program was damaged or changed after it was written, or its synapse memory does not decode: compile it again.",
  },
  "program-family": {
    severity: "error",
    when: "The program is for a target of the other family of chips: load it with the function of its family.",
  },
  "program-foreign": { severity: "error", when: "The file is no program: give one that `equipoise compile` wrote." },
  "program-invalid": {
    severity: "error",
    when: "A program is undamaged but means nothing, e.g. an index points at no neuron: compile it again.",
  },
  "program-newer": {
    severity: "error",
    when: "The program is of another version of equipoise: compile the description again, or update equipoise.",
  },
  "program-too-large": {
    severity: "error",
    when: "Running the program would take more memory than its size or this machine allows: use a larger machine, or compile a smaller network.",
  },
  "program-truncated": { severity: "error", when: "The program file ends too early: copy it again." },
  "recording-corrupt": {
    severity: "error",
    when: "A recording is damaged, or says what cannot be: copy it again, or run again.",
  },
  "recording-newer": {
    severity: "error",
    when: "The recording was written by a newer equipoise: read it with that one.",
  },
  "recording-too-large": {
    severity: "error",
    when: "A recording grows beyond what can be read as one file: run for a shorter time, or record less.",
  },
  "result-corrupt": {
    severity: "error",
    when: "The result of a task of a plan is damaged, or is that of another task: remove the file and run the plan again.",
  },
  "row-corrupt": {
    severity: "error",
    when: "A synaptic row claims more synapses than it has words: the image or the memory that it was read from is damaged.",
  },
  "row-plastic": {
    severity: "error",
    when: "A synaptic row holds plastic synapses, which this machine does not run: build the image without plasticity.",
  },
  "same-file": {
    severity: "error",
    when: "A command would overwrite a file that it reads, or write two things to one: name different files.",
  },
  "spynnaker-database": {
    severity: "error",
    when: "The file is no database that sPyNNaker keeps of a job, or contradicts itself: run the script again with `keep_dataspec_database = True`.",
  },
  "spynnaker-not-carried": {
    severity: "warning",
    when: "A program made of a sPyNNaker job lacks something, or has it as the machine does though the script may mean something else: read what, and change the script if it matters.",
  },
  "spynnaker-not-done": {
    severity: "error",
    when: "A sPyNNaker job has something that is not imported: the message names it and says what to use instead.",
  },
  "spynnaker-spikes": {
    severity: "error",
    when: "The spike times beside a sPyNNaker job cannot be used: give lists of ms, by the label of a SpikeSourceArray of the job and by source.",
  },
  "sonata-cannot": {
    severity: "error",
    when: "A network, or a SONATA circuit, has something that the other side has no word for: the message names it and the way out.",
  },
  "sonata-invalid": {
    severity: "error",
    when: "A SONATA circuit lacks a file, a column or a dataset, or has one that cannot be: the message names it.",
  },
  "sweep-field": {
    severity: "error",
    when: "A variable of a sweep names no field of the network, no option and not `target`: the hint names what is there.",
  },
  "sweep-format": {
    severity: "error",
    when: "The file of a sweep lacks something or has something that cannot be: schemas/sweep.schema.json says what is read.",
  },
  "sweep-repeated": {
    severity: "error",
    when: "Two points of a sweep would compute the same: remove one, or vary something that the network uses.",
  },
  "sweep-too-large": {
    severity: "error",
    when: "A sweep has more tasks than one plan may have: divide it.",
  },
  "verification-invalid": {
    severity: "error",
    when: "A saved verification lacks something, or says what cannot be: run `equipoise verify` again.",
  },
  "verification-too-large": {
    severity: "error",
    when: "A saved verification is larger than can be read back: verify with fewer seeds, a shorter --duration, or without attribution.",
  },
  "verification-version": {
    severity: "error",
    when: "The verification was saved by another version of equipoise: run `equipoise verify` again.",
  },
  "weight-exponent": {
    severity: "error",
    when: "A synapse group of a program has a weight exponent that its arithmetic profile cannot run: compile it again.",
  },
} satisfies CodeTable;
