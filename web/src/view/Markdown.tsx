/** Markdown with tables, nothing executed: links inside the documentation are shown as words. Loaded late. */
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";

export default function Markdown({ children }: { children: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      components={{
        a: ({ href, children: words }) =>
          href?.startsWith("http") ? (
            <a href={href} target="_blank" rel="noreferrer">
              {words}
            </a>
          ) : (
            <span>{words}</span>
          ),
        img: () => null,
      }}
    >
      {children}
    </ReactMarkdown>
  );
}
