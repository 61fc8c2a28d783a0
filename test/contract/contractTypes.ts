import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import contract from './openapi.json' with { type: 'json' };

const HEAD = '// Generated from openapi.json by generateTypes.ts. Do not edit.\n\n';

/** The text that `types.d.ts` has to have. */
export async function contractTypes(): Promise<string> {
  // The compiler widens the document's literal strings, so it cannot see by itself that this is an OpenAPI document.
  return HEAD + astToString(await openapiTS(structuredClone(contract) as unknown as OpenAPI3));
}
