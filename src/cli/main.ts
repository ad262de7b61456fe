#!/usr/bin/env node
/** The `equipoise` command. The version is told before anything else is loaded; the parser loads the command that was named, and no other. */
import { version } from "../program/version.js";
import { watchStandardStreams } from "./standard-streams.js";

const words = process.argv.slice(2);

watchStandardStreams();
if (words.length === 1 && words[0] === "--version") process.stdout.write(`${version}\n`);
else await (await import("./run-command-line.js")).runCommandLine(words);
