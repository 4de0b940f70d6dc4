/** Finding: a view opens with what it found, in words, with how bad it is and what to do about it. */
import { Collapse, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconAlertTriangleFilled, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { plural } from "@/format/number";
import classes from "@/view/Finding.module.css";
import { Words } from "@/view/Words";

export type Severity = "good" | "info" | "warning" | "alarm";

export interface Found {
  text: string; // may hold `code`
  severity: string; // as the service says it; an unknown word counts as info
  remedy?: string | null; // a refine command
}

const SIGNS: Record<Severity, { icon: typeof IconInfoCircle; name: string }> = {
  good: { icon: IconCircleCheck, name: "Good" },
  info: { icon: IconInfoCircle, name: "Note" },
  warning: { icon: IconAlertTriangle, name: "Warning" },
  alarm: { icon: IconAlertTriangleFilled, name: "Alarm" },
};

interface FindingProps {
  children: string; // the sentence
  severity?: string;
  lead?: boolean; // the sentence that the view opens with
  action?: ReactNode; // the button that acts on it, in place
}

export function Finding({ children, severity = "info", lead = false, action }: FindingProps) {
  const known = severity in SIGNS ? (severity as Severity) : "info";
  const { icon: Icon, name } = SIGNS[known];
  return (
    <div className={classes.finding} data-severity={known} data-lead={lead || undefined}>
      <Icon className={classes.sign} size={lead ? 20 : 16} stroke={1.8} aria-hidden />
      <div className={classes.words}>
        <p className={classes.text}>
          <span className="unseen">{name}: </span>
          <Words>{children}</Words>
        </p>
        {action && <div className={classes.action}>{action}</div>}
      </div>
    </div>
  );
}

interface FindingsProps {
  findings: readonly Found[];
  looked?: string; // what was looked at; said where nothing was found
  shown?: number; // more than these are folded away
  action?: (remedy: string, finding: Found) => ReactNode; // the button for a remedy
}

/** All findings of a result: the first leads, a few stand below it, the others are folded away. */
export function Findings({ findings, looked, shown = 3, action }: FindingsProps) {
  const [open, setOpen] = useState(false);
  const one = (found: Found, lead: boolean) => (
    <Finding
      key={found.text}
      severity={found.severity}
      lead={lead}
      action={found.remedy && action ? action(found.remedy, found) : undefined}
    >
      {found.text}
    </Finding>
  );
  if (!findings.length)
    return (
      <Finding severity="info" lead>
        {looked ? `Nothing unusual. Looked at: ${looked}.` : "Nothing unusual."}
      </Finding>
    );
  const rest = findings.slice(shown);
  return (
    <section aria-label="What was found" className={classes.findings}>
      {findings.slice(0, shown).map((found, at) => one(found, at === 0))}
      {rest.length > 0 && (
        <>
          <Collapse expanded={open}>{rest.map((found) => one(found, false))}</Collapse>
          <UnstyledButton className={classes.more} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Show fewer" : `${plural(rest.length, "further finding")}`}
          </UnstyledButton>
        </>
      )}
    </section>
  );
}
