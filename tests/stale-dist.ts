/** Before any test: whether dist/ is what the sources give. Only the tests that use it mind (fresh-dist.ts). */
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { staleBuild } from "../scripts/build-files.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** What is wrong with dist/, in one sentence; null: nothing. */
    staleDist: string | null;
  }
}

const root = fileURLToPath(new URL("..", import.meta.url));

export default function setup(project: TestProject): void {
  const look = () => project.provide("staleDist", staleBuild(root));
  look();
  project.onTestsRerun(() => Promise.resolve(look()));
}
