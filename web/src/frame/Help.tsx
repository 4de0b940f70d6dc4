/** Help: what the keys do. */
import { Kbd, Modal } from "@mantine/core";
import classes from "@/frame/Help.module.css";
import { PAGES, RUN_VIEWS, RUNS } from "@/frame/places";

const KEYS: readonly [string[], string][] = [
  [["/"], "search runs, views, fields and layers"],
  [["←", "→"], "one snapshot back or on"],
  [["space"], "play the run, or pause"],
  [["esc"], "close what is open"],
  [["?"], "this list"],
];
const IN_TABLES: readonly [string[], string][] = [
  [["↑", "↓"], "walk through the rows"],
  [["enter"], "open the row"],
  [["x"], "select the row"],
];

export function Help({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const goes = [RUNS, ...RUN_VIEWS, ...PAGES].map(({ letter, name }): [string[], string] => [["g", letter], name]);
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size="lg" closeButtonProps={{ "aria-label": "Close" }}>
      <div className={classes.columns}>
        <Keys title="Everywhere" keys={KEYS} />
        <Keys title="Go to" keys={goes} />
        <Keys title="In tables" keys={IN_TABLES} />
      </div>
    </Modal>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly [string[], string][] }) {
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <dl className={classes.keys}>
        {keys.map(([presses, words]) => (
          <div key={words} className={classes.key}>
            <dt>
              {presses.map((press) => (
                <Kbd key={press} size="xs">
                  {press}
                </Kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
