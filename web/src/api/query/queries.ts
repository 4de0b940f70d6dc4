/** The cache of answers: asked again when a notice says so, not on every look. */
import { QueryClient } from "@tanstack/react-query";
import { toFailure } from "@/api/failure";

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000, // ms; notices make answers stale before that
        gcTime: 600_000, // ms
        refetchOnWindowFocus: false,
        retry: (tries, error) => {
          const { status } = toFailure(error);
          return tries < 3 && (status === 0 || status >= 502);
        },
        retryDelay: (tries) => Math.min(1000 * 2 ** tries, 8000),
      },
      mutations: { retry: false },
    },
  });
}
