/** MethodDrawer: the page that explains a method, beside what it explains: formula, how to read it, when it lies. */
import { Drawer } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import classes from "@/view/MethodDrawer.module.css";
import { Empty, TableSkeleton } from "@/view/States";

const PAGES = import.meta.glob<string>("../../../docs/methods/*.md", { query: "?raw", import: "default" });
const Markdown = lazy(() => import("@/view/Markdown"));

/** The kinds that have a page. */
export const explained: readonly string[] = Object.keys(PAGES).map((path) => path.replace(/^.*\/|\.md$/g, ""));

interface MethodDrawerProps {
  kind: string | null; // null: closed
  onClose: () => void;
}

export function MethodDrawer({ kind, onClose }: MethodDrawerProps) {
  return (
    <Drawer
      opened={kind !== null}
      onClose={onClose}
      position="right"
      size="min(46rem, 92vw)"
      title="How this is computed"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {kind !== null && <Page key={kind} kind={kind} />}
    </Drawer>
  );
}

function Page({ kind }: { kind: string }) {
  const [text, setText] = useState<string | null>();
  useEffect(() => {
    const load = Object.entries(PAGES).find(([path]) => path.endsWith(`/${kind}.md`))?.[1];
    if (!load) setText(null);
    else load().then(setText, () => setText(null));
  }, [kind]);
  if (text === undefined) return <TableSkeleton />;
  if (text === null)
    return <Empty title={`${kind} has no page yet`}>The table behind each picture names what was measured.</Empty>;
  return (
    <Suspense fallback={<TableSkeleton />}>
      <div className={classes.text}>
        <Markdown>{text}</Markdown>
      </div>
    </Suspense>
  );
}
