/** Some of the core's files, and the tests that are to notice when one of them is changed. Paths from the project's root. */
export interface Part {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** Names of tests that are left out, by how they begin. */
  readonly without?: readonly string[];
}

export const parts: Readonly<Record<string, Part>> = {
  model: {
    mutate: ['src/core/base/*.ts', 'src/core/model/*.ts'],
    tests: ['test/unit/base/*.test.ts', 'test/unit/model/*.test.ts', 'test/unit/api/clock.test.ts'],
  },
  image: {
    mutate: ['src/core/image/*.ts'],
    tests: ['test/unit/image/inspect.test.ts', 'test/unit/image/gainMap.test.ts'],
    // They take seconds each, and look for how long reading takes.
    without: ['a large image file'],
  },
};
