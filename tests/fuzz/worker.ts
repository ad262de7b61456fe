/** The process in which inputs of any format run. */
import "../../src/node/environment.js";
import { FORMATS } from "./formats.js";
import { serve } from "./serve.js";

await serve(FORMATS);
