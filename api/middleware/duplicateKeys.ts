const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/g;

interface Level {
  /** Null in a list. */
  readonly keys: Set<string> | null;
  /** The key or index that is being read. */
  at: string | number;
}

/**
 * The JSON pointer of the first key that an object has twice, null where none has. JSON leaves open which of the two counts
 * (RFC 8259 §4), so readers would differ in what was said. The text has been parsed as JSON before.
 */
export function duplicateKey(json: string): string | null {
  const levels: Level[] = [];
  let text = '';
  for (const [token] of json.matchAll(TOKENS)) {
    const level = levels.at(-1);
    if (token === '{') levels.push({ keys: new Set(), at: '' });
    else if (token === '[') levels.push({ keys: null, at: 0 });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && typeof level?.at === 'number') level.at += 1;
    else if (token === ':' && level?.keys) {
      level.at = String(JSON.parse(text));
      if (level.keys.has(level.at)) return levels.map(({ at }) => `/${escaped(String(at))}`).join('');
      level.keys.add(level.at);
    } else text = token;
  }
  return null;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
