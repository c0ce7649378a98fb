namespace Proofs.Cli;

/// <summary>Where output goes, and whether a person watches.</summary>
/// <param name="Out">Human text and documents.</param>
/// <param name="Error">Diagnostics.</param>
/// <param name="OpenBytes">Opens standard output for documents.</param>
/// <param name="IsOutPiped">Whether standard output is no terminal.</param>
/// <param name="IsErrorPiped">Whether standard error is no terminal.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, Func<Stream> OpenBytes, bool IsOutPiped, bool IsErrorPiped);
