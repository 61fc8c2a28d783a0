/**
 * Mocha's own `spec` reporter, which also adds its totals as one JSON line to the file that
 * THREETONE_TEST_TOTALS names, so that `npm test` can add up runs that happen in different processes and editors.
 */
const { appendFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

class TotalsReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.THREETONE_TEST_TOTALS;
      if (file) appendFileSync(file, `${JSON.stringify({ passes, failures, pending })}\n`);
    });
  }
}

module.exports = TotalsReporter;
