/** Gallery: every chart with made-up data, with little and with much, to be looked at. */
import type { ReactNode } from "react";
import { DARK_INK, LIGHT_INK } from "../colour";
import { Amounts } from "./Amounts";
import { Lines } from "./Lines";
import { Maps } from "./Maps";
import { Speed } from "./Speed";
import { Stills } from "./Stills";
import { Tables } from "./Tables";

const ROOMS: Record<string, () => ReactNode> = {
  lines: Lines,
  amounts: Amounts,
  tables: Tables,
  maps: Maps,
  speed: Speed,
  stills: Stills,
};

export function Gallery({ show }: { show: string }) {
  const dark = document.documentElement.getAttribute("data-mantine-color-scheme") === "dark";
  const ink = dark ? DARK_INK : LIGHT_INK;
  const rooms = Object.entries(ROOMS).filter(
    ([name]) => name === show || (show === "all" && name !== "speed" && name !== "stills"),
  );
  return (
    <main
      style={{
        background: ink.paper,
        color: ink.ink,
        margin: -8,
        padding: 16,
        minHeight: "100vh",
        fontFamily: 'system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif',
        display: "grid",
        gap: 28,
        gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 26rem), 1fr))",
      }}
    >
      {rooms.map(([name, Room]) => (
        <Room key={name} />
      ))}
    </main>
  );
}
