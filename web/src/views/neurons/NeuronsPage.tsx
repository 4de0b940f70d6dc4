import { ResultPage } from "@/frame/ResultPage";
import { Findings } from "@/view/Finding";

export default function NeuronsPage() {
  return (
    <ResultPage kind="neurons" title="Neurons" settings={() => ({})}>
      {({ result }) => <Findings findings={result.findings} looked="every neuron over training" />}
    </ResultPage>
  );
}
