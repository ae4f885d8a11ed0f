import { Alert, Button, Text } from '@mantine/core';
import type { CallProblem } from '../api/problem.ts';
import { Icon } from './icon.tsx';
import { useOnline } from './online.ts';

const titles: Record<string, string> = {
  rate_limited: 'Too many attempts',
  unreachable: 'No connection',
  unavailable: 'Not available right now',
};

/** "in 12 minutes", from what the server wants to be waited. */
export function waitText(seconds: number): string {
  const [count, unit] = seconds > 90 ? [Math.ceil(seconds / 60), 'minute'] : [Math.max(1, seconds), 'second'];
  return `in ${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** There is a network again since a call found none. */
const isBack = ({ code, offline }: CallProblem, online: boolean) =>
  code === 'unreachable' && offline && online;

const detailOf = ({ code, message, retryAfter }: CallProblem): string =>
  code === 'rate_limited' && retryAfter !== null
    ? `Too many attempts. Try again ${waitText(retryAfter)}.`
    : message;

/** Says what went wrong, in words, and offers another try where there is one. */
export function ProblemAlert({ problem, retry }: { problem: CallProblem | null; retry?: () => void }) {
  const online = useOnline();
  if (!problem) return null;
  const title = titles[problem.code];
  return (
    <Alert
      color="red"
      icon={<Icon name={problem.code === 'unreachable' ? 'offline' : 'alert'} />}
      className="problem"
      data-problem
      tabIndex={-1}
      {...(title && { title })}
    >
      <Text size="sm">{isBack(problem, online) ? 'You are back online. Try again.' : detailOf(problem)}</Text>
      {retry && (
        <Button size="xs" variant="default" mt="sm" onClick={retry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
