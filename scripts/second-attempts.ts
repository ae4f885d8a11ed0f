import type { Reporter, TestCase } from 'vitest/node';

/** Says why a test that ended green needed a second attempt: it hides what a slower or faster machine would show. */
export default class SecondAttempts implements Reporter {
  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    if (state !== 'passed') return;
    for (const { message, diff, stack } of errors ?? [])
      console.log(
        `SECOND ATTEMPT: ${test.module.relativeModuleId} > ${test.fullName}\n${message}\n${diff ?? ''}\n${stack ?? ''}\n`,
      );
  }
}
