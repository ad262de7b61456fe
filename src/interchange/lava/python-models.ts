/** Processes that the script brings along, as Python. */

/**
 * lava-nc 0.10 has a floating-point model of LIFRefractory only. Dead steps as there: after a spike of step n, v does not move in the steps
 * n+1 .. n+period; u goes on.
 */
export const LIF_REFRACTORY_MODEL = `@implements(proc=LIFRefractory, protocol=LoihiProtocol)
@requires(CPU)
@tag("fixed_pt")
class PyLIFRefractoryFixed(AbstractPyLifModelFixed):
    """LIFRefractory in fixed point, which Lava has in floating point only: v rests for refractory_period steps after a spike."""

    s_out = LavaPyType(PyOutPort.VEC_DENSE, np.int32, precision=24)
    vth = LavaPyType(int, np.int32, precision=17)
    refractory_period_end = LavaPyType(np.ndarray, int)

    def __init__(self, proc_params):
        super().__init__(proc_params)
        self.refractory_period = proc_params["refractory_period"]

    def scale_threshold(self):
        self.effective_vth = np.left_shift(self.vth, self.vth_shift)
        self.isthrscaled = True

    def subthr_dynamics(self, activation_in):
        rests = self.refractory_period_end >= self.time_step
        v = self.v.copy()
        super().subthr_dynamics(activation_in)
        self.v[rests] = v[rests]

    def spiking_activation(self):
        return self.v > self.effective_vth

    def reset_voltage(self, spike_vector):
        self.refractory_period_end[spike_vector] = self.time_step + self.refractory_period
        super().reset_voltage(spike_vector)`;

/** Concatenates in the same step: Lava names ConcatPorts, but its compiler does not have them. */
export const SIDE_BY_SIDE = `class SideBySide(AbstractProcess):
    """Several spike vectors as one: a connection that drops bits of its sum must see all of it."""

    def __init__(self, *, sizes):
        super().__init__(sizes=sizes)
        for k, size in enumerate(sizes):
            setattr(self, f"s_in_{k}", InPort(shape=(size,)))
            setattr(PySideBySide, f"s_in_{k}", LavaPyType(PyInPort.VEC_DENSE, np.int32))
        self.s_out = OutPort(shape=(sum(sizes),))


@implements(proc=SideBySide, protocol=LoihiProtocol)
@requires(CPU)
@tag("fixed_pt")
class PySideBySide(PyLoihiProcessModel):
    s_out = LavaPyType(PyOutPort.VEC_DENSE, np.int32)

    def run_spk(self):
        sizes = self.proc_params["sizes"]
        self.s_out.send(np.concatenate([getattr(self, f"s_in_{k}").recv() for k in range(len(sizes))]))`;

/** Lava's own Monitor hands its data over number by number, which takes longer than the run. */
export const RECORDER = `class Recorder(AbstractProcess):
    """Keeps the spikes of all neurons, and where asked for u and v after every step, and writes them when the run ends."""

    def __init__(self, *, neurons, states, path):
        super().__init__(names=list(neurons), states=states, path=path)
        for name, process in neurons.items():
            port = InPort(shape=process.s_out.shape)
            setattr(self, f"spikes_{name}", port)
            setattr(PyRecorder, f"spikes_{name}", LavaPyType(PyInPort.VEC_DENSE, np.int32))
            process.s_out.connect(port)
            for state in ("u", "v") if states else ():
                reference = RefPort(shape=process.s_out.shape)
                setattr(self, f"{state}_{name}", reference)
                setattr(PyRecorder, f"{state}_{name}", LavaPyType(PyRefPort.VEC_DENSE, np.int32))
                reference.connect_var(getattr(process, state))


@implements(proc=Recorder, protocol=LoihiProtocol)
@requires(CPU)
@tag("fixed_pt")
class PyRecorder(PyLoihiProcessModel):
    def __init__(self, proc_params):
        super().__init__(proc_params)
        self.ids = {name: ARRAYS[f"{name}.id"] for name in proc_params["names"]}
        size = sum(size for _, _, size in POPULATIONS)
        self.spikes = []
        self.u, self.v = (np.zeros((STEPS, size), np.int32) if proc_params["states"] else None for _ in "uv")

    def run_spk(self):
        fired = [ids[getattr(self, f"spikes_{name}").recv() != 0] for name, ids in self.ids.items()]
        self.spikes.append(np.sort(np.concatenate(fired)))

    def post_guard(self):
        return True

    def run_post_mgmt(self):
        if self.u is not None:
            for name, ids in self.ids.items():
                self.u[self.time_step - 1, ids] = getattr(self, f"u_{name}").read()
                self.v[self.time_step - 1, ids] = getattr(self, f"v_{name}").read()
        if self.time_step == STEPS:
            self.write()

    def write(self):
        """The layout of \`equipoise run --npz\`: a spike of step n is at the end of that step."""
        steps = np.repeat(np.arange(STEPS), [len(ids) for ids in self.spikes])
        ids = np.concatenate(self.spikes)
        firsts = np.array([first for _, first, _ in POPULATIONS])
        population = np.searchsorted(firsts, ids, side="right") - 1
        recording = {
            "populations": np.array([name for name, _, _ in POPULATIONS]),
            "spikes.time_ms": (steps + 1) * TIMESTEP,
            "spikes.population": population.astype(np.uint32),
            "spikes.neuron": (ids - firsts[population]).astype(np.uint32),
        }
        if self.u is not None:
            for name, first, size in POPULATIONS:
                for state, values in (("u", self.u), ("v", self.v)):
                    recording[f"{name}.{state}"] = values[:, first : first + size]
        np.savez(self.proc_params["path"], **recording)`;
