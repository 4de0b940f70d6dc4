import { useQuery } from "@tanstack/react-query";
import { dataQuery } from "@/api/query/store";
import { plural } from "@/format/number";
import { Column, PageHead } from "@/frame/Column";
import { Finding } from "@/view/Finding";
import { Answered } from "@/view/States";

export default function DataPage() {
  return (
    <Column top={<PageHead title="Data" />}>
      <title>Data · ClickLens</title>
      <Answered query={useQuery(dataQuery())}>
        {({ ready, folders }) => (
          <Finding
            lead
          >{`${plural(ready.length, "ready-made set")} and ${plural(folders.length, "encoded folder")} to train on.`}</Finding>
        )}
      </Answered>
    </Column>
  );
}
