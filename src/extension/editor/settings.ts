import * as vscode from 'vscode';
import type { Account } from '../../core/model/account.ts';
import { defaultBaseUrl, parseBaseUrl } from '../../core/model/baseUrl.ts';
import { defaultEmbedTag } from '../../core/model/embedTag.ts';
import { type Scheme, schemes } from '../../core/model/credential.ts';
import type { InputFailure } from '../../core/model/failure.ts';
import { failed, type Result, success } from '../../core/base/result.ts';
import type { HistoryLimits } from '../../core/history/retention.ts';
import { settingIds, type SettingId, settingsSection } from '../ids.ts';

const bytesInMB = 1_000_000;
const defaultMaxImageSizeMB = 10;
const defaultHistoryPerAgent = 20;
const defaultHistorySizeMB = 200;

/** The server and scheme that the person's own settings name. */
export function readAccount(): Result<Account, InputFailure> {
  const baseUrl = parseBaseUrl(ownValue(settingIds.baseUrl) ?? defaultBaseUrl);
  return baseUrl.ok ? success({ baseUrl: baseUrl.value, scheme: readScheme() }) : baseUrl;
}

/** The same, for what belongs to one server: a failure while that is not the one in use. */
export function readAccountOf(origin: string): Result<Account, InputFailure> {
  const account = readAccount();
  return !account.ok || account.value.baseUrl.origin === origin ? account : failed({ kind: 'otherServer', host: new URL(origin).host });
}

function readScheme(): Scheme {
  const value = ownValue(settingIds.authentication);
  return schemes.find((scheme) => scheme === value) ?? 'apiKey';
}

/** The most bytes an image may have to be sent. */
export function readImageLimit(): number {
  return Math.floor(positive(settingIds.maxImageSizeMB, defaultMaxImageSizeMB) * bytesInMB);
}

/** How much of the past is kept. */
export function readHistoryLimits(): HistoryLimits {
  const perAgent = Math.max(1, Math.floor(positive(settingIds.historyPerAgent, defaultHistoryPerAgent)));
  return { perAgent, bytes: Math.floor(positive(settingIds.historySizeMB, defaultHistorySizeMB) * bytesInMB) };
}

/** A number above 0 from the person's settings; anything else there is as if nothing were set. */
function positive(setting: SettingId, otherwise: number): number {
  const value = ownValue(setting);
  return typeof value === 'number' && value > 0 ? value : otherwise;
}

/** Whether a chosen avatar is looked at in the panel before it is sent. */
export function readReviewBeforeUpload(): boolean {
  return ownValue(settingIds.reviewBeforeUpload) !== false;
}

/** The tag that puts an agent on a web page, as the person's dashboard gives it; `{agentId}` stands for the ID in it. */
export function readEmbedTag(): string {
  const value = ownValue(settingIds.embedTag);
  return typeof value === 'string' && value.trim() !== '' ? value : defaultEmbedTag;
}

/** Calls the listener when a setting that decides where requests go, or as whom, has changed. */
export function onDidChangeServer(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    const concerned = [settingIds.baseUrl, settingIds.authentication];
    if (concerned.some((setting) => change.affectsConfiguration(setting))) listener();
  });
}

/**
 * A setting's value in the person's own settings. A workspace's value is never looked at: a repository must not be able
 * to choose the server a key goes to. (The settings' `application` scope says the same to VS Code.)
 */
export function ownValue(setting: SettingId): unknown {
  const key = setting.slice(settingsSection.length + 1);
  return vscode.workspace.getConfiguration(settingsSection).inspect(key)?.globalValue;
}
