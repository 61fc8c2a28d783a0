/** Reads JSON from outside: an answer's body, a file. @returns `undefined` when it is none (which JSON itself cannot say) */
export function parseJson(json: Buffer | string): unknown {
  try {
    return JSON.parse(json.toString());
  } catch {
    return undefined;
  }
}
