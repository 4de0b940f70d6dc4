import { ResultPage } from "@/frame/ResultPage";
import { Findings } from "@/view/Finding";

export default function ExplorePage() {
  return (
    <ResultPage kind="scores" title="Explore" settings={({ step }) => ({ step })}>
      {({ result }) => <Findings findings={result.findings} looked="scores of every split and day" />}
    </ResultPage>
  );
}
