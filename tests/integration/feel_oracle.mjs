// Answers expressions with feelin, the interpreter of the editors: one JSON list in, one JSON list out.
// The folder that holds node_modules is the first argument.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.argv[2], 'package.json'));
const { evaluate, unaryTest } = await import(pathToFileURL(require.resolve('feelin')).href);

function plain(text) {
  return [...text.replaceAll(' ', '').replaceAll('_', '')].every((sign) => /[\p{L}\p{N}]/u.test(sign));
}

function show(value) {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value === 'string') return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  if (typeof value === 'object' && value.constructor !== Object) return String(value);
  if (typeof value === 'object') {
    const key = (name) => (plain(name) ? name : JSON.stringify(name));
    return `{${Object.entries(value).map(([name, item]) => `${key(name)}: ${show(item)}`).join(', ')}}`;
  }
  return String(value);
}

function answer({ source, value, context }) {
  try {
    if (value === undefined) return show(evaluate(source, context).value);
    return show(unaryTest(source, { ...context, '?': evaluate(value, context).value }).value);
  } catch (error) {
    return `error: ${error.message}`;
  }
}

const questions = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(questions.map(answer)));
