/** The page of a report: the same views, on the answers that stand beside this script in its file. */
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@/theme/page.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createHashRouter, createMemoryRouter } from "react-router";
import { viewAddress } from "@/address/address";
import { setSource } from "@/api/source";
import { App } from "@/app/App";
import { routesOf } from "@/app/routes";
import { readAbout, readAnswers } from "@/still/answers";
import { recordedSource } from "@/still/recorded";

const { run } = readAbout(document);
const first = viewAddress(run, "overview");
setSource(await recordedSource(run, readAnswers(document)));

const routes = routesOf({});

/** The state stands behind the address's #; a page without an address (in a notebook) holds it itself. */
function router() {
  if (!/^(file|https?):$/.test(window.location.protocol))
    return createMemoryRouter(routes, { initialEntries: [first] });
  if (!window.location.hash) window.location.replace(`#${first}`);
  return createHashRouter(routes);
}

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <App makeRouter={router} />
    </StrictMode>,
  );
