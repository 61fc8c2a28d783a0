/** Reads an answer's body. @returns `undefined` when it is not JSON (which JSON itself cannot say) */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
