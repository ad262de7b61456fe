/** The compiler options of a verification as a report names them: from the table of the family, so that no option is listed here. */
import type { Option } from "../options/option.js";
import { dashed, type OptionTable } from "../options/option-table.js";
import { optionTableNamed } from "../options/option-tables.js";
import { allTargets } from "../targets/registry.js";
import type { Verification } from "../verify/verification.js";
import { formatNumber } from "./number-format.js";

export interface LabelledOption {
  /** "weight bits" */
  readonly label: string;
  /** The line of `--help`; undefined for an option that is not known here. */
  readonly help: string | undefined;
  readonly value: string;
}

type Optioned = Pick<Verification, "options" | "target">;

/** undefined for a saved verification of a chip that is not known here. */
function tableOf({ options, target }: Optioned): OptionTable | undefined {
  return optionTableNamed(options.family) ?? optionTableNamed(allTargets().find(({ id }) => id === target.id)?.family);
}

export function labelledOptions(v: Optioned): LabelledOption[] {
  const known: Readonly<Record<string, Option>> = tableOf(v)?.options ?? {};
  return Object.entries(v.options)
    .filter(([name]) => name !== "family")
    .map(([name, value]) => {
      const option = Object.hasOwn(known, name) ? known[name] : undefined;
      const leftOpen = value === null && option?.type === "number" ? option.unlessTold : undefined;
      return { label: dashed(name).replaceAll("-", " "), help: option?.help, value: leftOpen ?? valueText(value) };
    });
}

/** How weights are quantized; undefined for a family that is not known here. */
export function quantizationOf(v: Optioned): string | undefined {
  return tableOf(v)?.quantization(v.options);
}

function valueText(value: unknown): string {
  if (typeof value === "object" && value !== null)
    return (
      Object.entries(value)
        .map(([key, x]) => `${key}: ${valueText(x)}`)
        .join(", ") || "none"
    );
  return typeof value === "number" ? formatNumber(value, 6) : String(value);
}
