/** RunGone: the place of a run that is nowhere. */
import { Button } from "@mantine/core";
import { useEffect } from "react";
import { Link } from "react-router";
import { Column } from "@/frame/Column";
import { forgetRun } from "@/frame/lastRun";
import { Empty } from "@/view/States";

export function RunGone({ id, wasThere }: { id: string; wasThere: boolean }) {
  useEffect(() => forgetRun(id), [id]);
  return (
    <Column top={<span className="faint">{id}</span>}>
      <title>No such run · ClickLens</title>
      <Empty
        title={wasThere ? "This run was removed while you looked at it" : "There is no such run"}
        action={
          <Button component={Link} to="/runs" variant="filled">
            All runs
          </Button>
        }
      >
        {wasThere
          ? "Someone put it into the bin and its ten minutes are over, or its folder was taken away. Other runs are as they were."
          : "The link may be older than a deletion, or point to another store. Nothing was changed."}{" "}
        It was called <code>{id}</code>.
      </Empty>
    </Column>
  );
}
