import { env, l10n } from 'vscode';
import type { AgentIdProblem } from '../../core/model/agentId.ts';
import type { BaseUrlProblem, CurrentUnknown, Failure, ServerWords, UnexpectedAnswer } from '../../core/model/failure.ts';
import type { SecretProblem } from '../../core/model/credential.ts';
import { plainText } from '../../core/base/plainText.ts';
import { fileSize } from '../../shared/fileSize.ts';
import { inWords } from './quantities.ts';

/** The next step that a failure offers; `failureNotice.ts` carries it out. */
export type NextAction =
  | 'setApiKey'
  | 'setToken'
  | 'tryAgain'
  | 'setAnyway'
  | 'showLog'
  | 'openBaseUrlSetting'
  | 'openMaxImageSizeSetting'
  | 'openProxySetting'
  | 'openCertificateSetting';

/** One sentence about what happened, with what the server said of it, and at most one thing to do next. */
export interface Explanation {
  readonly sentence: string;
  readonly action?: NextAction;
}

type Explain<Kind extends Failure['kind']> = (failure: Extract<Failure, { kind: Kind }>) => Explanation;

/** Every failure's words, in one place. */
const explanations: { readonly [Kind in Failure['kind']]: Explain<Kind> } = {
  cancelled: () => ({
    sentence: l10n.t(
      'The upload was cancelled, but the server already had the image: the avatar may be set. Set it again, or look at the agent.',
    ),
  }),
  agentIdInvalid: ({ reason }) => ({ sentence: explainAgentId(reason) }),
  argumentInvalid: ({ argument }) => ({
    sentence: l10n.t('The command was run with an invalid argument: {0}.', argument),
  }),
  agentMissing: () => ({ sentence: l10n.t('No agent came with the command. The list may have just changed: try again.') }),
  severalImages: () => ({ sentence: l10n.t('An agent has one avatar. Choose one image.') }),
  noEntries: () => ({ sentence: l10n.t('No avatar of this agent has been set from here yet. Use “Set Agent Avatar…” first.') }),
  noAvatarUrl: () => ({ sentence: l10n.t('The server gave no public URL for this avatar.') }),
  avatarUrlPrivate: ({ host }) => ({
    sentence: l10n.t('The server says that this avatar is at {0}, which is inside your own network. It is not opened.', host),
  }),
  noEarlierAvatar: () => ({ sentence: l10n.t('No other avatar of this agent is kept to go back to.') }),
  setAnewSince: () => ({
    sentence: l10n.t(
      'A newer avatar of this agent was set meanwhile, or is on its way. Use “Restore Earlier Avatar…” on the agent instead.',
    ),
  }),
  orbBefore: () => ({
    sentence: l10n.t(
      'Right before this avatar, the agent showed its default orb, which cannot be set from here. An older avatar can be set instead.',
    ),
    action: 'setAnyway',
  }),
  orbShown: () => ({
    sentence: l10n.t(
      'The agent shows its default orb now, not the avatar that is to be taken back: it was changed elsewhere. Nothing was sent.',
    ),
    action: 'setAnyway',
  }),
  late: () => ({
    sentence: l10n.t(
      'This avatar was held up and may have replaced a newer one of this agent. Look at the agent, or use “Restore Earlier Avatar…” on it.',
    ),
    action: 'setAnyway',
  }),
  overtaken: () => ({
    sentence: l10n.t('A newer avatar of this agent was set meanwhile, or is on its way. Sending this one was stopped.'),
    action: 'setAnyway',
  }),
  currentUnknown: ({ reason }) => ({ sentence: explainCurrentUnknown(reason), action: 'setAnyway' }),
  currentUnkept: () => ({
    sentence: l10n.t(
      'No copy of the agent’s current avatar could be kept on this machine, so sending was stopped: that avatar could not be restored. Is the disk full?',
    ),
    action: 'setAnyway',
  }),
  otherServer: ({ host }) => ({
    sentence: l10n.t('This agent belongs to {0}, which is not the server in use now. Change the base URL, or choose another agent.', host),
    action: 'openBaseUrlSetting',
  }),
  brokenHere: () => ({ sentence: l10n.t('The avatar could not be sent because of an internal error.'), action: 'showLog' }),
  imageGone: ({ fileName }) => ({
    sentence: l10n.t('“{0}” is no longer where it was, and no copy of it is kept.', fileName),
  }),
  baseUrlInvalid: ({ reason }) => ({ sentence: explainBaseUrl(reason), action: 'openBaseUrlSetting' }),
  imageUnreadable: ({ fileName, reason }) => ({
    sentence: explainUnreadable(fileName, reason),
  }),
  imageEmpty: ({ fileName }) => ({ sentence: l10n.t('“{0}” is empty. Choose another image.', fileName) }),
  imageTooLarge: ({ fileName, bytes, limitBytes }) => ({
    sentence: l10n.t(
      '“{0}” is {1}, larger than the limit of {2}.',
      fileName,
      fileSize(bytes, env.language),
      fileSize(limitBytes, env.language),
    ),
    action: 'openMaxImageSizeSetting',
  }),
  notAnImage: ({ fileName }) => ({
    sentence: l10n.t('“{0}” is not a PNG, JPEG, WebP, GIF, AVIF or SVG image. Choose another file.', fileName),
  }),
  imageDamaged: ({ fileName, format }) => ({
    sentence: l10n.t('“{0}” is a damaged {1} image. Save it again in an image editor, or choose another.', fileName, format),
  }),
  imageTooComplex: ({ fileName }) => ({
    sentence: l10n.t('“{0}” would take too long to draw. Simplify it, or export it as a PNG of at most 4,096 × 4,096 pixels.', fileName),
  }),
  credentialRefused: ({ scheme, said }) =>
    scheme === 'apiKey'
      ? { sentence: withWords(l10n.t('The server did not accept the API key.'), said), action: 'setApiKey' }
      : { sentence: withWords(l10n.t('The server did not accept the dashboard token. It may have expired.'), said), action: 'setToken' },
  agentUnknown: ({ agentId, said }) => ({
    sentence: withWords(l10n.t('The server knows no agent “{0}”. Check the agent ID.', agentId), said),
  }),
  fieldsRefused: ({ fields, said }) => ({
    sentence: withWords(
      fields.length > 0
        ? l10n.t('The server refused the avatar: {0}.', fields.map(({ field, message }) => `${field}: ${message}`).join('; '))
        : l10n.t('The server refused the avatar.'),
      said,
    ),
    action: 'showLog',
  }),
  rateLimited: ({ said, seconds }) => ({
    sentence: withWords(
      seconds === undefined
        ? l10n.t('Too many requests. Wait a minute, then try again.')
        : l10n.t('Too many requests. Try again in {0}.', inWords(seconds)),
      said,
    ),
    action: 'tryAgain',
  }),
  refused: ({ said }) => ({ sentence: withWords(l10n.t('The server refused the avatar.'), said), action: 'showLog' }),
  serverFailed: ({ said }) => ({
    sentence: withWords(l10n.t('The server had a problem. The avatar may not be set.'), said),
    action: 'tryAgain',
  }),
  redirected: ({ toOrigin }) => ({
    sentence: toOrigin
      ? l10n.t('The server redirected to {0}. Nothing was sent there. Check the base URL.', toOrigin)
      : l10n.t('The server redirected elsewhere. Nothing was sent there. Check the base URL.'),
    action: 'openBaseUrlSetting',
  }),
  unexpectedAnswer: ({ what }) => ({ sentence: explainAnswer(what), action: 'showLog' }),
  notOffered: () => ({ sentence: l10n.t('The server does not offer this to you. Continue without it.') }),
  unreachable: ({ host, code }) => ({
    sentence:
      code === 'ENOTFOUND'
        ? l10n.t('{0} cannot be found. Check the connection, the proxy and the base URL.', host)
        : l10n.t('{0} cannot be reached. Check the connection and the proxy.', host),
    action: 'tryAgain',
  }),
  timedOut: ({ host }) => ({
    sentence: l10n.t('{0} did not answer in time. Check the connection, then try again.', host),
    action: 'tryAgain',
  }),
  outcomeUnknown: ({ host }) => ({
    sentence: l10n.t('The avatar may be set: {0} has it, but its answer was lost. Setting it again does no harm.', host),
    action: 'tryAgain',
  }),
  certificateRefused: ({ host, code }) => ({ sentence: explainCertificate(host, code), action: 'openCertificateSetting' }),
  proxyUnreachable: ({ proxyHost }) => ({
    sentence: l10n.t('The proxy {0} cannot be reached. Check “http.proxy” in the settings.', proxyHost),
    action: 'openProxySetting',
  }),
  proxyRefused: ({ proxyHost, host, status }) => ({
    sentence:
      status === 407
        ? l10n.t('The proxy {0} asks for a user name and password. Add them to “http.proxy” in the settings.', proxyHost)
        : l10n.t('The proxy {0} does not let you through to {1}. Check “http.proxy” in the settings.', proxyHost, host),
    action: 'openProxySetting',
  }),
};

/** Puts a failure into words. What it holds from outside is plain text by then, whoever made the failure. */
export function explain(given: Failure): Explanation {
  const failure = plainParts(given);
  // The table pairs each kind with its own explainer; the compiler cannot follow that pairing through a lookup.
  const explained = (explanations[failure.kind] as (failure: Failure) => Explanation)(failure);
  const doubt = 'maySet' in failure && isRefusal.has(failure.kind);
  return doubt ? { ...explained, sentence: `${explained.sentence} ${l10n.t('An earlier attempt may have set it.')}` } : explained;
}

/** As long as a server's sentence may be. Characters. */
const longestPart = 500;

/** The same, with each text in it as plain text. */
function plainParts<Value>(value: Value): Value {
  const plain = (part: unknown): unknown => {
    if (typeof part === 'string') return plainText(part, longestPart);
    if (Array.isArray(part)) return part.map(plain);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, plain(inner)]));
  };
  return plain(value) as Value;
}

/** Failures that by themselves say for sure that the avatar was not set. */
const isRefusal: ReadonlySet<Failure['kind']> = new Set([
  'credentialRefused',
  'agentUnknown',
  'fieldsRefused',
  'rateLimited',
  'refused',
  'redirected',
  'certificateRefused',
  'proxyUnreachable',
  'proxyRefused',
  'overtaken',
  'orbShown',
  'currentUnknown',
  'currentUnkept',
]);

/** `reason` is the code of VS Code's `FileSystemError`, or whatever else went wrong. */
function explainUnreadable(fileName: string, reason: string): string {
  if (reason === 'FileNotFound') return l10n.t('“{0}” no longer exists. Choose another image.', fileName);
  if (reason === 'NoPermissions') return l10n.t('You do not have permission to read “{0}”. Choose another image.', fileName);
  return l10n.t('“{0}” could not be read ({1}). Try again, or choose another image.', fileName, reason);
}

function explainCurrentUnknown(reason: CurrentUnknown): string {
  const sentences: Record<CurrentUnknown, string> = {
    noAnswer: l10n.t('The server did not show the agent’s current avatar. Nothing was sent, because that avatar could not be restored.'),
    answer: l10n.t(
      'The server’s answer about the agent’s current avatar could not be understood. Nothing was sent, because that avatar could not be restored.',
    ),
    image: l10n.t('The agent’s current avatar could not be loaded. Nothing was sent, because that avatar could not be restored.'),
  };
  return sentences[reason];
}

export function explainAgentId(reason: AgentIdProblem): string {
  const sentences: Record<AgentIdProblem, string> = {
    notText: l10n.t('An agent ID must be text.'),
    empty: l10n.t('Enter an agent ID.'),
    tooLong: l10n.t('This is too long for an agent ID.'),
    whiteSpace: l10n.t('An agent ID cannot contain spaces.'),
    separator: l10n.t('An agent ID cannot contain / \\ ? or #.'),
    control: l10n.t('An agent ID cannot contain invisible characters.'),
    dots: l10n.t('An agent ID cannot consist of dots only.'),
  };
  return sentences[reason];
}

export function explainSecret(problem: SecretProblem): string {
  const sentences: Record<SecretProblem, string> = {
    empty: l10n.t('Paste the key.'),
    tooLong: l10n.t('This is too long for a key.'),
    notAHeaderValue: l10n.t('This has spaces or special characters that a key cannot contain. Copy the key again.'),
  };
  return sentences[problem];
}

function explainBaseUrl(reason: BaseUrlProblem): string {
  const sentences: Record<BaseUrlProblem, string> = {
    notAUrl: l10n.t('The base URL in the settings is not a URL.'),
    scheme: l10n.t('The base URL in the settings must begin with https:.'),
    insecure: l10n.t('The base URL in the settings must begin with https:, since http: would show your key to others.'),
    credentials: l10n.t('The base URL in the settings must not contain a user name or password.'),
    queryOrFragment: l10n.t('The base URL in the settings must not contain ? or #.'),
  };
  return sentences[reason];
}

function explainAnswer(what: UnexpectedAnswer): string {
  const sentences: Record<UnexpectedAnswer, string> = {
    notJson: l10n.t('The answer did not come from the Threetone API. Check the base URL and the proxy.'),
    wrongShape: l10n.t('The server’s answer could not be understood.'),
    otherAgent: l10n.t('The server answered about another agent. Check in the dashboard which avatar was set.'),
    unsafeUrl: l10n.t('The server gave an avatar URL that is not safe to open. The avatar may be set.'),
    tooLong: l10n.t('The server’s answer was too long to read. The avatar may be set.'),
    notHttp: l10n.t('The base URL does not point to a web server.'),
  };
  return sentences[what];
}

/** `code` is Node's name for what is wrong with the certificate. */
function explainCertificate(host: string, code: string): string {
  if (code === 'CERT_HAS_EXPIRED') {
    return l10n.t('The certificate of {0} has expired, so nothing was sent. Renew it, or see “http.proxyStrictSSL” in the settings.', host);
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') {
    return l10n.t(
      'The certificate shown for {0} is for another name, so nothing was sent. Check the base URL, or see “http.proxyStrictSSL” in the settings.',
      host,
    );
  }
  return l10n.t(
    'The certificate of {0} is not trusted here, so nothing was sent. Install its certificate authority on this machine, or see “http.proxyStrictSSL” in the settings.',
    host,
  );
}

function withWords(sentence: string, { message, requestId }: ServerWords): string {
  const said = message ? ` ${l10n.t('The server said: “{0}”', message)}` : '';
  return requestId ? `${sentence}${said} ${l10n.t('(request {0})', requestId)}` : sentence + said;
}
