import type { Reporter, TestModule } from 'vitest/node'

/** The last line of the run, for people and for the build server: `N passed, N failed`, and skipped ones when there are any. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]) {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      for (const { result } of tests.map((test) => ({ result: test.result() }))) {
        if (result.state === 'passed') count.passed++
        else if (result.state === 'skipped') count.skipped++
        else count.failed++
      }
      if (module.state() === 'failed' && tests.every((test) => test.result().state !== 'failed')) count.failed++
    }
    // A run that did not get to a test has failed, whatever the reason.
    if (count.passed + count.failed + count.skipped === 0) count.failed = 1
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    process.once('exit', () => console.log(`${count.passed} passed, ${count.failed} failed${skipped}`))
  }
}
