import { useQuery } from "@tanstack/react-query";
import { maybeText } from "@/address/codec";
import { useViewState } from "@/address/use";
import { compareQuery } from "@/api/query/compare";
import { Column, PageHead } from "@/frame/Column";
import { Findings } from "@/view/Finding";
import { Answered, Empty } from "@/view/States";

export default function ComparePage() {
  const [before] = useViewState("before", maybeText);
  const [after] = useViewState("after", maybeText);
  return (
    <Column top={<PageHead title="Compare" />}>
      <title>Compare · ClickLens</title>
      {before && after ? (
        <Compared before={before} after={after} />
      ) : (
        <Empty title="Two runs are needed">Select two in the list of runs.</Empty>
      )}
    </Column>
  );
}

function Compared({ before, after }: { before: string; after: string }) {
  const query = useQuery(compareQuery({ before, after }));
  return (
    <Answered query={query}>
      {(found) => <Findings findings={found.findings} looked="metrics, saliency, fluctuation and moved rows" />}
    </Answered>
  );
}
