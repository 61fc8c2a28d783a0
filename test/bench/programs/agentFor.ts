/** An agent whose images have at least so many bytes, by which the server tells whether all of them came. */
export function agentFor(bytes: number, number: number): string {
  return `bench_${bytes}_${number}`;
}
