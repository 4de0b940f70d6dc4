/** SummarySkeleton: the shape of the sentences that come, and why they may take a while. */
import { useEffect, useState } from "react";
import type { RunDetail } from "@/api/types";
import { plural } from "@/format/number";
import { SentenceSkeleton } from "@/view/States";

const LONG = 3000; // ms from which waiting needs a reason

export function SummarySkeleton({ run }: { run: RunDetail }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div style={{ minHeight: 132 }}>
      <SentenceSkeleton lines={4} />
      {long && (
        <span className="faint">
          Every analysis is asked of {plural(run.steps.length, "snapshot")}; the answers are kept, so the next look is
          at once.
        </span>
      )}
    </div>
  );
}
