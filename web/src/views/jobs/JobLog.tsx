/** JobLog: the newest words of a job. Follows them while the reader is at the end, and stays where they scrolled to. */
import { Button } from "@mantine/core";
import { useLayoutEffect, useRef, useState } from "react";
import { saveFile } from "@/view/carry";
import classes from "@/views/jobs/JobsView.module.css";

interface JobLogProps {
  text: string;
  cut: boolean; // older words are left out
  runs: boolean;
  name: string; // of the job
}

const NEAR = 24; // pixels from the end that still count as there

export function JobLog({ text, cut, runs, name }: JobLogProps) {
  const box = useRef<HTMLPreElement>(null);
  const [follows, setFollows] = useState(true);
  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: new words move the end
  useLayoutEffect(() => {
    if (follows) toEnd();
  }, [text, follows]);
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current ?? { scrollTop: 0, scrollHeight: 0, clientHeight: 0 };
    setFollows(scrollHeight - scrollTop - clientHeight < NEAR);
  };
  return (
    <>
      <pre
        ref={box}
        className={classes.log}
        onScroll={onScroll}
        role="log"
        aria-label={`What ${name} wrote`}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
        tabIndex={0}
      >
        {text || (runs ? "Nothing was written yet." : "It wrote nothing.")}
      </pre>
      <div className={classes.logFoot}>
        <span role="status">{sayFollowing(follows, runs)}</span>
        {!follows && (
          <Button size="compact-xs" onClick={() => setFollows(true)}>
            {runs ? "Follow" : "To the end"}
          </Button>
        )}
        {cut && <span>Older lines are left out; `clicklens jobs log` has them all.</span>}
        {text && (
          <Button
            size="compact-xs"
            onClick={() => saveFile(new Blob([text], { type: "text/plain" }), `${name}.log`)}
            ml="auto"
          >
            Save
          </Button>
        )}
      </div>
    </>
  );
}

function sayFollowing(follows: boolean, runs: boolean): string {
  if (!runs) return "";
  return follows ? "Follows what is written." : "Stays here; more is written below.";
}
