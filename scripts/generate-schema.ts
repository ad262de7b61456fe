/** Writes schemas/network.schema.json from the zod schema: `node dist/scripts/generate-schema.js`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { networkJsonSchemaText } from "../src/description/json-schema.js";

mkdirSync("schemas", { recursive: true });
writeFileSync("schemas/network.schema.json", networkJsonSchemaText());
