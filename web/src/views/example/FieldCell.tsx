/** FieldCell: a field's name, its value as it is told, and its share of the row's saliency beside the usual one. */
import { Fragment, type ReactNode } from "react";
import type { Reading } from "@/api/types";
import { NONE, percent } from "@/format/number";
import classes from "@/views/example/Example.module.css";
import { sayReading } from "@/views/example/reading";

const TAGS = 4;

/** A name that breaks behind its underscores where it is too long for a line. */
export function Name({ field }: { field: string }) {
  return field.split(/(?<=_)/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a name may hold one part twice
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

export function Told({ value }: { value: Reading }): ReactNode {
  if (!Array.isArray(value))
    return <span title={sayReading(value)}>{value === null ? "missing" : sayReading(value)}</span>;
  if (!value.length) return <span>none</span>;
  return (
    <span className={classes.tags} title={sayReading(value)}>
      {value.slice(0, TAGS).map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sequence may hold one value twice
        <span key={at} className={classes.tag}>
          {sayReading(one)}
        </span>
      ))}
      {value.length > TAGS && <span className="faint">and {value.length - TAGS} more</span>}
    </span>
  );
}

export function Share({ share, usual, most }: { share: number | null; usual: number | null; most: number }) {
  if (share === null) return <span className="faint">{NONE}</span>;
  const words = usual === null ? percent(share) : `${percent(share)}, usually ${percent(usual)}`;
  return (
    <span className={classes.share} title={words}>
      <span className={classes.track} aria-hidden>
        <span className={classes.bar} style={{ width: `${(100 * share) / most}%` }} />
        {usual !== null && <span className={classes.usual} style={{ left: `${(100 * usual) / most}%` }} />}
      </span>
      <span className="num">{percent(share)}</span>
      <span className="unseen">{usual === null ? "" : `, usually ${percent(usual)}`}</span>
    </span>
  );
}
