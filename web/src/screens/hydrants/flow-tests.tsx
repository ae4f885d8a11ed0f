import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { Hydrant, HydrantTest, Page } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { keys } from '../../api/queries.ts';
import { DayText } from '../../ui/date-time.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { Empty } from '../../ui/states.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { FlowClass, gpmText } from './flow-class.tsx';
import { Worksheet } from './worksheet.tsx';

/** A hydrant's flow tests, the newest first, each with its worksheet. */
export function FlowTests({ hydrant }: { hydrant: Hydrant }) {
  const query = useInfiniteQuery({
    queryKey: keys.under('hydrants', hydrant.id, 'tests'),
    queryFn: ({ pageParam, signal }) =>
      call<Page<HydrantTest>>('GET', `/v1/hydrants/${hydrant.id}/tests`, {
        query: { limit: 20, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });
  if (query.error && !query.data)
    return <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />;
  if (!query.data) return <Waiting what="the flow tests" />;
  const tests = query.data.pages.flatMap(({ items }) => items);
  if (tests.length === 0)
    return (
      <Empty icon="hydrant" title="No flow tests yet">
        The newest flow test gives the hydrant its flow class.
      </Empty>
    );
  return (
    <>
      <ol className="flow-tests">
        {tests.map((test) => (
          <li key={test.id}>
            <Test test={test} />
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <Button
          mt="md"
          size="compact-md"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}

const Test = ({ test }: { test: HydrantTest }) => (
  <>
    <p className="flow-test-head">
      <b>
        <DayText on={test.testedOn} />
      </b>
      <FlowClass name={test.flowClass} stale={test.outdated} />
      <span>{gpmText(test.ratedFlowGpm)}</span>
      <small>
        {test.rates ? 'Gives the rating' : 'Superseded by a newer test'}
        {test.outdated ? ', more than 5 years old' : ''}
      </small>
      <small>
        {test.user ? `${test.user.name}, ` : ''}
        <AgencyName agency={test.recordedBy} />
      </small>
    </p>
    <details>
      <summary>
        Worksheet: static {test.staticPsi} psi, residual {test.residualPsi} psi
      </summary>
      <Worksheet test={test} />
    </details>
  </>
);
