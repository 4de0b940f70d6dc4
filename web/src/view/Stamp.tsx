/** A time relative to now; the absolute one on hover and for those who cannot hover. */
import { Tooltip } from "@mantine/core";
import { absolute, ago } from "@/format/time";

export function Stamp({ at, now }: { at: string | null | undefined; now: Date }) {
  if (!at) return <span className="faint">–</span>;
  return (
    <Tooltip label={absolute(at)}>
      <time dateTime={at} className="num">
        {ago(at, now)}
      </time>
    </Tooltip>
  );
}
