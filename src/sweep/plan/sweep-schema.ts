/** The file that describes a sweep, as written; schemas/sweep.schema.json is this, written by `npm run generate`. */
import { z } from "zod";

/** Points times seeds: more belong into several plans. */
export const MOST_TASKS = 1_000_000;

const scalar = z.union([z.number(), z.string(), z.boolean(), z.null()], {
  error: "expected a number, a text such as 10 ms, true, false or null",
});
const point = z.record(z.string().min(1), scalar);

export const sweepSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z
      .string()
      .regex(/^[^\u0000-\u001f\u007f]{1,64}$/u, "a name has 1 to 64 printable characters")
      .optional()
      .meta({ description: "Names the outputs; the network's name unless given." }),
    description: z.string().optional(),
    network: z.string().min(1).meta({ description: "Description of a network, relative to this file." }),
    target: z
      .union([z.string(), z.array(z.string()).min(1)])
      .optional()
      .meta({ description: "A chip of `equipoise targets`, or a list of them; loihi1 unless given." }),
    options: point.optional().meta({
      description: "Options of the target that all points share, by their names on the command line: weight-bits: 6.",
    }),
    duration: z
      .union([z.string(), z.number()])
      .optional()
      .meta({ description: "Of every run, burn-in included; the network's unless given." }),
    seeds: z
      .union([z.int().min(1).max(1000), z.array(z.int().min(0).max(4294967295)).min(1)])
      .optional()
      .meta({ description: "How many, from the description's seed on, or which; 3 unless given." }),
    axes: z.record(z.string().min(1), z.array(scalar).min(1)).optional().meta({
      description:
        "Values by variable, combined with each other: a field of the network such as constants.g or timestep, `target`, or an option of the target such as weight-bits.",
    }),
    points: z.array(point).min(1).optional().meta({ description: "Further points, each with values of its own." }),
  })
  .meta({ title: "equipoise sweep" });

export type SweepDocument = z.infer<typeof sweepSchema>;

/** The committed file's text. */
export function sweepJsonSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(sweepSchema, { target: "draft-7", io: "input" }), null, 2)}\n`;
}
