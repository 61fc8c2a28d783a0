/** Some of the core's files, and the tests that are to notice when one of them is changed. Paths from the project's root. */
export interface Part {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** Files beside these that nothing is changed in, and why; printed with the score. */
  readonly notMutated?: string;
  /** Names of tests that are left out, by how they begin. */
  readonly without?: readonly string[];
}

export const parts: Readonly<Record<string, Part>> = {
  model: {
    mutate: ['src/core/base/*.ts', 'src/core/model/*.ts'],
    tests: ['test/unit/base/*.test.ts', 'test/unit/model/*.test.ts', 'test/unit/api/clock.test.ts'],
  },
  image: {
    notMutated:
      'AVIF, which takes some thousand lines to read; what a drawing may cost, an estimate of which other numbers would be as good. ' +
      '`npm run corpus` and `npm run fuzz` look after these',
    mutate: [
      'src/core/image/{budget,bytes,carried,exif,gainMap,inflate,inspect,iptc,lzw,measured,padding,rasterFormats}.ts',
      'src/core/image/{gif,jpeg,jpegFrame,jpegSegments,jpegTables,png,pngAnimation,pngRows,webp,webpBitstream}.ts',
      'src/core/image/{svg,svgAttributes,svgCarried,svgEmbedded,svgExtent,svgPathBox,svgSize,xmlEntities,xmlText}.ts',
    ],
    tests: [
      'test/unit/image/embedded.test.ts',
      'test/unit/image/entities.test.ts',
      'test/unit/image/gainMap.test.ts',
      'test/unit/image/inspect.test.ts',
      'test/unit/image/metadata.test.ts',
      'test/unit/image/pathBox.test.ts',
      'test/unit/image/variants.test.ts',
    ],
    // They take seconds each, and look at nothing but how long reading takes.
    without: ['a large image file'],
  },
  api: {
    notMutated: 'what moves bytes and calls it again (http, client, retry): its faults are made by sockets, in `test/system/api`',
    mutate: [
      'src/core/api/{errorBody,errorMapping,networkSettings,publicAvatar,rateLimiter,requestCounter}.ts',
      'src/core/api/{requestLog,responses,retryPolicy,turn}.ts',
      'src/core/api/http/{proxyRoute,publicAddress,transportErrors}.ts',
    ],
    tests: [
      'test/unit/api/*.test.ts',
      'test/unit/editor/networkSettings.test.ts',
      'test/system/api/insideAddresses.test.ts',
      'test/system/api/otherCalls.test.ts',
      'test/system/upload/turns.test.ts',
    ],
  },
  limits: {
    mutate: ['src/core/limits/*.ts'],
    tests: [
      'test/system/limits/claimLog.test.ts',
      'test/system/limits/machineCounter.test.ts',
      'test/system/limits/strangers.test.ts',
      'test/system/upload/turns.test.ts',
    ],
  },
  history: {
    // The order of what was done to an agent, what is kept for how long, and how records are read back.
    notMutated: 'what writes, sweeps and watches files, the journal over them, and `core/services`: their tests take too long',
    mutate: [
      'src/core/history/{act,befores,draft,earlier,entryRecord,history,lastActs,places}.ts',
      'src/core/history/{preparationRecord,retention,rowImage,staleLook,unsettledActs}.ts',
    ],
    tests: [
      'test/unit/history/*.test.ts',
      'test/system/history/damagedRecords.test.ts',
      'test/system/history/disk.test.ts',
      'test/system/history/draft.test.ts',
      'test/system/history/history.test.ts',
      'test/system/history/lastActs.test.ts',
      'test/system/history/strangers.test.ts',
      'test/system/history/sweep.test.ts',
      'test/system/history/unreadable.test.ts',
      'test/system/profile/*.test.ts',
      'test/system/upload/before.test.ts',
      'test/system/upload/blocked.test.ts',
      'test/system/upload/forgotten.test.ts',
      'test/system/upload/lateCache.test.ts',
      'test/system/upload/order.test.ts',
      'test/system/upload/undo.test.ts',
      'test/system/upload/unsettled.test.ts',
    ],
  },
};
