/** A sentence as Python writes it: what stands in `backticks` is code. */
export function Words({ children }: { children: string }) {
  return (
    <>
      {children.split(/`([^`]+)`/).map((part, at) => {
        const key = `${at} ${part}`;
        return at % 2 ? <code key={key}>{part}</code> : <span key={key}>{part}</span>;
      })}
    </>
  );
}
