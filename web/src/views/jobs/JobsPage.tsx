import { useQuery } from "@tanstack/react-query";
import { storeQuery } from "@/api/query/store";
import { Column, PageHead } from "@/frame/Column";
import { Finding } from "@/view/Finding";
import { Answered } from "@/view/States";

export default function JobsPage() {
  return (
    <Column top={<PageHead title="Jobs" />}>
      <title>Jobs · ClickLens</title>
      <Answered query={useQuery(storeQuery())}>
        {(store) => (
          <Finding lead>
            {store.can_submit
              ? "A worker waits for jobs."
              : "No worker lives: jobs would wait until `clicklens worker` runs."}
          </Finding>
        )}
      </Answered>
    </Column>
  );
}
