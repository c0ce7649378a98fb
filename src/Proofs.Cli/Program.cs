using System.Text;
using Proofs.Cli;
using Proofs.Gates;

if (args is ["gate", ..])
{
    // Loading libgit2 takes as long as all that comes before it is needed.
    GateRunner.Prepare();
}

bool isOutPiped = Console.IsOutputRedirected;
bool isErrorPiped = Console.IsErrorRedirected;
return Application.Run(args, new(
    () => isOutPiped ? Plain(Console.OpenStandardOutput()) : Console.Out,
    () => isErrorPiped ? Plain(Console.OpenStandardError()) : Console.Error,
    Console.OpenStandardOutput,
    isOutPiped,
    isErrorPiped)
{
    ReadLine = isErrorPiped || Console.IsInputRedirected ? null : Console.ReadLine,
});

// To a pipe, without setting up a terminal first.
static StreamWriter Plain(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
