/**
 * Boards, for Node: programs that run on hardware behind a serial port, a TCP address or a process, as execution targets like any other,
 * and two targets run step by step beside each other. docs/boards.md says what boards there are.
 */
import "./node/environment.js";

// Boards
export { openLoihiBoard } from "../firmware-bridge/boards/loihi-board.js";
export { openSpinnakerBoard, type SpinnakerBoardOptions } from "../firmware-bridge/boards/spinnaker-board.js";
export { machineOf } from "./program/spinnaker/machine-of-program.js";
export type { BoardOptions } from "../firmware-bridge/boards/board-target.js";
export { DEFAULT_LINK, type LinkOptions } from "../firmware-bridge/protocol/link-options.js";
export { lockstep, type Difference, type LockstepOptions, type LockstepResult } from "../firmware-bridge/lockstep.js";

// Lines to them
export type { Clock, Dialer, Transport } from "../firmware-bridge/transport/transport.js";
export { systemClock } from "../firmware-bridge/transport/system-clock.js";
export { listSerialPorts, openSerialPort } from "../firmware-bridge/transport/serial-port-transport.js";
export { openTcp } from "../firmware-bridge/transport/tcp-transport.js";
export { processTransport } from "../firmware-bridge/transport/process-transport.js";

// Plants of a closed loop that are programs of their own: lines for `connectPlant`
export { commandPlant } from "./node/plants/command-plant.js";
export { udpPlant } from "./node/plants/udp-plant.js";
export type { PlantLine } from "./closed-loop/remote-plant.js";

// Types that the functions above take and give
export type { RingEntry } from "../firmware-bridge/boards/mcu-image.js";
export type { RealTimeRun } from "../firmware-bridge/boards/real-time-run.js";
export type { PaceReport } from "../firmware-bridge/protocol/pace.js";
export type { Opener } from "../firmware-bridge/lockstep.js";
export type { UploadOptions } from "../firmware-bridge/protocol/upload.js";
export type { SerialPortEntry } from "../firmware-bridge/transport/serial-port-transport.js";
export type { Code } from "./diagnostics/codes.js";
export type { Diagnostic, ProgressSink } from "./diagnostics/diagnostic.js";
export type { LossKind } from "./diagnostics/loss-ledger.js";
export type { PlayableSource } from "./network/source-player.js";
export type { Kiss64Seed } from "./numerics/mars-kiss.js";
export type { MachineImage, PoissonImage } from "./program/spinnaker/machine-image.js";
export type { LossCounter } from "./diagnostics/run-counters.js";
export type * from "./shared-types.js";
