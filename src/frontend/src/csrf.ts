const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

/** The header without which the server takes nothing from a script. */
export function csrf(): Record<string, string> {
  const header = meta('_csrf_header');
  const token = meta('_csrf');
  return header && token ? { [header]: token } : {};
}
