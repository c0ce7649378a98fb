namespace Proofs.Cli.Hosts.Console;

/// <summary>A line on standard error that counts commits, for a person who waits; nothing when nobody watches.</summary>
internal sealed class Progress(Terminal terminal) : IDisposable
{
    private const string Clear = "\r\u001b[K";
    private bool _shown;

    /// <summary>Shows how many commits have been read.</summary>
    internal void Show(long commits)
    {
        if (!terminal.IsErrorPiped && commits > 0)
        {
            _shown = true;
            terminal.Error.Write(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Clear}{commits:N0} commits read"));
        }
    }

    public void Dispose()
    {
        if (_shown)
        {
            terminal.Error.Write(Clear);
        }
    }
}
