/** What a job's process took of the machine, as the strips of a time line. */

import type { JobUsage } from "@/api/types";
import type { Strip } from "@/chart/Timeline";
import { csvBlob } from "@/view/csv";

const MEGABYTE = 1e6; // bytes

export interface Taken {
  at: readonly number[]; // seconds since the first look
  strips: readonly Strip[];
}

/** `asked`: the bytes that the job said it would need. */
export function usageStrips(usage: readonly JobUsage[], asked: number): Taken {
  const start = Date.parse(usage[0]?.at ?? "");
  const memory = usage.map(({ memory_bytes }) => memory_bytes / MEGABYTE);
  const near = Math.max(0, ...memory) > asked / MEGABYTE / 3; // a limit far above would flatten the curve
  return {
    at: usage.map(({ at }) => (Date.parse(at) - start) / 1000),
    strips: [
      {
        key: "cpu",
        title: "Processor",
        y: { name: "used", unit: "% of one core", low: 0 },
        values: usage.map(({ cpu_percent }) => cpu_percent),
      },
      {
        key: "memory",
        title: "Memory",
        y: { name: "held", unit: "MB", low: 0 },
        values: memory,
        ...(near && { limit: { value: asked / MEGABYTE, label: "asked for" } }),
      },
    ],
  };
}

/** The same as a table. */
export function usageCsv(usage: readonly JobUsage[]): Blob {
  return csvBlob(
    ["at", "cpu_percent", "memory_bytes"],
    usage.map(({ at, cpu_percent, memory_bytes }) => [at, cpu_percent, memory_bytes]),
  );
}
