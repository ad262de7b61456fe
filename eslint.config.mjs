import tseslint from "typescript-eslint";

/** Artefact bytes must not depend on time, chance or locale (docs/architecture.md, rule 3). */
const impure = ["Date", "performance"].map((name) => ({
  name,
  message: "the compiler and the emulator must give the same bytes every time",
}));

export default tseslint.config(
  { ignores: ["dist/**", "node_modules/**", "**/generated/**", "**/*.mjs"] },
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-console": "error",
    },
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
      "no-restricted-globals": ["error", ...impure],
      "no-restricted-properties": ["error", { object: "Math", property: "random", message: "use numerics/philox" }],
    },
  },
  { files: ["scripts/**", "bench/**"], rules: { "no-console": "off" } },
);
