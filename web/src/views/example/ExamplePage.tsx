import { maybeWhole } from "@/address/codec";
import { useViewState } from "@/address/use";
import { useMoment } from "@/frame/moment";
import { Empty } from "@/view/States";

export default function ExamplePage() {
  const { run } = useMoment();
  const [example] = useViewState("example", maybeWhole);
  return (
    <>
      <title>{`Example · ${run.run.name} · ClickLens`}</title>
      {example === null && (
        <Empty title="No row is chosen">Choose one on the map, in the explorer, or by its number in the address.</Empty>
      )}
    </>
  );
}
