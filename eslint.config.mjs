import tseslint from "typescript-eslint";

/** Artefact bytes must not depend on time, chance or locale (docs/architecture.md, rule 3). */
const impure = ["Date", "performance"].map((name) => ({
  name,
  message: "the compiler and the emulator must give the same bytes every time",
}));

/** What runs in a browser as well: it has no Node, only what an environment gives it (docs/architecture.md, rule 7). */
const core = [
  "compiler",
  "emulator",
  ...[
    "analysis",
    "closed-loop",
    "description",
    "diagnostics",
    "environment",
    "families",
    "interchange",
    "measure",
    "network",
    "numerics",
    "program",
    "recording",
    "report",
    "targets",
    "theory",
    "verdict",
  ].map((folder) => `src/${folder}`),
].map((folder) => `${folder}/**/*.ts`);
const ofNode = ["Buffer", "process", "setImmediate", "require", "__dirname", "__filename"].map((name) => ({
  name,
  message: "the core also runs in a browser: what Node has comes through the environment",
}));
const nodeImports = {
  regex: "^node:|(^|/)node/",
  message: "the core also runs in a browser: files, threads and processes are those of src/node",
};
const hashImports = { regex: "^@noble/", message: "hash with numerics/sha256, which takes the fastest that is there" };

export default tseslint.config(
  {
    ignores: [
      "out/**",
      "dist/**",
      "node_modules/**",
      ".python/**",
      "**/generated/**",
      "**/assembly/**",
      "**/*.mjs",
      "tests/report-probes.js",
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // An async method without await turns what it throws into a rejection: callers of an ExecutionTarget rely on it.
      "@typescript-eslint/require-await": "off",
      // Records of functions are written with method syntax here, and have no `this`.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/prefer-promise-reject-errors": ["error", { allowThrowingUnknown: true }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-console": "error",
    },
  },
  {
    files: [...core, "src/compiler.ts", "src/emulator.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-globals": ["error", ...ofNode],
      "no-restricted-imports": ["error", { patterns: [nodeImports, hashImports] }],
    },
  },
  {
    files: ["src/numerics/sha256.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [nodeImports] }] },
  },
  {
    files: [
      "compiler/**/*.ts",
      "emulator/**/*.ts",
      "src/network/**/*.ts",
      "src/program/**/*.ts",
      "src/numerics/**/*.ts",
    ],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-globals": ["error", ...impure, ...ofNode],
      "no-restricted-properties": ["error", { object: "Math", property: "random", message: "use numerics/philox" }],
    },
  },
  {
    // Tests read JSON whose shape they assert.
    files: ["**/*.test.ts", "tests/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  { files: ["scripts/**", "bench/**"], rules: { "no-console": "off" } },
);
