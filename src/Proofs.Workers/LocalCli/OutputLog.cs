using System.Text;
using Proofs.Texts;

namespace Proofs.Workers.LocalCli;

/// <summary>One stream of a program: into its log as far as that may grow, and its lines to whoever reads them. Secrets reach neither.</summary>
internal sealed class OutputLog : IAsyncDisposable
{
    /// <summary>A line that is longer is no line of an agent's structured output, in bytes.</summary>
    private const int LongestLine = 8 << 20;

    private const int LinesOfTail = 12;
    private const int CharactersOfLine = 300;

    private readonly Redactor _redactor;
    private readonly FileStream _file;
    private readonly long _limit;
    private readonly Action<ReadOnlyMemory<byte>> _line;
    private readonly MemoryStream _open = new();
    private readonly Queue<string> _tail = new();
    private bool _isTooLong;
    private long _written;

    /// <param name="path">The log; nothing has that name.</param>
    /// <param name="limit">How much of the stream is kept, in bytes.</param>
    /// <param name="secrets">What must not be seen.</param>
    /// <param name="line">Takes each whole line.</param>
    internal OutputLog(string path, long limit, IReadOnlyList<string> secrets, Action<ReadOnlyMemory<byte>> line)
    {
        _redactor = new(secrets);
        _limit = limit;
        _line = line;
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _file = new(path, options);
    }

    /// <summary>How much the program has written, in bytes.</summary>
    internal long Length { get; private set; }

    /// <summary>The last lines, cut, with nothing in them that moves a cursor.</summary>
    internal IReadOnlyList<string> Tail => [.. _tail];

    /// <summary>The last of them, or null.</summary>
    internal string? Last { get; private set; }

    internal async ValueTask TakeAsync(ReadOnlyMemory<byte> bytes)
    {
        Length += bytes.Length;
        await PutAsync(_redactor.Next(bytes)).ConfigureAwait(false);
    }

    /// <summary>Writes what was held back.</summary>
    internal async Task EndAsync()
    {
        await PutAsync(_redactor.Next(default, isLast: true)).ConfigureAwait(false);
        if (_open.Length > 0)
        {
            Line();
        }

        if (_written > _limit)
        {
            await _file.WriteAsync(Encoding.UTF8.GetBytes($"\n[{_written - _limit} more bytes are not kept]\n")).ConfigureAwait(false);
        }

        await _file.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>One line of what a program says, as it can be shown.</summary>
    internal static string Shown(string text)
    {
        string line = text.Trim().Split('\n')[^1].Trim();
        return SafeText.Neutralise(line[..Math.Min(line.Length, CharactersOfLine)]) + (line.Length > CharactersOfLine ? "…" : string.Empty);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async ValueTask PutAsync(ReadOnlyMemory<byte> bytes)
    {
        int room = (int)Math.Clamp(_limit - _written, 0, bytes.Length);
        _written += bytes.Length;
        if (room > 0)
        {
            await _file.WriteAsync(bytes[..room]).ConfigureAwait(false);
            await _file.FlushAsync().ConfigureAwait(false);
        }

        while (!bytes.IsEmpty)
        {
            int end = bytes.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> part = end < 0 ? bytes : bytes[..end];
            _isTooLong |= _open.Length + part.Length > LongestLine;
            if (!_isTooLong)
            {
                _open.Write(part.Span);
            }

            if (end < 0)
            {
                return;
            }

            Line();
            bytes = bytes[(end + 1)..];
        }
    }

    private void Line()
    {
        ReadOnlyMemory<byte> line = _open.GetBuffer().AsMemory(0, (int)_open.Length);
        string text = Shown(Encoding.UTF8.GetString(line.Span[..Math.Min(line.Length, CharactersOfLine + 1)]));
        if (text.Length > 0)
        {
            Last = text;
            _tail.Enqueue(text);
            if (_tail.Count > LinesOfTail)
            {
                _tail.Dequeue();
            }
        }

        if (!_isTooLong)
        {
            _line(line);
        }

        _isTooLong = false;
        _open.SetLength(0);
        if (_open.Capacity > 1 << 20)
        {
            _open.Capacity = 1 << 16;
        }
    }
}
