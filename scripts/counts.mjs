// Reads how many tests passed, failed and were skipped out of the JSON reports of vitest and Playwright.

/** Adds up counts `{ passed, failed, skipped }`. */
export function add(...all) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const one of all) for (const key of Object.keys(sum)) sum[key] += one[key];
  return sum;
}

/** Counts of a vitest JSON report; a file that could not even be loaded counts as one failed test. */
export function fromVitest(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts of a Playwright JSON report; a test that passed only when repeated counts as passed and is named. */
export function fromPlaywright(report, say = console.log) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  if (flaky > 0) say(`${flaky} passed only when repeated: see "flaky" above.`);
  return { passed: expected + flaky, failed: unexpected + (report.errors ?? []).length, skipped };
}

/** A failed run whose report shows no failure (a crash, an unhandled error) counts as one failed test. */
export function withExitCode(counts, status) {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** The closing line. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
