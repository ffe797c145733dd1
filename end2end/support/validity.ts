// The Nu Html Checker, started once for all pages: its start is most of its time.
import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";

import vnu from "vnu-jar";

type Message = { type: string; url: string; lastLine?: number; message: string; extract?: string };

// Lists without bullets and tables laid out as blocks lose their roles in browsers; we give them back, and the checker finds
// that superfluous.
const KNOWN = [/^The “(list|table|rowgroup|row|columnheader|rowheader|cell)” role is unnecessary for element/];

/** What the checker says of these pages, by name. */
export async function complaints(pages: Map<string, string>, folder: string): Promise<string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = [...pages].map(async ([name, html]) => {
    const file = join(folder, `${name}.html`);
    await writeFile(file, html);
    return file;
  });
  const command = ["-jar", String(vnu), "--format", "json", "--stdout", "--exit-zero-always", ...(await Promise.all(files))];
  const { stdout } = await promisify(execFile)("java", command, { maxBuffer: 64 * 1024 * 1024 });
  const { messages } = JSON.parse(stdout) as { messages: Message[] };
  return messages
    .filter(({ message }) => !KNOWN.some((known) => known.test(message)))
    .map(({ type, url, lastLine, message, extract }) => `${basename(url)}:${lastLine} ${type}: ${message} ${extract ?? ""}`);
}
