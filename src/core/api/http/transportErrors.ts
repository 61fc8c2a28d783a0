/**
 * How far a request had come when it broke. `connecting`: no byte of it had left. `sending`: some had. `sent`: all had, so
 * that the server may have acted on it.
 */
export type Stage = 'connecting' | 'sending' | 'sent';

/** A request that got no answer. `cause` is what broke it: an error with a `code`, or one of the classes below. */
export class SendFailure extends Error {
  override readonly name = 'SendFailure';

  constructor(
    readonly stage: Stage,
    override readonly cause: unknown,
  ) {
    super('The request got no answer.');
  }
}

/** The server sent more than an answer of this API can hold. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

/** The peer does not speak HTTP. */
export class NotHttp extends Error {
  override readonly name = 'NotHttp';
}

/** Nothing moved for too long, or the time of the whole call was up. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** A name that a server of the internet has given leads to this machine, or into its network. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
  /** For the log. */
  readonly code = 'PRIVATE_ADDRESS';

  constructor(host: string) {
    super(`${host} has no public address.`);
  }
}

/** The proxy answered the request for a tunnel, and not with a tunnel. */
export class ProxyRefused extends Error {
  override readonly name = 'ProxyRefused';
  /** For the log. */
  readonly code: string;

  constructor(
    readonly proxyHost: string,
    readonly status: number,
  ) {
    super('The proxy opened no tunnel.');
    this.code = `PROXY_${status}`;
  }
}

/** There was no way to talk to the proxy. `cause` is the error of its socket. */
export class ProxyUnreachable extends Error {
  override readonly name = 'ProxyUnreachable';

  constructor(
    readonly proxyHost: string,
    override readonly cause: unknown,
  ) {
    super('The proxy cannot be reached.');
  }
}

/** The code of what broke a request, for the log and for telling causes apart: messages may quote anything. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error.cause === undefined ? error.name : codeOf(error.cause);
}

/** Whether an error's code says that a certificate could not be verified (OpenSSL's X509 codes as Node names them). */
export function isCertificateCode(code: string): boolean {
  return certificateCodes.has(code) || code.startsWith('CERT_') || code.startsWith('CRL_');
}

const certificateCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
