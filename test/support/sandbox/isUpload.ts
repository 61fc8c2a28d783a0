/** Aims a fault at the upload itself, not at the look-ups that go on beside it. */
export function isUpload({ method }: { readonly method: string }): boolean {
  return method === 'POST';
}
