/** A text from outside as it stands: VS Code would draw `$(name)` in labels and descriptions as an icon. */
export function plainLabel(text: string): string {
  return text.replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, '\\$&');
}
