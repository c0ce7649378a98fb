namespace Proofs.Cli;

/// <summary>Where output goes, and whether a person watches. Nothing is opened before it is used, because opening a console takes time.</summary>
/// <param name="openOut">Opens standard output for human text.</param>
/// <param name="openError">Opens standard error for diagnostics.</param>
/// <param name="openBytes">Opens standard output for documents.</param>
/// <param name="isOutPiped">Whether standard output is no terminal.</param>
/// <param name="isErrorPiped">Whether standard error is no terminal.</param>
internal sealed class Terminal(Func<TextWriter> openOut, Func<TextWriter> openError, Func<Stream> openBytes, bool isOutPiped, bool isErrorPiped)
{
    private readonly Lazy<TextWriter> _out = new(openOut);
    private readonly Lazy<TextWriter> _error = new(openError);
    // What failed once may work when the failure is told.
    private readonly Lazy<Stream> _bytes = new(openBytes, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Human text.</summary>
    internal TextWriter Out => _out.Value;

    /// <summary>Diagnostics.</summary>
    internal TextWriter Error => _error.Value;

    internal bool IsOutPiped => isOutPiped;

    internal bool IsErrorPiped => isErrorPiped;

    /// <summary>Asks a person for a line; null when nobody can answer.</summary>
    internal Func<string?>? ReadLine { get; init; }

    /// <summary>Documents, to standard output.</summary>
    internal Stream Bytes => _bytes.Value;
}
