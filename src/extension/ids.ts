/**
 * Every name that `package.json` and the code must agree on. `test/unit/house/manifest.test.ts` holds the two together,
 * both ways. Command ids are promised to other extensions and keybindings (see README): they may be added to, not changed.
 */
export const commandIds = {
  setAvatar: 'threetoneAvatars.setAvatar',
  setAvatarFromExplorer: 'threetoneAvatars.setAvatarFromExplorer',
  setAvatarForAgent: 'threetoneAvatars.setAvatarForAgent',
  showPreview: 'threetoneAvatars.showPreview',
  copyAgentId: 'threetoneAvatars.copyAgentId',
  copyAvatarUrl: 'threetoneAvatars.copyAvatarUrl',
  restoreAvatar: 'threetoneAvatars.restoreAvatar',
  revealImage: 'threetoneAvatars.revealImage',
  openAvatar: 'threetoneAvatars.openAvatar',
  copyEmbedTag: 'threetoneAvatars.copyEmbedTag',
  removeFromRecent: 'threetoneAvatars.removeFromRecent',
  refreshRecent: 'threetoneAvatars.refreshRecent',
  clearHistory: 'threetoneAvatars.clearHistory',
  setApiKey: 'threetoneAvatars.setApiKey',
  clearApiKey: 'threetoneAvatars.clearApiKey',
  showLog: 'threetoneAvatars.showLog',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewIds = { recent: 'threetoneAvatars.recent' } as const;

/** The preview panel's type, also part of its activation event. */
export const previewPanelType = 'threetoneAvatars.preview';

export const contextKeys = {
  hasApiKey: 'threetoneAvatars.hasApiKey',
  hasSetAvatar: 'threetoneAvatars.hasSetAvatar',
} as const;

export const settingsSection = 'threetoneAvatars';

export const settingIds = {
  baseUrl: 'threetoneAvatars.baseUrl',
  authentication: 'threetoneAvatars.authentication',
  maxImageSizeMB: 'threetoneAvatars.maxImageSizeMB',
  reviewBeforeUpload: 'threetoneAvatars.reviewBeforeUpload',
  embedTag: 'threetoneAvatars.embedTag',
  historyPerAgent: 'threetoneAvatars.historyPerAgent',
  historySizeMB: 'threetoneAvatars.historySizeMB',
  requestTimeoutSeconds: 'threetoneAvatars.requestTimeoutSeconds',
  maxConcurrentUploads: 'threetoneAvatars.maxConcurrentUploads',
  maxRequestsPerMinute: 'threetoneAvatars.maxRequestsPerMinute',
  maxRequestsPerHour: 'threetoneAvatars.maxRequestsPerHour',
} as const;

export type SettingId = (typeof settingIds)[keyof typeof settingIds];
