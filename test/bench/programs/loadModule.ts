/** Loads a CommonJS module by its absolute path, when the bundler that makes the programs knows nothing of it. */
export function loadModule(path: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the bundles that ship are CommonJS and loaded like this
  return require(path) as unknown;
}
