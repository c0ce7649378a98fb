using Proofs.Cli;

return Application.Run(args, new(Console.Out, Console.Error, Console.OpenStandardOutput, Console.IsOutputRedirected, Console.IsErrorRedirected));
