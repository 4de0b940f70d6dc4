/** The vectors of a table as a map: asks for the ids of the first field that reads it with one id a row. */
import { useQuery } from "@tanstack/react-query";
import { maybeText, maybeWhole, oneOf } from "@/address/codec";
import { useStep, useViewState } from "@/address/use";
import { toFailure } from "@/api/failure";
import { embeddingMapPython, embeddingMapQuery, type MapAsked } from "@/api/query/embeddingMap";
import type { Moment } from "@/frame/moment";
import { Panels } from "@/view/Panel";
import { type Colour, EmbeddingPanel } from "@/views/weights/EmbeddingPanel";
import { mapTable, readersOf } from "@/views/weights/embedding";

const METHOD = oneOf(["pca", "tsne"], "pca");
const COLOUR = oneOf<Colour>(["category", "rate", "pctr"], "category");

interface EmbeddingMapOfProps {
  moment: Moment;
  step: number | null;
  table: string | null;
  onExplain: () => void;
}

export function EmbeddingMapOf({ moment: { id, run }, step, table, onExplain }: EmbeddingMapOfProps) {
  const { fields } = run.run.features;
  const field = readersOf(fields, table)[0] ?? null;
  const choices = readersOf(fields).filter((name) => name !== field);
  const [wanted, onCategory] = useViewState("category", maybeText);
  const [method, onMethod] = useViewState("layout", METHOD);
  const [colour, onColour] = useViewState("colour", COLOUR);
  const [example, onExample] = useViewState("row", maybeWhole);
  const [, goTo] = useStep();
  const category = choices.find((name) => name === wanted) ?? null;
  const asked: MapAsked = { field: field ?? "", category, method, example, step };
  const query = useQuery({ ...embeddingMapQuery(id, asked), enabled: field !== null });
  if (field === null) return null;
  const result = query.data ?? null;
  return (
    <Panels>
      <EmbeddingPanel
        field={field}
        answer={{
          data: result,
          failure: query.error ? toFailure(query.error) : null,
          busy: query.isFetching,
          retry: () => void query.refetch(),
        }}
        look={{ category, method, colour, example }}
        choices={choices}
        exportsOf={(pictures) => ({
          name: `${id}-map-of-${field}`,
          files: { ...pictures, ...(result && { csv: () => mapTable(result) }) },
          python: embeddingMapPython(id, asked),
        })}
        onCategory={onCategory}
        onMethod={onMethod}
        onColour={onColour}
        onExample={onExample}
        onStep={goTo}
        onExplain={onExplain}
      />
    </Panels>
  );
}
