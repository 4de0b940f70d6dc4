/** RowFigures: a selection against the rest, figure by figure, each with its interval. */
import type { RowEstimate, RowParts } from "@/api/rowTypes";
import { auc, count, difference, figure, type Interval, NONE, percent, withInterval } from "@/format/number";
import classes from "@/view/RowFigures.module.css";
import { points } from "@/view/rowWords";

type Name = "rate" | "mean_pctr" | "auc" | "log_loss" | "pcoc";

interface Figure {
  name: Name;
  words: string;
  hint: string;
  say: (value: number) => string;
  differs: (value: number) => string;
}

const two = (value: number) => value.toFixed(2).replace("-", "−");
const rate = (value: number) => `${(value * 100).toFixed(1)}%`;

const FIGURES: readonly Figure[] = [
  { name: "rate", words: "Click rate", hint: "clicked rows of all, by weight", say: rate, differs: points },
  { name: "mean_pctr", words: "Mean pctr", hint: "what the model promises", say: rate, differs: points },
  { name: "auc", words: "AUC", hint: "order; 0.5 is chance", say: auc, differs: auc },
  { name: "log_loss", words: "Log loss", hint: "nats a row; less is better", say: figure, differs: auc },
  { name: "pcoc", words: "PCOC", hint: "clicks promised over clicks that came; 1 is right", say: two, differs: two },
];

export function RowFigures({ parts }: { parts: RowParts }) {
  const { selection, rest, differences } = parts;
  return (
    <div className={classes.holder}>
      <table className={classes.table}>
        <caption className="unseen">The selection against the rest, with 95% intervals</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">Figure</span>
            </th>
            <th scope="col">
              <span className={classes.dot} style={{ background: "var(--clk-selection)" }} aria-hidden /> Selection
            </th>
            <th scope="col">
              <span className={classes.dot} style={{ background: "var(--clk-rest)" }} aria-hidden /> Rest
            </th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody className="num">
          <tr>
            <th scope="row">
              Rows<small className={classes.hint}>of the sample, by weight</small>
            </th>
            <td>
              {count(selection.rows)}
              <small>{percent(selection.share)}</small>
            </td>
            <td>
              {count(rest.rows)}
              <small>{percent(rest.share)}</small>
            </td>
            <td />
          </tr>
          {FIGURES.map(({ name, words, hint, say, differs }) => (
            <tr key={name}>
              <th scope="row" title={hint}>
                {words}
                <small className={classes.hint}>{hint}</small>
              </th>
              <Value estimate={selection[name]} say={say} />
              <Value estimate={rest[name]} say={say} />
              <Difference interval={differences[name]} say={differs} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ estimate: { value, interval, reason }, say }: { estimate: RowEstimate; say: Figure["say"] }) {
  return (
    <td>
      {value === null ? NONE : say(value)}
      {interval ? (
        <small>
          {say(interval.low)} to {say(interval.high)}
        </small>
      ) : (
        <small className={classes.reason}>{reason}</small>
      )}
    </td>
  );
}

function Difference({ interval, say }: { interval: Interval | null; say: Figure["say"] }) {
  if (!interval) return <td className="faint">{NONE}</td>;
  const sure = interval.low > 0 || interval.high < 0;
  return (
    <td data-sure={sure || undefined} className={sure ? undefined : "faint"} title={withInterval(interval, say)}>
      {difference(interval.value, say)}
      <small>
        ± {say((interval.high - interval.low) / 2)}
        {sure ? "" : ", not sure"}
      </small>
    </td>
  );
}
