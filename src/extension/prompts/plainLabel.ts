import { plainText } from '../../core/base/plainText.ts';

/**
 * A text from outside for a quick pick's row or an input box's prompt, as plain text. VS Code would draw `$(name)` in
 * labels, descriptions, details and prompts as an icon.
 */
export function plainLabel(text: string): string {
  return plainText(text).replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, '\\$&');
}
