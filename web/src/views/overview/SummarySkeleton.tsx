/** SummarySkeleton: the shape of the sentences that come, and why they may take a while. */
import { Skeleton } from "@mantine/core";
import { useEffect, useState } from "react";
import type { RunDetail } from "@/api/types";
import { plural } from "@/format/number";

const LONG = 3000; // ms from which waiting needs a reason

export function SummarySkeleton({ run }: { run: RunDetail }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-busy="true" style={{ minHeight: 132, marginBottom: 20 }}>
      <span className="unseen">Loading</span>
      <Skeleton height={14} width="46%" mb={12} />
      <Skeleton height={20} width="70%" mb={10} />
      <Skeleton height={14} width="58%" mb={10} />
      <Skeleton height={14} width="52%" mb={10} />
      {long && (
        <span className="faint">
          Every analysis is asked of {plural(run.steps.length, "snapshot")}; the answers are kept, so the next look is
          at once.
        </span>
      )}
    </div>
  );
}
