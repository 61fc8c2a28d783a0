import { DEMO_API_KEY } from '../sandbox/demo.ts';

/** What a person needs to know of the key, once VS Code is open. */
export function keyLine(withKey: boolean): string {
  return withKey
    ? `API key: ${DEMO_API_KEY} (made up, good for this sandbox only). It is set already; start with \`npm start -- --no-key\` to be asked for it.`
    : `API key: ${DEMO_API_KEY} (made up, good for this sandbox only). It is not set: enter it when you are asked.`;
}
