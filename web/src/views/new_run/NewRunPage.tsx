import { useQuery } from "@tanstack/react-query";
import { storeQuery } from "@/api/query/store";
import { Column, PageHead } from "@/frame/Column";
import { Finding } from "@/view/Finding";
import { Answered } from "@/view/States";

export default function NewRunPage() {
  return (
    <Column top={<PageHead title="New run" />}>
      <title>New run · ClickLens</title>
      <Answered query={useQuery(storeQuery())}>
        {(store) => (
          <Finding lead>
            {store.can_submit
              ? "A worker is ready to train."
              : "No worker lives: a run can be made ready, and waits until `clicklens worker` runs."}
          </Finding>
        )}
      </Answered>
    </Column>
  );
}
