// Reads {"schema": PATH, "cases": [{"json": TEXT} | {"yaml": TEXT, "as": "core" | "failsafe"}]} from standard input and
// writes one answer for each case: null when it is valid, otherwise why not. Arguments: the folders of ajv and yaml.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const [ajvFolder, yamlFolder] = process.argv.slice(2);
const Ajv = createRequire(`${ajvFolder}/`)('ajv/dist/2020').default;
const YAML = createRequire(`${yamlFolder}/`)('yaml');

const { schema, cases } = JSON.parse(await text(process.stdin));
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

function parse(item) {
  if (item.json !== undefined) {
    return JSON.parse(item.json);
  }

  const documents = YAML.parseAllDocuments(item.yaml, { schema: item.as, uniqueKeys: true });
  if (documents.length !== 1) {
    throw new Error(`${documents.length} documents`);
  }

  if (documents[0].errors.length > 0) {
    throw documents[0].errors[0];
  }

  return documents[0].toJS();
}

process.stdout.write(JSON.stringify(cases.map((item) => {
  try {
    return validate(parse(item)) ? null : ajv.errorsText(validate.errors);
  } catch (error) {
    return `cannot be parsed: ${error.message}`;
  }
})));
