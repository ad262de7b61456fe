import tseslint from "typescript-eslint";

/** Artefact bytes must not depend on time, chance or locale (docs/architecture.md, rule 3). */
const impure = ["Date", "performance"].map((name) => ({
  name,
  message: "the compiler and the emulator must give the same bytes every time",
}));

export default tseslint.config(
  { ignores: ["dist/**", "node_modules/**", "**/generated/**", "**/*.mjs", "tests/report-probes.js"] },
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
