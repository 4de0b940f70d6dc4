import { ResultPage } from "@/frame/ResultPage";
import { Findings } from "@/view/Finding";

export default function MapPage() {
  return (
    <ResultPage kind="projection" title="Map" settings={({ step, split }) => ({ step, split, method: "pca" })}>
      {({ result }) => <Findings findings={result.findings} looked="how the classes lie in every layer" />}
    </ResultPage>
  );
}
