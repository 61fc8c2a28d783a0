/** The contract's two ways to authenticate; exactly one of them goes with a request. */
export const schemes = ['apiKey', 'bearer'] as const;
export type Scheme = (typeof schemes)[number];

/** A secret and the one way it is sent. Never logged, stored or shown: hand it to the API client and nothing else. */
export interface Credential {
  readonly scheme: Scheme;
  readonly secret: string;
}

export type SecretProblem = 'empty' | 'tooLong' | 'notAHeaderValue';

/** Headers above this are refused by most servers; dashboard tokens (JWT) are far shorter. */
const longestSecret = 8192;

/**
 * Takes a key or token as typed or pasted: white space around it is dropped, and what HTTP cannot carry as a header
 * value without quoting (RFC 9110 §5.5: visible ASCII here) is refused.
 */
export function parseSecret(input: string): { secret: string } | { problem: SecretProblem } {
  const secret = input.trim();
  if (secret === '') return { problem: 'empty' };
  if (secret.length > longestSecret) return { problem: 'tooLong' };
  return /^[\x21-\x7e]+$/.test(secret) ? { secret } : { problem: 'notAHeaderValue' };
}
