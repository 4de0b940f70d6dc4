import { ResultPage } from "@/frame/ResultPage";
import { Findings } from "@/view/Finding";

export default function FeaturesPage() {
  return (
    <ResultPage kind="saliency" title="Features" settings={({ step, split, day }) => ({ step, split, day })}>
      {({ result }) => <Findings findings={result.findings} looked="saliency of every field over training" />}
    </ResultPage>
  );
}
