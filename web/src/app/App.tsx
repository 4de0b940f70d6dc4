/** App: what every part of the page stands in. */
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { createQueries } from "@/api/query/queries";
import { routes } from "@/app/routes";
import { theme, variables } from "@/theme/theme";

/** Whose addresses the page reads: the browser's own, or in a report those behind its #. */
type MakeRouter = () => ReturnType<typeof createBrowserRouter>;

export function App({ makeRouter = () => createBrowserRouter(routes) }: { makeRouter?: MakeRouter }) {
  const [queries] = useState(createQueries);
  const [router] = useState(makeRouter);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
      <Notifications position="bottom-right" />
    </MantineProvider>
  );
}
