/** Asking about jobs, asking for work, and steering it. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { Job, JobAction, Submission } from "@/api/types";

/** All jobs, newest first; with a run only those about it. */
export const jobsQuery = (run?: string) =>
  queryOptions({
    queryKey: ["jobs", run ?? null],
    queryFn: ({ signal }) => answer(client.GET("/api/v1/jobs", { params: { query: run ? { run } : {} }, signal })),
  });

export const jobQuery = (job: string) =>
  queryOptions({
    queryKey: ["job", job],
    queryFn: ({ signal }) => answer(client.GET("/api/v1/jobs/{job}", { params: { path: { job } }, signal })),
  });

/** Queues work; a Failure of status 422 says which setting is wrong, one of 409 what stands against it. */
export function useSubmitJob() {
  const settle = useSettle();
  return useMutation({
    mutationFn: (submission: Submission) =>
      answer(client.POST("/api/v1/jobs", { body: submission as Required<Submission> })),
    onSettled: settle,
  });
}

/** Pauses, resumes or stops a job; `retry` makes a new one that goes on with the same run. */
export function useSteerJob() {
  const settle = useSettle();
  return useMutation({
    mutationFn: ({ job, action }: { job: string; action: JobAction }) =>
      answer(client.POST("/api/v1/jobs/{job}/{action}", { params: { path: { job, action } } })),
    onSettled: settle,
  });
}

/** Shows a job as it came back, and asks again for the lists that it stands in. */
function useSettle() {
  const queries = useQueryClient();
  return (job: Job | undefined) => {
    if (job) queries.setQueryData(["job", job.id], job);
    return Promise.all([
      queries.invalidateQueries({ queryKey: ["jobs"] }),
      ...(job ? [] : [queries.invalidateQueries({ queryKey: ["job"] })]),
    ]);
  };
}
