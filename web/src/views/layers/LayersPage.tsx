import { ResultPage } from "@/frame/ResultPage";
import { Findings } from "@/view/Finding";

export default function LayersPage() {
  return (
    <ResultPage kind="probe" title="Layers" settings={() => ({})}>
      {({ result }) => <Findings findings={result.findings} looked="what a linear probe reads from every layer" />}
    </ResultPage>
  );
}
