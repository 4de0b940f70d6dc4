import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "react-router";
import { list } from "@/address/codec";
import { useChangeAddress, useViewState } from "@/address/use";
import { runQuery, runsQuery } from "@/api/query/run";
import type { RunRow } from "@/api/types";
import { Column, PageHead } from "@/frame/Column";
import { Answered, Empty } from "@/view/States";
import { Choosers } from "@/views/compare/Choosers";
import { ComparedPage } from "@/views/compare/ComparedPage";
import { ManyPage } from "@/views/compare/ManyPage";
import { askedOf, inMode, modeOf, readSides, type Sides, writeSides } from "@/views/compare/sides";

const runList = list();

export default function ComparePage() {
  const runs = useQuery(runsQuery());
  const [many] = useViewState("runs", runList);
  return (
    <Column top={<PageHead title="Compare" />}>
      <title>Compare · ClickLens</title>
      <Answered query={runs} isEmpty={(rows) => !rows.length} empty={<NoRuns />}>
        {(rows) => (many.length > 0 ? <ManyPage ids={many} runs={rows} /> : <Two runs={rows} />)}
      </Answered>
    </Column>
  );
}

function Two({ runs }: { runs: readonly RunRow[] }) {
  const sides = readSides(useLocation().search);
  const change = useChangeAddress();
  const before = useQuery({ ...runQuery(sides.before ?? ""), enabled: sides.before !== null }).data ?? null;
  const after = useQuery({ ...runQuery(sides.after ?? ""), enabled: sides.after !== null }).data ?? null;
  const choose = (chosen: Partial<Sides>) => change(writeSides(chosen));
  const asked = askedOf(sides);
  return (
    <>
      <Choosers
        sides={sides}
        mode={modeOf(sides)}
        runs={runs}
        details={[before, after]}
        onChoose={choose}
        onMode={(mode) => choose(inMode(mode, sides, before))}
      />
      {asked ? (
        <ComparedPage asked={asked} runs={runs} before={before} after={after} />
      ) : (
        <Empty title="Choose what is held against what">
          Two runs, two steps of a run, or two days of a step. Several runs at once: select them in the list of{" "}
          <Anchor component={Link} to="/runs">
            runs
          </Anchor>
          .
        </Empty>
      )}
    </>
  );
}

function NoRuns() {
  return (
    <Empty
      title="No runs to compare yet"
      action={
        <Button component={Link} to="/runs/new" variant="filled">
          New run
        </Button>
      }
    >
      Two runs, or two steps of one, are held against each other here. <code>clicklens train config.yaml</code> makes
      one.
    </Empty>
  );
}
