/** The five states that every view has: empty, loading, partial, failed, stale; each says what it is in words. */
import { Button, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconClockPause, IconPuzzle } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Failure, NOT_IN_FILE, sayFailure, toFailure } from "@/api/failure";
import classes from "@/view/States.module.css";
import { Words } from "@/view/Words";

/** Nothing here yet, and what would bring something. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <h2 className={classes.title}>{title}</h2>
      {children && <div className={classes.why}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

/** The shape of a sentence and charts that come. */
export function ViewSkeleton({ panels = 2, height = 280 }: { panels?: number; height?: number }) {
  return (
    <Waiting>
      <Skeleton height={20} width="62%" mb={10} />
      <Skeleton height={14} width="44%" mb={24} />
      <div className={classes.panels}>
        {Array.from({ length: panels }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: all are the same
          <ChartSkeleton key={at} height={height} bare />
        ))}
      </div>
    </Waiting>
  );
}

/** The shape of findings that come. */
export function SentenceSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <Waiting>
      <Skeleton height={20} width="66%" mb={12} />
      {Array.from({ length: lines - 1 }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all are the same
        <Skeleton key={at} height={14} width={`${56 - 6 * at}%`} mb={at === lines - 2 ? 20 : 10} />
      ))}
    </Waiting>
  );
}

export function ChartSkeleton({ height = 280, bare = false }: { height?: number; bare?: boolean }) {
  const shape = (
    <div className={classes.panel}>
      <Skeleton height={14} width="55%" mb={12} />
      <Skeleton height={height - 60} />
    </div>
  );
  return bare ? shape : <Waiting>{shape}</Waiting>;
}

export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <Waiting>
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all are the same
        <Skeleton key={at} height={16} my={14} width={`${96 - ((at * 7) % 18)}%`} />
      ))}
    </Waiting>
  );
}

function Waiting({ children }: { children: ReactNode }) {
  return (
    <div role="status" aria-busy="true" className={classes.waiting}>
      <span className="unseen">Loading</span>
      {children}
    </div>
  );
}

/** What happened, what is safe, what to do next. */
export function Failed({
  failure,
  retry,
  compact = false,
}: {
  failure: Failure;
  retry?: () => void;
  compact?: boolean;
}) {
  const words = sayFailure(failure);
  if (failure.isUnavailable) return <Unavailable reason={words.happened} />;
  if (failure.kind === NOT_IN_FILE) return <Unavailable reason={`${words.happened} ${words.next}`} />;
  return (
    <div role="alert" className={classes.failed} data-compact={compact || undefined}>
      <IconAlertTriangle size={18} stroke={1.8} aria-hidden className={classes.sign} />
      <div>
        <p className={classes.happened}>
          <Words>{words.happened}</Words>
        </p>
        {failure.problems.length > 0 && (
          <ul className={classes.problems}>
            {failure.problems.map((problem) => (
              <li key={`${problem.loc.join(".")} ${problem.message}`}>
                {problem.loc.length > 0 && <code>{problem.loc.join(".")}</code>} {problem.message}
                {problem.nearest ? `; did you mean ${problem.nearest}?` : ""}
              </li>
            ))}
          </ul>
        )}
        <p className={classes.next}>
          {words.safe} <Words>{words.next}</Words>
        </p>
        {retry && <Button onClick={retry}>Try again</Button>}
      </div>
    </div>
  );
}

/** An analysis states what it needs; this run did not keep it. No fault, so no alarm. */
export function Unavailable({ reason, action }: { reason: string; action?: ReactNode }) {
  return (
    <div className={classes.unavailable}>
      <IconPuzzle size={18} stroke={1.6} aria-hidden className={classes.sign} />
      <div>
        <p className={classes.happened}>
          <Words>{reason}</Words>
        </p>
        {action}
      </div>
    </div>
  );
}

/** Only a part can be shown: which, and why. */
export function Partial({ children }: { children: ReactNode }) {
  return (
    <p className={classes.note}>
      <IconPuzzle size={15} stroke={1.7} aria-hidden /> <span>{children}</span>
    </p>
  );
}

/** What is shown is not the newest: why, and how to get it. */
export function Stale({ children, refresh }: { children: ReactNode; refresh?: () => void }) {
  return (
    <p className={classes.note} data-stale>
      <IconClockPause size={15} stroke={1.7} aria-hidden /> <span>{children}</span>
      {refresh && (
        <Button size="compact-xs" onClick={refresh}>
          Refresh
        </Button>
      )}
    </p>
  );
}

interface AnsweredProps<T> {
  query: Pick<UseQueryResult<T>, "data" | "error" | "isPending" | "isFetching" | "isPlaceholderData" | "refetch">;
  skeleton?: ReactNode;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Draws an answer in whichever state it is: `<Answered query={query}>{(result) => <SaliencyView …/>}</Answered>`. */
export function Answered<T>({ query, skeleton = <ViewSkeleton />, isEmpty, empty, children }: AnsweredProps<T>) {
  const { data, error, isPlaceholderData, refetch } = query;
  if (data === undefined) {
    if (error) return <Failed failure={toFailure(error)} retry={() => void refetch()} />;
    return <>{skeleton}</>;
  }
  if (isEmpty?.(data)) return <>{empty ?? <Empty title="Nothing to show" />}</>;
  return (
    <div className={classes.answered} data-moving={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
      {error && (
        <Stale refresh={() => void refetch()}>
          What you see is from before: {sayFailure(toFailure(error)).happened}
        </Stale>
      )}
      {children(data)}
    </div>
  );
}
