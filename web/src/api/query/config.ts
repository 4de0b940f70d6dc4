/** The request for a training: what may be set, and whether a draft of it is right. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";

export type Plain = Readonly<Record<string, unknown>>;

/** The JSON schema of a request for a training. */
export const configSchemaQuery = () =>
  queryOptions({
    queryKey: ["config", "schema"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => answer(client.GET("/api/v1/config/schema", { signal })),
  });

/** A draft with every default in it; a Failure of status 422 lists what is wrong with it. */
export const configCheckQuery = (spec: Plain) =>
  queryOptions({
    queryKey: ["config", "check", JSON.stringify(spec)],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => answer(client.POST("/api/v1/config/check", { body: { spec: { ...spec } }, signal })),
  });
