import { ResultPage } from "@/frame/ResultPage";
import { Findings } from "@/view/Finding";

export default function GeneralisationPage() {
  return (
    <ResultPage kind="fluctuation" title="Generalisation" settings={({ step }) => ({ step })}>
      {({ result }) => (
        <Findings findings={result.findings} looked="fluctuation of every layer on training and held-out rows" />
      )}
    </ResultPage>
  );
}
