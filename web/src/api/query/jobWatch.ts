/** Watching jobs and who does them: their words, what they take of the machine; and changing what is queued. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { API, answer, client, fetchBytes } from "@/api/client";

export interface JobWords {
  text: string; // the newest of what a job wrote
  next: number; // the byte to go on from
  cut: boolean; // older words are left out
}

const LONGEST = 300_000; // characters that are held
const WORDS_EVERY = 1500; // ms
const USAGE_EVERY = 4000; // ms
const WORKERS_EVERY = 15_000; // ms; no notice says that a worker died

export const workersQuery = () =>
  queryOptions({
    queryKey: ["workers"],
    refetchInterval: WORKERS_EVERY,
    queryFn: ({ signal }) => answer(client.GET("/api/v1/workers", { signal })),
  });

/** What a job wrote; while it runs, what is new is asked for and put behind what is held. */
export const jobWordsQuery = (job: string, runs: boolean) =>
  queryOptions({
    queryKey: ["job", job, "words"],
    refetchInterval: runs ? WORDS_EVERY : (false as const),
    queryFn: async ({ signal, client: cache, queryKey }): Promise<JobWords> => {
      let held: JobWords = cache.getQueryData(queryKey) ?? { text: "", next: 0, cut: false };
      for (;;) {
        const asked = { params: { path: { job }, query: { after: held.next } }, signal };
        const piece = await answer(client.GET("/api/v1/jobs/{job}/log", asked));
        held = joined(held, piece);
        if (piece.is_whole || !piece.text) return held;
      }
    },
  });

/** The newest words, cut at a line's beginning where they grow too long. */
export function joined(held: JobWords, piece: { text: string; next: number }): JobWords {
  const text = held.text + piece.text;
  if (text.length <= LONGEST) return { text, next: piece.next, cut: held.cut };
  const tail = text.slice(-LONGEST);
  return { text: tail.slice(tail.indexOf("\n") + 1), next: piece.next, cut: true };
}

export const jobUsageQuery = (job: string, runs: boolean) =>
  queryOptions({
    queryKey: ["job", job, "usage"],
    refetchInterval: runs ? USAGE_EVERY : (false as const),
    queryFn: ({ signal }) => answer(client.GET("/api/v1/jobs/{job}/usage", { params: { path: { job } }, signal })),
  });

/** Gives a job another place in the queue, a copy with changes, or takes it out of the list for good. */
export function useChangeJobs() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ["jobs"] });
  const reprioritise = useMutation({
    mutationFn: ({ job, priority }: { job: string; priority: number }) =>
      answer(client.PATCH("/api/v1/jobs/{job}", { params: { path: { job } }, body: { priority } })),
    onSettled,
  });
  const clone = useMutation({
    mutationFn: ({ job, changes, name }: { job: string; changes: Record<string, unknown>; name: string | null }) =>
      answer(client.POST("/api/v1/jobs/{job}/clone", { params: { path: { job } }, body: { changes, name } })),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (job: string) => answer(client.DELETE("/api/v1/jobs/{job}", { params: { path: { job } } })),
    onSettled,
  });
  return { reprioritise, clone, remove };
}

/** The report that a job wrote: one HTML file that needs no network. */
export async function reportFile(run: string): Promise<Blob> {
  return (await fetchBytes(`${API}/runs/${encodeURIComponent(run)}/report.html`)).blob();
}
