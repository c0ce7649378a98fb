namespace Proofs.Processes;

/// <summary>Moves bytes between a program and us.</summary>
internal static class OutputCapture
{
    private const int BufferSize = 64 << 10;

    /// <summary>Reads to the end, or until told to stop, and keeps the beginning.</summary>
    internal static async Task<CapturedOutput> ReadAsync(Stream from, int limit, Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken stop)
    {
        using MemoryStream kept = new();
        bool isTruncated = false;
        byte[] buffer = new byte[BufferSize];
        try
        {
            while (await from.ReadAsync(buffer, stop).ConfigureAwait(false) is > 0 and int count)
            {
                int room = (int)Math.Min(count, limit - kept.Length);
                kept.Write(buffer, 0, room);
                isTruncated |= room < count;
                await take(buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // A process that nobody could find still has the other end; more may have come from it.
            isTruncated = true;
        }

        return new(kept.ToArray(), isTruncated);
    }

    /// <summary>Writes everything and closes, or as much as the program takes.</summary>
    internal static async Task WriteAsync(Stream to, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        await using (to.ConfigureAwait(false))
        {
            try
            {
                await to.WriteAsync(content, stop).ConfigureAwait(false);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // No program has to read its input.
            }
        }
    }
}
