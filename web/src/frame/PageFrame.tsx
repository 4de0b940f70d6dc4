/** What a person sees where no page is, or where one broke. */
import { Button } from "@mantine/core";
import { isRouteErrorResponse, Link, useRouteError } from "react-router";
import { toFailure } from "@/api/failure";
import { isStill } from "@/api/source";
import { Column } from "@/frame/Column";
import { Empty, Failed } from "@/view/States";

export function NoSuchPage() {
  if (isStill()) return <NotInReport />;
  return (
    <Column top={<span className="faint">Not found</span>}>
      <title>Not found · ClickLens</title>
      <Empty
        title="There is no page at this address"
        action={
          <Button component={Link} to="/runs" variant="filled">
            All runs
          </Button>
        }
      >
        The link may come from another version of ClickLens. Nothing was changed.
      </Empty>
    </Column>
  );
}

/** A report is of one run; what leads to others says where they are. */
function NotInReport() {
  return (
    <Column top={<span className="faint">Not in this file</span>}>
      <title>Not in this file · ClickLens</title>
      <Empty title="This is not in the file">
        A report holds the views of one run. Other runs, jobs and data are shown by <code>clicklens ui</code>, where
        they are.
      </Empty>
    </Column>
  );
}

/** A page that broke takes nothing else with it: the frame stands, and every other place can be gone to. */
export function BrokenPage() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NoSuchPage />;
  const renewed = error instanceof TypeError && /import|module|fetch/i.test(error.message);
  return (
    <Column top={<span className="faint">This page broke</span>}>
      {renewed ? (
        <Empty
          title="ClickLens was renewed while this page was open"
          action={
            <Button variant="filled" onClick={() => window.location.reload()}>
              Load the page again
            </Button>
          }
        >
          A part of the page that was not loaded yet is no longer there. What you look at stays in the address.
        </Empty>
      ) : (
        <Failed failure={toFailure(error)} retry={() => window.location.reload()} />
      )}
    </Column>
  );
}
