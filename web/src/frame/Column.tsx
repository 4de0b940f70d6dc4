/** Column: top bar, middle, foot. The middle scrolls, the rest stays. */
import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";
import classes from "@/frame/Column.module.css";

interface ColumnProps {
  top: ReactNode;
  foot?: ReactNode;
  fills?: boolean; // the page takes the whole middle and scrolls inside itself
  children: ReactNode;
}

export function Column({ top, foot, fills = false, children }: ColumnProps) {
  const middle = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page starts at its head
  useEffect(() => {
    middle.current?.scrollTo({ top: 0 });
  }, [pathname]);
  return (
    <>
      <header className={classes.top}>{top}</header>
      <main ref={middle} id="middle" tabIndex={-1} className={classes.middle} data-fills={fills || undefined}>
        {children}
      </main>
      {foot && <footer className={classes.foot}>{foot}</footer>}
    </>
  );
}

/** The top bar of a page that belongs to no run. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.head}>
      <h1 className={classes.title}>{title}</h1>
      <div className={classes.actions}>{children}</div>
    </div>
  );
}
