using System.Globalization;
using Proofs.Texts;

namespace Proofs.Cli.Run;

/// <summary>One line at the bottom of a terminal that tells what is at work; nothing where nobody watches.</summary>
internal sealed class LiveLine : IDisposable
{
    private const string Clear = "\r\u001b[K";
    private const int Width = 78;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    private readonly Terminal _terminal;
    private readonly TimeProvider _time;
    private readonly ITimer? _timer;
    private string _what = string.Empty;
    private string _last = string.Empty;
    private long _since;
    private bool _isShown;

    internal LiveLine(Terminal terminal, TimeProvider time)
    {
        (_terminal, _time, _since) = (terminal, time, time.GetTimestamp());
        _timer = terminal.IsErrorPiped ? null : time.CreateTimer(_ => Show(), null, Refresh, Refresh);
    }

    /// <summary>Says what is at work from here on; empty for nothing.</summary>
    internal void Begin(string what)
    {
        lock (_gate)
        {
            (_what, _last, _since) = (what, string.Empty, _time.GetTimestamp());
        }
    }

    /// <summary>The last line that somebody at work wrote.</summary>
    internal void Output(string line)
    {
        lock (_gate)
        {
            _last = line;
        }
    }

    /// <summary>Writes something above the line.</summary>
    internal void Above(Action write)
    {
        lock (_gate)
        {
            Hide();
            write();
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _what = string.Empty;
            Hide();
        }
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_what.Length > 0)
            {
                string line = SafeText.Neutralise(string.Create(CultureInfo.InvariantCulture, $"{_what}  {_time.GetElapsedTime(_since):m\\:ss}  {_last}"));
                _terminal.Error.Write(Clear + (line.Length > Width ? line[..Width] + "…" : line));
                _isShown = true;
            }
        }
    }

    private void Hide()
    {
        if (_isShown)
        {
            _terminal.Error.Write(Clear);
            _isShown = false;
        }
    }
}
