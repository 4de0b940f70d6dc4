/** MapTools: what a mouse does on the map, as buttons. */
import styles from "../chart.module.css";

interface MapToolsProps {
  tool: "move" | "lasso";
  onTool: ((tool: "move" | "lasso") => void) | undefined;
  onCloser(factor: number): void;
  onAll(): void;
  onSeen: (() => void) | undefined; // selects what is in sight
  onDrop: (() => void) | undefined;
}

export function MapTools({ tool, onTool, onCloser, onAll, onSeen, onDrop }: MapToolsProps) {
  return (
    <div className={styles.tools}>
      {onTool && (
        <>
          <button type="button" aria-pressed={tool === "move"} onClick={() => onTool("move")}>
            Move
          </button>
          <button
            type="button"
            aria-pressed={tool === "lasso"}
            title="Also: hold Shift and drag"
            onClick={() => onTool("lasso")}
          >
            Lasso
          </button>
        </>
      )}
      {onSeen && (
        <button type="button" onClick={onSeen}>
          Select what is seen
        </button>
      )}
      {onDrop && (
        <button type="button" onClick={onDrop}>
          Drop lasso
        </button>
      )}
      <button type="button" aria-label="Closer" title="Closer: Ctrl and wheel, or +" onClick={() => onCloser(1.5)}>
        +
      </button>
      <button
        type="button"
        aria-label="Farther"
        title="Farther: Ctrl and wheel, or −"
        onClick={() => onCloser(1 / 1.5)}
      >
        −
      </button>
      <button type="button" title="All points: 0 or a double click" onClick={onAll}>
        All
      </button>
    </div>
  );
}
